// From the levels of a point to settings: the path of each parameter, written out month by month where it changes.
#include <fmt/format.h>

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>

#include "scenarios/sweep.hpp"

namespace holdfast {

using nlohmann::json;

namespace {

// What there is at a path of the base: a parameter or the strength of a module.
ClassPaths const& paths_at(ScenarioFile const& base, std::string const& path) {
  for (ParameterRecord const& record : base.resolved.parameters)
    if (record.path() == path) return record.paths;
  std::size_t m = 0;
  while (fmt::format("{}.{}.strength", catalogue()[m].section, catalogue()[m].key) != path) ++m;
  return base.resolved.strengths[m];
}

struct Bend {
  SweepAs as;
  double level;
  Month from;

  double at(ValuePath const& path, Month month) const {
    double const value = path.at(month);
    if (month < from) return value;
    switch (as) {
      case SweepAs::value:
        return level;
      case SweepAs::floor:
        return std::max(value, level);
      case SweepAs::cap:
        return std::min(value, level);
      case SweepAs::times:
        return value * level;
      default: {
        double grown = path.at(from);
        for (int years = (month - from) / 12; years > 0; --years) grown *= 1.0 + level;
        return grown;
      }
    }
  }
};

// The bent path in two settings: the first clears what stood there, the second holds the months in which it changes.
// `wrap` puts a path under its class.
template <class Wrap>
void write_path(std::vector<std::string>& out, std::string const& path, ValuePath const& old, Bend const& bend,
                RunSettings const& run, Wrap const& wrap) {
  double now = bend.at(old, run.first());
  out.push_back(path + "=" + wrap(json{{"value", now}}).dump());
  json changes = json::object();
  for (int m = 1; m < run.resolved_months(); ++m) {
    double const next = bend.at(old, run.first() + m);
    if (next != now) changes[(run.first() + m).text()] = next;
    now = next;
  }
  if (!changes.empty()) out.push_back(path + "=" + wrap(std::move(changes)).dump());
}

void bend_paths(std::vector<std::string>& out, std::string const& path, ClassPaths const& old, Bend const& bend,
                RunSettings const& run) {
  if (!old.general.empty()) write_path(out, path, old.general, bend, run, [](json inner) { return inner; });
  auto const classes = [&](auto const& paths, auto const& names, char const* key) {
    for (std::size_t c = 0; c < paths.size(); ++c)
      if (paths[c])
        write_path(out, path, *paths[c], bend, run, [&](json inner) {
          return json{{key, {{std::string(names[c]), std::move(inner)}}}};
        });
  };
  classes(old.by_county, county_class_names, "by_county_class");
  classes(old.by_household, household_class_names, "by_household_class");
}

Month from_of(SweepParameter const& p, ScenarioFile const& base) { return p.from.value_or(base.resolved.run.start); }

void check(SweepParameter const& p, std::string const& path, ScenarioFile const& base, std::vector<Problem>& problems) {
  ClassPaths const& paths = paths_at(base, path);
  RunSettings const& run = base.resolved.run;
  auto const complain = [&](std::string message) { problems.push_back({p.key, 0, 0, path, std::move(message)}); };
  if (paths.indexed) complain("is indexed in the base: a sweep cannot lay a path over it. Vary another base.");
  if (paths.restore) complain("comes back by a condition in the base: a sweep cannot lay a path over it.");
  if (run.holds && path.starts_with("policies.") && run.hold_policies_after < run.start + run.months)
    complain(fmt::format("is held from {} on in the base (hold_policies_after): no level would be seen after it.",
                         run.hold_policies_after.text()));
  Month const from = from_of(p, base), end = run.start + run.months;
  if (from < run.first() || from >= end)
    complain(fmt::format("is varied from {}, outside the run of {} to {}.", from.text(), run.first().text(),
                         (end - 1).text()));
}

}  // namespace

std::vector<std::vector<double>> Sweep::points() const {
  std::vector<std::vector<double>> out;
  if (grid()) {
    out.emplace_back();
    for (SweepParameter const& p : parameters) {
      std::vector<std::vector<double>> next;
      for (auto const& point : out)
        for (double const level : p.levels) {
          next.push_back(point);
          next.back().push_back(level);
        }
      out = std::move(next);
    }
    return out;
  }
  boost::random::sobol engine(parameters.size());
  for (int k = 0; k < sobol_points; ++k) {
    out.emplace_back();
    for (SweepParameter const& p : parameters) {
      double const u = static_cast<double>(engine()) * 0x1p-64;
      out.back().push_back(p.levels.front() + (p.levels.back() - p.levels.front()) * u);
    }
  }
  return out;
}

std::vector<std::string> point_settings(Sweep const& sweep, ScenarioFile const& base,
                                        std::vector<double> const& point) {
  std::vector<std::string> out;
  std::vector<Problem> problems;
  for (std::size_t j = 0; j < point.size(); ++j) {
    SweepParameter const& p = sweep.parameters[j];
    for (std::string const& path : p.paths) {
      std::size_t const before = problems.size();
      check(p, path, base, problems);
      if (problems.size() == before)
        bend_paths(out, path, paths_at(base, path), {p.as, point[j], from_of(p, base)}, base.resolved.run);
    }
  }
  if (!problems.empty()) throw InputError(problems);
  return out;
}

}  // namespace holdfast
