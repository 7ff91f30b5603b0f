// holdfast report: a briefing of one run, or of several against the first: an HTML file that needs nothing else, a PDF
// file, slides and figures. The numbers are those of output/report.hpp; the page words and draws them.
#include "output/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/browser.hpp"
#include "cli/commands.hpp"
#include "cli/page.hpp"
#include "cli/terminal.hpp"
#include "cli/whole_file.hpp"
#include "scenarios/assumptions.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

namespace {

InputError refusal(std::string what, std::string why) {
  return InputError(Problem{std::move(what), 0, 0, "", std::move(why)});
}

struct Wanted {
  char const* option;
  fs::path const& path;
  std::vector<char const*> endings;
};

// What can be known to fail is told before the work.
void check_outputs(ReportOptions const& options) {
  std::vector<Problem> problems;
  std::vector<Wanted> const wanted{{"--output", options.output, {".html", ".htm"}},
                                   {"--pdf", options.pdf, {".pdf"}},
                                   {"--pptx", options.pptx, {".pptx"}}};
  for (Wanted const& file : wanted) {
    if (file.path.empty()) continue;
    bool fits = false;
    for (char const* const ending : file.endings) fits = fits || file.path.extension() == ending;
    if (!fits)
      problems.push_back({file.option, 0, 0, "",
                          fmt::format("is {}, which does not end in {}.", file.path.string(), file.endings.front())});
  }
  if (!problems.empty()) throw InputError(problems);
  for (Wanted const& file : wanted)
    if (!file.path.empty()) require_writable(file.path);
  std::error_code error;
  if (!options.figures.empty() && fs::exists(options.figures, error) && !fs::is_directory(options.figures, error))
    throw FileError(options.figures.string() + ": is a file; --figures takes a folder.");
}

std::map<std::string, Label> instrument_titles() {
  std::map<std::string, Label> out;
  for (ModuleInfo const& module : catalogue())
    if (module.section == "policies")
      out[std::string(module.key)] = {std::string(module.title), std::string(module.title_zh)};
  return out;
}

// What the results hang on, as the first run has it. A run of another build may name parameters that this one lacks:
// then the report does without.
std::vector<ReportAssumption> assumptions_of(Common const& common, RunReader const& run) {
  std::vector<ReportAssumption> out;
  std::string const name = run.path().filename().string();
  std::optional<ScenarioFile> scenario;
  try {
    Overrides overrides;
    overrides.share_dir = common.share_dir;
    overrides.geography = false;
    scenario = load_scenario_text(run.provenance().scenario_json, name, overrides);
  } catch (InputError const&) {
    std::fprintf(stderr, "%s: this build cannot read its scenario, so the report leaves the assumptions out.\n",
                 name.c_str());
    return out;
  }
  for (Assumption const& a : read_assumptions(common.share_dir / "data" / "assumptions.json", *scenario))
    out.push_back({a.path, {a.meaning, a.meaning_zh}, a.unit, a.value, a.grade, a.source, {a.why, a.why_zh}});
  return out;
}

std::string as_typed(fs::path const& path) {
  std::string const text = path.string();
  return text.find_first_of(" '\"$&;()*?<>|\\`") == std::string::npos ? text : fmt::format("'{}'", text);
}

// The runs, the comparison and the report again.
std::vector<std::string> commands_of(std::vector<RunReader> const& runs, ReportOptions const& options) {
  std::vector<std::string> out;
  for (RunReader const& run : runs) {
    std::string const& line = run.provenance().command_line;
    if (!line.empty() && std::find(out.begin(), out.end(), line) == out.end()) out.push_back(line);
  }
  std::string files;
  for (fs::path const& path : options.runs) files += " " + as_typed(path);
  if (runs.size() > 1) out.push_back("holdfast compare" + files);
  out.push_back(fmt::format("holdfast report{} -o {}{}", files,
                            as_typed(options.output.empty() ? fs::path("briefing.html") : options.output),
                            options.language == "zh" ? " --language zh" : ""));
  return out;
}

std::string json_of(Common const& common, ReportOptions const& options) {
  std::vector<RunReader> runs;
  for (fs::path const& path : options.runs) runs.push_back(open_run(path));
  ReportContext context;
  context.language = options.language;
  context.version = HOLDFAST_VERSION;
  context.targets = plausibility_lines();
  for (Target& target : shipped_targets(common)) context.targets.push_back(std::move(target));
  context.assumptions = assumptions_of(common, runs.front());
  context.instrument_titles = instrument_titles();
  context.commands = commands_of(runs, options);
  return report_json(runs, context);
}

void write(fs::path const& path, std::string const& bytes, char const* what) {
  write_whole(path, bytes);
  std::fprintf(stderr, "%s: %s, %.1f MB\n", path.c_str(), what, static_cast<double>(bytes.size()) / 1e6);
}

// Slides and figures: the second page makes them, this writes them.
void write_slides(std::map<std::string, std::string> const& files, ReportOptions const& options) {
  auto const slides = files.find("briefing.pptx");
  if (!options.pptx.empty()) {
    if (slides == files.end()) throw FileError("The slides were not made: the page gave no briefing.pptx.");
    write(options.pptx, slides->second, "slides");
  }
  if (options.figures.empty()) return;
  std::error_code error;
  fs::create_directories(options.figures, error);
  if (error) throw FileError(options.figures.string() + ": this folder cannot be made: " + error.message() + ".");
  int written = 0;
  for (auto const& [name, bytes] : files)
    if (name.starts_with("figures/")) write_whole(options.figures / name.substr(8), bytes), ++written;
  if (written == 0) throw FileError("The page gave no figures.");
  std::fprintf(stderr, "%s: %d files\n", options.figures.c_str(), written);
}

}  // namespace

int report(Common const& common, ReportOptions const& options) {
  bool const slides = !options.pptx.empty() || !options.figures.empty();
  if (!common.json && !slides && options.output.empty() && options.pdf.empty())
    throw refusal("report",
                  "writes nothing: name a file with -o, --pdf or --pptx, a folder with --figures, or --json.");
  check_outputs(options);
  std::string page, slides_page;
  if (!options.output.empty() || !options.pdf.empty()) page = read_page(common, "report");
  if (slides) slides_page = read_page(common, "slides");
  std::optional<Browser> browser;
  if (slides || !options.pdf.empty()) browser.emplace();
  std::string const json = json_of(common, options);
  if (common.json) print(json + "\n");
  if (!page.empty()) page = filled_page(std::move(page), json);
  try {
    if (!options.output.empty()) write(options.output, page, "briefing");
    if (!options.pdf.empty()) write(options.pdf, browser->pdf_of(page), "briefing");
    if (slides) write_slides(files_in(browser->document_of(filled_page(std::move(slides_page), json))), options);
  } catch (BrowserStopped const&) {
    return interrupted;
  }
  return ok;
}

}  // namespace holdfast::cli
