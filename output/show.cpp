#include "output/show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "model/core/errors.hpp"
#include "output/sums.hpp"
#include "output/text.hpp"
#include "output/yearly.hpp"

namespace holdfast {
namespace {

using Json = nlohmann::ordered_json;

constexpr int title_width = 28, cell_width = 14;
constexpr std::size_t years_in_a_row = 5;

struct Names {
  std::string name, title, title_zh;
};

Names names_of(RunReader const& run) {
  auto const scenario = nlohmann::json::parse(run.provenance().scenario_json, nullptr, false);
  auto const text = [&](char const* key) {
    return scenario.is_object() && scenario.contains(key) && scenario[key].is_string()
               ? scenario[key].get<std::string>()
               : "";
  };
  return {text("name"), text("title"), text("title_zh")};
}

std::string last_month_text(Labels const& labels) { return (labels.first_month + (labels.months - 1)).text(); }

// Counties without rural households are never simulated; a run of a few counties says nothing of the province.
std::string counties_text(RunReader const& run) {
  std::vector<bool> const simulated = simulated_counties(run);
  auto const n = static_cast<std::size_t>(std::count(simulated.begin(), simulated.end(), true));
  return n == simulated.size() ? fmt::format("{} {}", n, n == 1 ? "county" : "counties")
                               : fmt::format("{} of {} counties", n, simulated.size());
}

bool covers_the_province(RunReader const& run) {
  std::vector<bool> const simulated = simulated_counties(run);
  auto const n = static_cast<std::size_t>(std::count(simulated.begin(), simulated.end(), true));
  return run.labels().counties.size() > 100 && n * 10 > simulated.size() * 9;
}

std::string what_the_run_is(RunReader const& run) {
  Names const names = names_of(run);
  Provenance const& papers = run.provenance();
  Labels const& labels = run.labels();
  std::string title = names.title.empty() ? names.name : names.title;
  if (!names.title_zh.empty() && names.title_zh != title) title += " / " + names.title_zh;
  std::string out = wrap(title.empty() ? run.path().filename().string() : title) + "\n";
  out += fmt::format("scenario {}, seed {}, {} % of households, {}, {} to {}\n",
                     names.name.empty() ? "without a name" : names.name, papers.seed, papers.households_share * 100,
                     counties_text(run), labels.first_month.text(), last_month_text(labels));
  if (run.finished())
    out += fmt::format("complete: {} replicates; commit {}\n", run.complete_replicates(), papers.commit);
  else
    out += fmt::format("PART of a run: {} of {} replicates are complete; commit {}\n", run.complete_replicates(),
                       labels.replicates, papers.commit);
  return out;
}

// "lifted-out persons 脱贫" within `title_width`; the Chinese is dropped where it does not fit.
std::string line_title(YearlyLine const& line) {
  std::string const both = "  " + line.title + (line.title_zh.empty() ? "" : " " + line.title_zh);
  return pad_right(display_width(both) < title_width ? both : "  " + line.title, title_width);
}

std::string block_text(YearlyBlock const& block, std::vector<int> const& years) {
  std::string out;
  for (std::size_t first = 0; first < years.size(); first += years_in_a_row) {
    std::size_t const end = std::min(first + years_in_a_row, years.size());
    out += "\n" + block.title + "\n" + std::string(title_width, ' ');
    for (std::size_t y = first; y < end; ++y) out += pad_left(std::to_string(years[y]), cell_width);
    out += "\n";
    for (YearlyLine const& line : block.lines) {
      auto const nothing = [](Estimate const& e) {
        return std::isnan(e.value) || (e.value == 0 && !(e.standard_error > 0));
      };
      if (block.key == "money" && std::all_of(line.by_year.begin(), line.by_year.end(), nothing)) continue;
      out += line_title(line);
      for (std::size_t y = first; y < end; ++y) out += pad_left(format_short(line.by_year[y]), cell_width);
      out += "\n";
    }
  }
  return out;
}

// The published number as it is written, without digits of binary noise.
std::string plain(double value) { return std::isnan(value) ? "" : fmt::format("{:.7g}", value); }

std::string judged_row(Judged const& j) {
  std::string const range = std::isnan(j.target.low) && std::isnan(j.target.high) ? ""
                            : std::isnan(j.target.low)                            ? "<= " + plain(j.target.high)
                                                       : plain(j.target.low) + " - " + plain(j.target.high);
  std::string out = "  " + pad_right(j.target.name, 36) + pad_left(format_short(j.result), 18) +
                    pad_left(plain(j.target.value), 9) + pad_left(range, 20) + "  " +
                    pad_right(std::string(standing_names[static_cast<std::size_t>(j.standing)]), 8) + j.target.grade;
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "\n";
}

std::string evidence_text(std::string const& title, std::vector<Judged> const& judged) {
  std::string out = "\n" + title + "\n";
  out += "  " + pad_right("", 36) + pad_left("run", 18) + pad_left("evidence", 9) + pad_left("allowed", 20) +
         "          grade\n";
  int inside = 0, bounded = 0;
  std::map<int, bool> moments;  // of the numbered ones: whether all rows are inside
  std::string unanswered, missed;
  for (Judged const& j : judged) {
    if (j.standing == Standing::unanswered) {
      unanswered += "  " + wrap(j.target.name + ": " + j.note, 4, true) + "\n";
      moments[j.target.number] = false;
      continue;
    }
    out += judged_row(j);
    bounded += j.standing != Standing::shown;
    inside += j.standing == Standing::inside;
    moments.try_emplace(j.target.number, true).first->second &= j.standing != Standing::outside;
    if (j.standing == Standing::outside && !j.target.if_missed.empty())
      missed += "  " + wrap(j.target.name + ": " + j.target.if_missed + ".", 4, true) + "\n";
  }
  moments.erase(0);
  out += fmt::format("  {} of {} inside. Tolerances are judgement (grade D: assumptions), not sampling errors.\n",
                     inside, bounded);
  if (!moments.empty())
    out += fmt::format("  {} of {} moments have all their rows inside.\n",
                       std::count_if(moments.begin(), moments.end(), [](auto const& m) { return m.second; }),
                       moments.size());
  if (!missed.empty()) out += "  Why those outside miss:\n" + missed;
  if (!unanswered.empty()) out += "  This run cannot answer:\n" + unanswered;
  return out;
}

Json number(double value) { return std::isnan(value) ? Json() : Json(value); }

Json json_of(Estimate const& e) {
  return {{"value", number(e.value)},
          {"standard_error", number(e.standard_error)},
          {"interval", {number(e.low), number(e.high)}}};
}

Json json_of(std::vector<Judged> const& judged) {
  Json out = Json::array();
  for (Judged const& j : judged) {
    Json row = json_of(j.result);
    row["name"] = j.target.name;
    row["moment"] = j.target.moment;
    row["target"] = number(j.target.value);
    row["low"] = number(j.target.low);
    row["high"] = number(j.target.high);
    row["unit"] = j.target.unit;
    row["tolerance"] = j.target.tolerance;
    row["standing"] = standing_names[static_cast<std::size_t>(j.standing)];
    row["grade"] = j.target.grade;
    row["ids"] = j.target.ids;
    row["note"] = j.note;
    row["if_missed"] = j.standing == Standing::outside ? j.target.if_missed : "";
    out.push_back(row);
  }
  return out;
}

Variable const& find_variable(RunReader const& run, std::string_view name) {
  std::string near, same;
  int named = 0;
  for (Variable const& v : run.variables()) {
    if (v.path() == name) return v;
    if (v.name == name) ++named, same += (same.empty() ? "" : ", ") + v.path();
  }
  if (named == 1) return run.variable(name);
  if (named > 1)
    throw InputError(Problem{run.path().filename().string(), 0, 0, "",
                             fmt::format("has several variables \"{}\"; name one of: {}.", name, same)});
  for (Variable const& v : run.variables()) {
    bool const alike =
        v.path().find(name) != std::string::npos || (!v.name.empty() && name.find(v.name) != std::string_view::npos);
    if (alike) near += (near.empty() ? "" : ", ") + v.path();
  }
  throw InputError(
      Problem{run.path().filename().string(), 0, 0, "",
              fmt::format("has no single variable \"{}\".{}", name,
                          near.empty() ? " `show RUN --list` names them all." : " Did you mean: " + near + "?")});
}

// out[cell][replicate]; `shape` and `dims` are without the replicate.
std::vector<std::vector<double>> by_cell(RunReader const& run, Variable const& variable, std::vector<int>& shape,
                                         std::vector<Dim>& dims) {
  std::vector<std::vector<double>> out;
  int const replicates = variable.per_replicate() ? run.complete_replicates() : 1;
  for (int r = 0; r < replicates; ++r) {
    Values const values = variable.per_replicate() ? run.read_replicate(variable.path(), r) : run.read(variable.path());
    shape = values.shape, dims = values.dims;
    out.resize(values.data.size());
    for (std::size_t i = 0; i < values.data.size(); ++i) out[i].push_back(values.data[i]);
  }
  return out;
}

}  // namespace

std::string show_text(RunReader const& run, std::vector<Target> const& targets) {
  std::string out = what_the_run_is(run);
  if (run.complete_replicates() == 0) return out + "No replicate is complete yet: there are no results.\n";
  out += "±: half of the 95 % interval over replicates (luck only, not the doubt about parameters).\n";
  std::vector<int> const years = years_of(run);
  for (YearlyBlock const& block : yearly_blocks(Sums(run))) out += block_text(block, years);
  if (!covers_the_province(run)) out += "\nThis run is not of the whole province; the published numbers below are.\n";
  out += evidence_text("Plausibility lines", judge(run, plausibility_lines()));
  if (!targets.empty())
    out += evidence_text("Beside the evidence (calibration/targets/targets.csv)", judge(run, targets));
  return out;
}

std::string show_json(RunReader const& run, std::vector<Target> const& targets) {
  Names const names = names_of(run);
  Json out;
  out["run"] = {{"name", names.name},
                {"title", names.title},
                {"title_zh", names.title_zh},
                {"seed", run.provenance().seed},
                {"households_share", run.provenance().households_share},
                {"replicates", run.complete_replicates()},
                {"replicates_planned", run.labels().replicates},
                {"finished", run.finished()},
                {"first_month", run.labels().first_month.text()},
                {"months", run.labels().months},
                {"results_fnv1a64", fmt::format("{:016x}", run.results_fnv1a64())}};
  out["years"] = years_of(run);
  for (YearlyBlock const& block : yearly_blocks(Sums(run))) {
    Json lines = Json::object();
    for (YearlyLine const& line : block.lines) {
      Json values = Json::array();
      for (Estimate const& e : line.by_year) values.push_back(json_of(e));
      lines[line.key] = {{"unit", line.unit}, {"by_year", values}};
    }
    out[block.key] = lines;
  }
  out["plausibility"] = json_of(judge(run, plausibility_lines()));
  out["targets"] = json_of(judge(run, targets));
  out["provenance"] = Json::parse(provenance_json(run.provenance()));
  return out.dump(2) + "\n";
}

std::string show_list(RunReader const& run) {
  std::string out;
  for (Variable const& v : run.variables()) {
    std::string dims;
    for (Dim const dim : v.dims) dims += (dims.empty() ? "" : " ") + std::string(name_of(dim));
    out += fmt::format("{}  [{}]  ({})\n    {}\n", v.path(), v.unit, dims,
                       wrap(v.long_name + (v.long_name_zh.empty() ? "" : " / " + v.long_name_zh), 4, true));
  }
  return out;
}

std::string show_list_json(RunReader const& run) {
  Json out = Json::array();
  for (Variable const& v : run.variables()) {
    Json dims = Json::array();
    for (Dim const dim : v.dims) dims.push_back(std::string(name_of(dim)));
    out.push_back({{"name", v.path()},
                   {"unit", v.unit},
                   {"title", v.long_name},
                   {"title_zh", v.long_name_zh},
                   {"dimensions", dims}});
  }
  return Json{{"variables", out}}.dump(1) + "\n";
}

std::string show_table_json(RunReader const& run, std::string_view name) {
  Variable const& variable = find_variable(run, name);
  std::vector<int> shape;
  std::vector<Dim> dims;
  std::vector<std::vector<double>> const cells = by_cell(run, variable, shape, dims);
  std::vector<std::vector<std::string>> labels;
  for (Dim const dim : dims) labels.push_back(run.labels().text(dim));
  Json rows = Json::array();
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    Json row = Json::object();
    std::size_t stride = cells.size(), rest = cell;
    for (std::size_t d = 0; d < dims.size(); ++d) {
      stride /= static_cast<std::size_t>(shape[d]);
      std::size_t const at = rest / stride;
      rest %= stride;
      row[std::string(name_of(dims[d]))] = labels[d][at];
      if (dims[d] == Dim::county) row["adcode"] = run.labels().counties[at].adcode;
    }
    Estimate const mean = mean_of(cells[cell]);
    row["value"] = number(mean.value);
    row["standard_error"] = number(mean.standard_error);
    row["replicates"] = mean.replicates;
    rows.push_back(std::move(row));
  }
  return Json{{"name", variable.path()}, {"unit", variable.unit}, {"rows", rows}}.dump(1) + "\n";
}

