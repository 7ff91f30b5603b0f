#include "scenarios/assumptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "model/core/errors.hpp"
#include "scenarios/json_text.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast {
namespace {

using Json = nlohmann::json;

constexpr char const* fields[]{"path", "why", "why_zh"};

std::string value_text(ScenarioFile const& file, ParameterRecord const& p) {
  RunSettings const& run = file.resolved.run;
  float low = 0, high = 0;
  bool first = true;
  for (Month month = run.start; month < run.start + run.months; month = month + 1)
    for (int c = 0; c < county_classes; ++c)
      for (int h = 0; h < household_classes; ++h) {
        float const value = resolved_value(file.resolved, catalogue(), p, month, c, h);
        low = first ? value : std::min(low, value), high = first ? value : std::max(high, value);
        first = false;
      }
  return low == high ? fmt::format("{}", low) : fmt::format("{}–{}", low, high);
}

class AssumptionReader {
 public:
  AssumptionReader(std::string file, ScenarioFile const& scenario) : file_(std::move(file)), scenario_(scenario) {}

  Assumption read(Json const& entry, std::size_t k) {
    Assumption out;
    out.path = word(entry, k, "path"), out.why = word(entry, k, "why"), out.why_zh = word(entry, k, "why_zh");
    if (entry.is_object())
      for (auto const& [key, value] : entry.items())
        if (std::find(std::begin(fields), std::end(fields), key) == std::end(fields))
          complain(k, fmt::format("has \"{}\", which nobody reads: path, why and why_zh are.", key));
    if (!out.path.empty() && !seen_.insert(out.path).second)
      complain(k, fmt::format("is the second one about {}.", out.path));
    if (!out.path.empty()) describe(out, k);
    return out;
  }
  std::vector<Problem>& problems() { return problems_; }

 private:
  void complain(std::size_t k, std::string message) {
    problems_.push_back({file_, 0, 0, fmt::format("/assumptions/{}", k), std::move(message)});
  }
  std::string word(Json const& entry, std::size_t k, char const* name) {
    if (entry.is_object() && entry.contains(name) && entry[name].is_string() && entry[name] != "") return entry[name];
    complain(k, fmt::format("needs \"{}\" as a text.", name));
    return "";
  }
  void describe(Assumption& out, std::size_t k) {
    std::vector<std::string> names;
    for (ParameterRecord const& p : scenario_.parameters()) {
      names.push_back(p.path());
      if (names.back() != out.path) continue;
      out.meaning = p.meaning, out.meaning_zh = p.meaning_zh, out.unit = p.unit;
      out.value = value_text(scenario_, p);
      out.grade = p.grade, out.source = p.source;
      return;
    }
    complain(k, fmt::format("names {}, which is no parameter.{}", out.path, did_you_mean(out.path, names)));
  }

  std::string file_;
  ScenarioFile const& scenario_;
  std::set<std::string> seen_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Assumption> read_assumptions(std::filesystem::path const& assumptions_json, ScenarioFile const& scenario) {
  std::string const shown = assumptions_json.filename().string();
  AssumptionReader reader(shown, scenario);
  JsonText const text = parse_json(read_text(assumptions_json, shown), shown, reader.problems());
  std::vector<Assumption> out;
  if (reader.problems().empty() &&
      (!text.doc.is_object() || !text.doc.contains("assumptions") || !text.doc["assumptions"].is_array()))
    reader.problems().push_back({shown, 1, 1, "", "needs a list \"assumptions\"."});
  if (reader.problems().empty())
    for (Json const& entry : text.doc["assumptions"]) out.push_back(reader.read(entry, out.size()));
  if (!reader.problems().empty()) throw InputError(reader.problems());
  return out;
}

}  // namespace holdfast
