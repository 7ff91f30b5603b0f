// holdfast export: tables of a run file, or the chances of counties to be among the worst, for other programs.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cli/whole_file.hpp"
#include "output/export/cells.hpp"
#include "output/export/ranks.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

namespace {

std::string listed(std::vector<std::string> const& names) {
  std::string out;
  for (std::string const& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// Variables in file order that the names mean: "group/name", a name that only one has, a whole group, or "all".
std::vector<std::string> tables_named(RunReader const& run, std::vector<std::string> const& names,
                                      std::vector<Problem>& problems) {
  std::vector<std::string> out, known{"all"};
  std::set<std::string> wanted;
  for (Variable const& v : run.variables()) known.insert(known.end(), {v.path(), v.group, v.name});
  for (std::string const& name : names) {
    std::vector<std::string> found, bearers;
    for (Variable const& v : run.variables()) {
      if (name == "all" || v.group == name || v.path() == name) found.push_back(v.path());
      if (v.name == name) bearers.push_back(v.path());
    }
    if (found.empty() && bearers.size() == 1) found = bearers;
    wanted.insert(found.begin(), found.end());
    std::string const what = "--table";
    if (found.empty() && bearers.size() > 1)
      problems.push_back(
          {what, 0, 0, "", fmt::format("\"{}\" stands in several groups; name one of: {}.", name, listed(bearers))});
    else if (found.empty())
      problems.push_back(
          {what, 0, 0, "",
           fmt::format("\"{}\" is no table or group of {}.{} `holdfast show {} --list` names them all.", name,
                       run.path().filename().string(), did_you_mean(name, known), run.path().string())});
  }
  for (Variable const& v : run.variables())
    if (wanted.contains(v.path())) out.push_back(v.path());
  return out;
}

// The dimensions to keep; nothing = all of them.
std::optional<std::vector<Dim>> dimensions_named(RunReader const& run, std::vector<std::string> const& names,
                                                 std::vector<std::string> const& tables,
                                                 std::vector<Problem>& problems) {
  if (names.empty()) return std::nullopt;
  std::vector<std::string> of_tables;
  for (std::string const& table : tables)
    for (Dim const dim : run.variable(table).dims)
      if (dim != Dim::replicate && std::find(of_tables.begin(), of_tables.end(), name_of(dim)) == of_tables.end())
        of_tables.emplace_back(name_of(dim));
  std::vector<Dim> out;
  for (std::string const& name : names) {
    if (std::find(of_tables.begin(), of_tables.end(), name) != of_tables.end())
      out.push_back(static_cast<Dim>(std::find(dim_names.begin(), dim_names.end(), name) - dim_names.begin()));
    else if (!tables.empty())
      problems.push_back({"--by", 0, 0, "",
                          fmt::format("\"{}\" is no dimension of these tables.{} There are: {}.", name,
                                      did_you_mean(name, of_tables), listed(of_tables))});
  }
  return out;
}

// Position of the class, -1 = all.
int class_named(RunReader const& run, std::string const& name, std::vector<Problem>& problems) {
  std::vector<std::string> names = run.labels().text(Dim::household_class);
  names.emplace_back("all");
  auto const found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    problems.push_back({"--household-class", 0, 0, "",
                        fmt::format("\"{}\" is no household class.{} There are: {}.", name, did_you_mean(name, names),
                                    listed(names))});
  return found == names.end() || name == "all" ? -1 : static_cast<int>(found - names.begin());
}

ExportTable ranks_named(RunReader const& run, ExportOptions const& options, SmallCells const& small,
                        std::vector<Problem>& problems) {
  std::vector<std::string> const rates = rankable_rates();
  int const household_class = class_named(run, options.household_class, problems);
  if (std::find(rates.begin(), rates.end(), options.ranks) == rates.end())
    problems.push_back({"--ranks", 0, 0, "",
                        fmt::format("\"{}\" is no rate that has a worse end.{} There are: {}.", options.ranks,
                                    did_you_mean(options.ranks, rates), listed(rates))});
  if (!problems.empty()) throw InputError(problems);
  return export_ranks(run, options.ranks, options.worst, household_class, small);
}

std::vector<ExportTable> tables_of(RunReader const& run, ExportOptions const& options, SmallCells const& small) {
  std::vector<Problem> problems;
  if (!options.ranks.empty()) return {ranks_named(run, options, small, problems)};
  std::vector<std::string> const names =
      options.tables.empty() ? std::vector<std::string>{"headline", "poverty"} : options.tables;
  std::vector<std::string> const tables = tables_named(run, names, problems);
  std::optional<std::vector<Dim>> const by = dimensions_named(run, options.by, tables, problems);
  if (!problems.empty()) throw InputError(problems);
  std::vector<ExportTable> out;
  for (std::string const& table : tables) out.push_back(export_table(run, table, by, small));
  return out;
}

void write_text(std::string const& text, fs::path const& path) {
  std::ofstream file(path, std::ios::binary);
  file << text << std::flush;
  if (!file) throw FileError(path.string() + ": cannot be written. Is the disk full?");
}

using Writer = std::function<void(Export const&, fs::path const&)>;

[[noreturn, maybe_unused]] void library_missing(std::string const& ending, std::string const& package) {
  throw FileError(
      fmt::format("{} files need a library that this holdfast was built without: install the Debian package {} "
                  "and build again, or export to .csv or .json.",
                  ending, package));
}

// What writes files of this ending. Throws when there is none, or when it was not built.
Writer writer_for(fs::path const& path) {
  std::string const ending = path.extension().string();
  if (ending == ".csv") return [](Export const& data, fs::path const& to) { write_text(export_csv(data), to); };
  if (ending == ".json") return [](Export const& data, fs::path const& to) { write_text(export_json(data), to); };
  if (ending == ".xlsx") {
#ifdef HOLDFAST_EXCEL
    return write_excel;
#else
    library_missing(ending, "libxlsxwriter-dev");
#endif
  }
  if (ending == ".dta") {
#ifdef HOLDFAST_STATA
    return write_stata;
#else
    library_missing(ending, "libreadstat-dev");
#endif
  }
  throw InputError(
      Problem{"--output", 0, 0, "",
              fmt::format("{} ends in none of .csv, .xlsx, .dta and .json, which say what to write.", path.string())});
}

}  // namespace

int export_run(Common const& common, ExportOptions const& options) {
  Writer const writer = options.output.empty() ? Writer() : writer_for(options.output);
  RunReader const run = open_run(options.run);
  if (run.complete_replicates() == 0)
    throw FileError(options.run.string() + ": no replicate is complete yet, so there is nothing to export.");
  Export data{export_facts(run, options.all_cells), tables_of(run, options, SmallCells(run, options.all_cells))};
  if (!writer) {
    print(common.json ? export_json(data) : export_csv(data));
    return ok;
  }
  write_whole(options.output, [&](fs::path const& part) { writer(data, part); });
  std::size_t rows = 0, blank = 0;
  for (ExportTable const& table : data.tables) {
    rows += table.rows();
    for (double const why : table.columns.back().values) blank += why > 0;
  }
  std::fprintf(stderr, "%s: %zu table%s, %zu rows, %zu of them blank for too few drawn households%s\n",
               options.output.c_str(), data.tables.size(), data.tables.size() == 1 ? "" : "s", rows, blank,
               blank > 0 ? " (--all-cells shows them)" : "");
  return ok;
}

}  // namespace holdfast::cli