std::string show_table(RunReader const& run, std::string_view name) {
  Variable const& variable = find_variable(run, name);
  std::vector<int> shape;
  std::vector<Dim> dims;
  std::vector<std::vector<double>> const cells = by_cell(run, variable, shape, dims);
  std::vector<std::vector<std::string>> labels;
  std::string out;
  for (Dim const dim : dims) {
    out += std::string(name_of(dim)) + ",";
    if (dim == Dim::county) out += "adcode,";
    labels.push_back(run.labels().text(dim));
  }
  out += csv_field(variable.name + " (" + variable.unit + ")") + ",standard_error,replicates\n";
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    std::string row;
    std::size_t rest = cell;
    for (std::size_t d = dims.size(); d-- > 0;) {
      auto const size = static_cast<std::size_t>(shape[d]);
      std::size_t const at = rest % size;
      rest /= size;
      std::string field = csv_field(labels[d][at]) + ",";
      if (dims[d] == Dim::county) field += std::to_string(run.labels().counties[at].adcode) + ",";
      row = field + row;
    }
    Estimate const mean = mean_of(cells[cell]);
    auto const text = [](double value) { return std::isnan(value) ? std::string() : fmt::format("{:.9g}", value); };
    out += row + text(mean.value) + "," + text(mean.standard_error) + "," + std::to_string(mean.replicates) + "\n";
  }
  return out;
}

}  // namespace holdfast
