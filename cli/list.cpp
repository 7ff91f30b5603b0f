// holdfast list: what there is to name on the command line: scenarios, modules with their article, tables of a run
// file, and every parameter as the page docs/parameters.md.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "output/tables/all.hpp"
#include "scenarios/read.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

std::string text_at(nlohmann::json const& doc, char const* key) {
  auto const found = doc.find(key);
  return found != doc.end() && found->is_string() ? found->get<std::string>() : "";
}

Json scenarios(fs::path const& share_dir) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto const& entry : fs::directory_iterator(share_dir, error))
    if (entry.path().extension() == ".json" && entry.path().stem() != "schema") files.push_back(entry.path());
  if (error)
    throw FileError(share_dir.string() + ": the shipped scenarios are not there. Name their folder with --data.");
  std::sort(files.begin(), files.end(), [](fs::path const& a, fs::path const& b) { return a.stem() < b.stem(); });
  Json out = Json::array();
  for (fs::path const& file : files) {
    std::vector<Problem> problems;
    JsonText const text = parse_json(read_text(file, file.filename().string()), file.filename().string(), problems);
    if (text.doc.is_object())
      out.push_back({{"name", file.stem().string()},
                     {"title", text_at(text.doc, "title")},
                     {"title_zh", text_at(text.doc, "title_zh")}});
  }
  return out;
}

Json modules() {
  Json out = Json::array();
  for (ModuleInfo const& m : catalogue())
    out.push_back({{"name", fmt::format("{}.{}", m.section, m.key)},
                   {"article", m.article},
                   {"title", m.title},
                   {"title_zh", m.title_zh},
                   {"parameters", m.fields.size()}});
  return out;
}

Json tables() {
  Json out = Json::array();
  for (Variable const& v : RunTables::variables()) {
    Json dims = Json::array();
    for (Dim const d : v.dims) dims.push_back(std::string(name_of(d)));
    out.push_back({{"name", v.path()},
                   {"unit", v.unit},
                   {"title", v.long_name},
                   {"title_zh", v.long_name_zh},
                   {"dimensions", dims}});
  }
  return out;
}

// From the first to the last month that is reported; "by class" where classes differ.
std::string value_text(ScenarioFile const& file, ParameterRecord const& p) {
  RunSettings const& run = file.resolved.run;
  auto const value = [&](Month month, int county, int household) {
    return resolved_value(file.resolved, catalogue(), p, month, county, household);
  };
  Month const last = run.start + (run.months - 1);
  float const from = value(run.start, 0, 0), to = value(last, 0, 0);
  for (int c = 0; c < county_classes; ++c)
    for (int h = 0; h < household_classes; ++h)
      if (value(run.start, c, h) != from || value(last, c, h) != to) return "by class";
  return from == to ? fmt::format("{}", from) : fmt::format("{} to {}", from, to);
}

Json parameters(fs::path const& share_dir) {
  Overrides overrides;
  overrides.share_dir = share_dir;
  overrides.geography = false;
  ScenarioFile const file = load_scenario(find_scenario("adopted-2021-2025", share_dir), overrides);
  Json out = Json::array();
  for (ParameterRecord const& p : file.parameters())
    out.push_back({{"name", p.path()},
                   {"value", value_text(file, p)},
                   {"unit", p.unit},
                   {"range", fmt::format("{}..{}", p.range.low, p.range.high)},
                   {"grade", p.grade},
                   {"source", p.source},
                   {"meaning", p.meaning},
                   {"meaning_zh", p.meaning_zh}});
  return out;
}

int widest(Json const& rows, char const* key) {
  int width = 0;
  for (Json const& row : rows) width = std::max(width, display_width(row[key].get<std::string>()));
  return width;
}

void print_scenarios(Json const& rows) {
  print(bold("Scenarios") + "\n");
  int const width = widest(rows, "name");
  for (Json const& row : rows)
    print(fmt::format("  {}  {}  {}\n", padded(row["name"].get<std::string>(), width), row["title"].get<std::string>(),
                      dim(row["title_zh"].get<std::string>())));
}

void print_modules(Json const& rows) {
  print(bold("Instruments and other modules") + " (article of the policy document, name, parameters)\n");
  int const width = widest(rows, "name"), titles = widest(rows, "title");
  for (Json const& row : rows) {
    int const article = row["article"].get<int>();
    print(fmt::format("  {:>3}  {}  {:>3}  {}  {}\n", article > 0 ? std::to_string(article) : "-",
                      padded(row["name"].get<std::string>(), width), row["parameters"].get<int>(),
                      padded(row["title"].get<std::string>(), titles), dim(row["title_zh"].get<std::string>())));
  }
}

void print_tables(Json const& rows) {
  print(bold("Tables of a run file") + " (name, unit, meaning)\n");
  int const width = widest(rows, "name"), units = widest(rows, "unit");
  for (Json const& row : rows)
    print(fmt::format("  {}  {}  {}\n", padded(row["name"].get<std::string>(), width),
                      padded(row["unit"].get<std::string>(), units), row["title"].get<std::string>()));
}

std::string cell(Json const& row, char const* key) {
  std::string out;
  for (char const c : row[key].get<std::string>()) out += c == '|' ? "\\|" : std::string(1, c);
  return out;
}

// One table for each module, in Markdown: docs/parameters.md is this text.
void print_parameters(Json const& rows) {
  std::string out = fmt::format(
      "# Parameters\n\nMade by `holdfast list parameters`; do not edit. All {} parameters with their values in\n"
      "`adopted-2021-2025`: one number, or those of the first and the last month. \"by class\": it differs between\n"
      "classes of counties or households; `holdfast explain PATH` prints every value, the note and the file.\n"
      "Grades: A an official or peer-reviewed text, seen; B a secondary page or a checked transcription;\n"
      "C general knowledge, not seen; D an estimate or choice of this project. Source ids are those of\n"
      "`scenarios/data/sources.csv`.\n",
      rows.size());
  std::string module;
  for (Json const& row : rows) {
    std::string const name = row["name"].get<std::string>();
    std::size_t const dot = name.rfind('.');
    if (name.substr(0, dot) != module) {
      module = name.substr(0, dot);
      out += fmt::format(
          "\n## {}\n\n| parameter | value | unit | allowed | grade | source | meaning "
          "|\n|---|---|---|---|---|---|---|\n",
          module);
    }
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} {} |\n", name.substr(dot + 1), cell(row, "value"),
                       cell(row, "unit"), cell(row, "range"), cell(row, "grade"), cell(row, "source"),
                       cell(row, "meaning"), cell(row, "meaning_zh"));
  }
  print(out);
}

}  // namespace

int list(Common const& common, ListOptions const& options) {
  if (options.articles || options.what == "articles") return list_articles(common, options);
  bool const all = options.what == "all";
  Json out = Json::object();
  if (all || options.what == "scenarios") out["scenarios"] = scenarios(common.share_dir);
  if (all || options.what == "instruments") out["instruments"] = modules();
  if (all || options.what == "tables") out["tables"] = tables();
  if (options.what == "parameters") out["parameters"] = parameters(common.share_dir);
  if (common.json) {
    print(out.dump(1) + "\n");
    return ok;
  }
  bool first = true;
  for (auto const& [what, rows] : out.items()) {
    if (!first) print("\n");
    first = false;
    if (what == "scenarios") print_scenarios(rows);
    if (what == "instruments") print_modules(rows);
    if (what == "tables") print_tables(rows);
    if (what == "parameters") print_parameters(rows);
  }
  return ok;
}

}  // namespace holdfast::cli
