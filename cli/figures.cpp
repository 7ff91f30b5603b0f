#include "cli/figures.hpp"

#include <fmt/format.h>

#include "model/core/errors.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast::cli {

std::vector<std::string> figure_keys() {
  std::vector<std::string> out;
  for (OutcomeFigure const& figure : outcome_figures()) out.emplace_back(figure.key);
  return out;
}

std::vector<OutcomeFigure const*> chosen_figures(std::vector<std::string> const& keys,
                                                 std::vector<std::string> const& otherwise) {
  std::vector<OutcomeFigure const*> out;
  std::vector<Problem> problems;
  for (std::string const& key : keys.empty() ? otherwise : keys) {
    OutcomeFigure const* const figure = find_outcome_figure(key);
    if (figure != nullptr) out.push_back(figure);
    if (figure == nullptr)
      problems.push_back({"--figures", 0, 0, "",
                          fmt::format("{} is no figure.{} There are: {}.", key, did_you_mean(key, figure_keys()),
                                      fmt::join(figure_keys(), ", "))});
  }
  if (!problems.empty()) throw InputError(problems);
  return out;
}

}  // namespace holdfast::cli
