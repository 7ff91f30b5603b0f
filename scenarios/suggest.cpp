// "Did you mean ...?": the nearest of the names that are allowed.
#include "scenarios/suggest.hpp"

#include <algorithm>

namespace holdfast {

int edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<int>> cost(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = static_cast<int>(i);
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int const replace = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

std::string nearest(std::string_view written, std::vector<std::string> const& allowed) {
  constexpr std::size_t longest = 80;  // nobody slips into a longer name, and the table stays small
  if (written.empty() || written.size() > longest) return "";
  std::string best;
  int best_distance = 1 + std::max(1, static_cast<int>(written.size()) / 3);
  for (std::string const& name : allowed) {
    if (name.size() > longest) continue;
    bool const forgotten_ending = written.size() >= 3 && name.starts_with(written);  // "line" for "line_yuan"
    int const distance = std::min(edit_distance(written, name), forgotten_ending ? 1 : best_distance);
    if (distance < best_distance) {
      best = name;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view written, std::vector<std::string> const& allowed) {
  std::string const name = nearest(written, allowed);
  return name.empty() ? "" : " Did you mean \"" + name + "\"?";
}

}  // namespace holdfast
