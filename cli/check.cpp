// holdfast check: reads scenarios and data files, reports all errors at once, then what is allowed but hardly meant.
#include <fmt/format.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "scenarios/cliffs.hpp"
#include "scenarios/lint.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

namespace {

struct Verdict {
  std::string file;
  std::vector<Problem> errors, findings;
  std::string summary;   // what was read, when there are no errors
  bool missing = false;  // a file could not be opened
  std::vector<Cliff> cliffs;
};

// A csv is known by its header: events have months, margins have shares of age, anything else is a list of counties.
void check_csv(fs::path const& file, std::string const& header, fs::path const& share_dir, Verdict& verdict) {
  std::string const folder = file.parent_path().generic_string();
  fs::path const data = share_dir / "data";
  if (header.starts_with("month,") || header.find("hazard,") != std::string::npos) {
    std::vector<CountyFacts> const counties = read_counties(data);
    verdict.summary = fmt::format("{} events by county", read_events(file, counties, verdict.errors, folder).size());
  } else if (header.find("name_zh") == std::string::npos && header.find("age_") != std::string::npos) {
    verdict.summary = fmt::format("margins of {} counties",
                                  read_counties(data / "counties.csv", file, verdict.errors, folder).size());
  } else {
    fs::path const beside = file.parent_path() / "margins.csv";
    fs::path const margins = fs::is_regular_file(beside) ? beside : fs::path();
    verdict.summary = fmt::format("{} counties", read_counties(file, margins, verdict.errors, folder).size());
  }
}

// Support cliffs as a drawing (.svg) or as a list (any other ending).
void write_cliffs(Scenario const& scenario, std::vector<Cliff> const& cliffs, fs::path const& path) {
  std::ofstream file(path, std::ios::binary);
  file << (path.extension() == ".svg" ? cliffs_svg(scenario, cliffs) : cliffs_csv(cliffs));
  if (!file.flush()) throw FileError(path.string() + ": cannot be written");
}

Verdict check_one(Common const& common, CheckOptions const& options, std::string const& name) {
  Verdict verdict;
  verdict.file = name;
  try {
    if (name.ends_with(".csv")) {
      std::string const text = read_text(name, name);
      check_csv(name, text.substr(0, text.find('\n')), common.share_dir, verdict);
      return verdict;
    }
    Overrides overrides;
    overrides.share_dir = common.share_dir;
    overrides.set = options.set;
    for (std::string const& with : options.with) overrides.with.push_back(find_scenario(with, common.share_dir));
    ScenarioFile const file = load_scenario(find_scenario(name, common.share_dir), overrides);
    verdict.findings = lint(file);
    Scenario const& s = file.scenario;
    if (!options.cliffs.empty()) {
      verdict.cliffs = find_cliffs(s);
      write_cliffs(s, verdict.cliffs, options.cliffs);
    }
    std::size_t const kept = file.resolved.run.counties.size();
    verdict.summary = fmt::format("{} to {}, {}{} counties", s.start.text(), (s.start + (s.months - 1)).text(),
                                  kept > 0 ? fmt::format("{} of ", kept) : "", file.counties.size());
  } catch (InputError const& e) {
    verdict.errors = e.problems();
  } catch (FileError const& e) {
    verdict.missing = true;
    verdict.errors.push_back({name, 0, 0, "",
                              std::string(e.what()).starts_with(name + ": ")
                                  ? std::string(e.what()).substr(name.size() + 2)
                                  : std::string(e.what())});
  }
  return verdict;
}

std::string counted(std::size_t n, char const* what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); }

std::string text_of(Verdict const& v) {
  std::string out;
  for (Problem const& p : v.errors) out += red("error", stdout) + ": " + p.text() + "\n";
  for (Problem const& p : v.findings) out += bold("finding") + ": " + p.text() + "\n";
  if (v.errors.empty())
    out += fmt::format("{}: no errors, {} ({})\n", v.file, counted(v.findings.size(), "finding"), v.summary);
  else
    out += fmt::format("{}: {}\n", v.file, counted(v.errors.size(), "error"));
  return out;
}

nlohmann::ordered_json json_of(std::vector<Problem> const& problems) {
  auto out = nlohmann::ordered_json::array();
  for (Problem const& p : problems)
    out.push_back(
        {{"file", p.file}, {"line", p.line}, {"column", p.column}, {"pointer", p.pointer}, {"message", p.message}});
  return out;
}

nlohmann::ordered_json json_of(Verdict const& v, bool with_cliffs) {
  nlohmann::ordered_json out{{"file", v.file}, {"errors", json_of(v.errors)}, {"findings", json_of(v.findings)}};
  if (!with_cliffs) return out;
  out["cliffs"] = nlohmann::ordered_json::array();
  for (Cliff const& c : v.cliffs)
    out["cliffs"].push_back({{"instrument", c.instrument},
                             {"month", c.month.text()},
                             {"household", c.example.text()},
                             {"income_yuan", c.income_yuan},
                             {"loss_yuan", c.loss_yuan}});
  return out;
}

}  // namespace

int check(Common const& common, CheckOptions const& options) {
  auto report = nlohmann::ordered_json::array();
  bool bad = false, missing = false;
  for (std::string const& name : options.files) {
    Verdict const verdict = check_one(common, options, name);
    missing = missing || verdict.missing;
    bad = bad || !verdict.errors.empty() || (options.strict && !verdict.findings.empty());
    if (common.json)
      report.push_back(json_of(verdict, !options.cliffs.empty()));
    else
      print(text_of(verdict) + (options.cliffs.empty() || !verdict.errors.empty() ? "" : cliffs_text(verdict.cliffs)));
  }
  if (common.json) print(report.dump(1) + "\n");
  return missing ? bad_file : bad ? bad_input : ok;
}

}  // namespace holdfast::cli
