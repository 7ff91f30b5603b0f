// holdfast list: what there is to name on the command line: scenarios, modules with their article, tables of a run
// file.
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

}  // namespace

int list(Common const& common, ListOptions const& options) {
  bool const all = options.what == "all";
  Json out = Json::object();
  if (all || options.what == "scenarios") out["scenarios"] = scenarios(common.share_dir);
  if (all || options.what == "instruments") out["instruments"] = modules();
  if (all || options.what == "tables") out["tables"] = tables();
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
  }
  return ok;
}

}  // namespace holdfast::cli
