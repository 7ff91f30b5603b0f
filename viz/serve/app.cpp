#include "viz/serve/app.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/core/errors.hpp"
#include "scenarios/json_text.hpp"
#include "viz/serve/access.hpp"
#include "viz/serve/order.hpp"

namespace holdfast::serve {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::string_view api = "/api/";
constexpr int most_foreign_named = 12;

Response json_answer(std::string text, int status = 200) { return {status, "application/json", std::move(text), {}}; }

// What a child said may not be UTF-8.
Response json_answer(Json const& doc, int status = 200) {
  return json_answer(doc.dump(-1, ' ', false, Json::error_handler_t::replace), status);
}

std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> out;
  path.remove_prefix(api.size());
  while (true) {
    std::size_t const slash = path.find('/');
    out.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    path.remove_prefix(slash + 1);
  }
}

[[noreturn]] void nothing_here() {
  throw Refused(404, "nothing_here", "There is nothing at this address.", "docs/serve.md lists the addresses.");
}

// A number in an address, as digits only.
std::string digits(Request const& request, char const* name) {
  std::string const text = request.parameter(name);
  bool const good = !text.empty() && text.size() <= 20 &&
                    std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!good)
    throw Refused(422, "bad_parameter", fmt::format("\"{}\" must be a number.", name), "Choose it in the page.");
  return text;
}

std::string one_of(Request const& request, char const* name, std::vector<std::string_view> const& allowed) {
  std::string const text = request.parameter(name);
  if (std::find(allowed.begin(), allowed.end(), text) == allowed.end())
    throw Refused(422, "bad_parameter", fmt::format("\"{}\" must be one of: {}.", name, fmt::join(allowed, ", ")),
                  "Choose it in the page.");
  return text;
}

std::string replaced(std::string text, std::string_view what, std::string const& with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace

App::App(fs::path const& workspace, fs::path const& share_dir, fs::path page)
    : workspace_(workspace),
      share_dir_(fs::canonical(share_dir)),
      page_(std::move(page)),
      answers_(workspace_, share_dir_),
      runs_(workspace_, share_dir_) {
  if (!fs::is_regular_file(page_))
    throw FileError(page_.string() +
                    ": the page of the app is not there. Build it with `npm ci && npm run build` in viz/pages.");
  Json const list = Json::parse(answers_.kept({"list", "scenarios", "--json"}));
  for (Json const& row : list["scenarios"]) scenarios_.push_back(row["name"].get<std::string>());
  name_foreign_runs();
}

// Run files that were made in a terminal say themselves what they are; a broken one is named by its file.
void App::name_foreign_runs() {
  int asked = 0;
  for (RunRecord const& run : runs_.all()) {
    if (!run.foreign || ++asked > most_foreign_named) continue;
    ChildEnd const end = answers_.end_of({"show", run.run_file(), "--json"}, workspace_.folder());
    Json const shown = Json::parse(end.output, nullptr, false);
    if (!shown.is_object() || !shown.contains("run")) continue;
    Json const& facts = shown["run"];
    runs_.name_foreign(run.id, facts.value("name", ""), facts.value("title", ""), facts.value("title_zh", ""));
  }
}

void App::stop() {
  answers_.stop();
  runs_.stop();
}

Response App::answer(Request const& request) {
  bool const get = request.method == "GET", post = request.method == "POST", del = request.method == "DELETE";
  if (!get && !post && !del) throw Refused(405, "method", "Only GET, POST and DELETE are known here.");
  if (request.path == "/" && get) return page();
  if (request.path == "/report" && get) return report_page(request);
  if (!request.path.starts_with(api)) nothing_here();
  std::vector<std::string> const steps = steps_of(request.path);
  std::string const& first = steps[0];
  if (steps.size() == 1 && get) {
    if (first == "scenarios") return start();
    if (first == "instrument") return instrument(request);
    if (first == "runs") return list_runs();
    if (first == "compare") return compare(request);
    if (first == "results") return results(request);
    if (first == "counties") return counties(request);
    if (first == "households") return households(request);
    if (first == "household") return household(request);
    if (first == "export") return exported(request);
  }
  if (steps.size() == 1 && post) {
    if (first == "check") return check(request);
    if (first == "runs") return submit(request);
  }
  if (steps.size() == 2 && get) {
    if (first == "scenario") return scenario(steps[1]);
    if (first == "runs") return json_answer(json_of(runs_.find(steps[1])));
  }
  if (steps.size() == 2 && del && first == "runs") {
    runs_.cancel(steps[1]);
    return json_answer(Json::object());
  }
  if (steps.size() == 3 && get && first == "runs" && steps[2] == "scenario") return run_scenario(steps[1]);
  nothing_here();
}

// Scripts and styles of the page carry a number that no other text can know; nothing else runs, nothing leaves.
Response App::page() const {
  std::string const nonce = new_token();
  Response out{200, "text/html; charset=utf-8", replaced(read_file(page_), "__HOLDFAST_NONCE__", nonce), {}};
  out.headers.emplace_back(
      "Content-Security-Policy",
      fmt::format("default-src 'none'; script-src 'nonce-{0}'; style-src 'nonce-{0}'; style-src-attr 'unsafe-inline'; "
                  "img-src data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                  "frame-ancestors 'none'",
                  nonce));
  return out;
}

// The briefing is a page of its own that needs nothing from here: it gets an origin of its own and no connection.
Response App::report_page(Request const& request) const {
  std::vector<std::string> words{"report"};
  for (std::string const& file : run_files(request)) words.push_back(file);
  words.insert(words.end(), {"--language", one_of(request, "language", {"en", "zh"})});
  Response out{200, "text/html; charset=utf-8", answers_.file_of(std::move(words), "-o", ".html"), {}};
  out.headers.emplace_back("Content-Security-Policy",
                           "sandbox allow-scripts allow-downloads allow-modals; default-src 'none'; "
                           "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
                           "frame-ancestors 'none'");
  return out;
}

Response App::start() {
  Json out = Json::parse(answers_.kept({"list", "all", "--json"}));
  out.erase("tables");
  out["articles"] = Json::parse(answers_.kept({"list", "articles", "--json"}))["articles"];
  out["most_waiting"] = most_waiting;
  return json_answer(out);
}

std::string App::shipped(std::string const& name) const {
  if (std::find(scenarios_.begin(), scenarios_.end(), name) == scenarios_.end())
    throw Refused(404, "no_scenario", "There is no shipped scenario of this name.", "Choose one of the list.");
  return name;
}

// What the editor needs of a scenario: the strength of every instrument, month by month.
Response App::scenario(std::string const& name) {
  std::vector<std::string> words{"explain", "-s", shipped(name), "--json"};
  Json const list = Json::parse(answers_.kept({"list", "instruments", "--json"}));
  for (Json const& row : list["instruments"]) {
    std::string const path = row["name"].get<std::string>();
    if (path.starts_with("policies.") || path.starts_with("monitoring.")) words.push_back(path + ".strength");
  }
  std::string const text = read_file(share_dir_ / (name + ".json"));
  return json_answer("{\"scenario\": " + text + ", \"strengths\": " + answers_.kept(words) + "}\n");
}

// The parameters of one instrument with meaning, value by year, source and grade.
Response App::instrument(Request const& request) {
  std::string const asked = request.parameter("path");
  Json const list = Json::parse(answers_.kept({"list", "instruments", "--json"}));
  for (Json const& row : list["instruments"])
    if (row["name"] == asked)
      return json_answer(answers_.kept({"explain", asked, "-s", shipped(request.parameter("scenario")), "--json"}));
  throw Refused(404, "no_instrument", "There is no instrument of this name.", "Choose one of the list.");
}

// A scenario of the user's own may only extend what is shipped: an "extends" is a path.
void App::allow_only_shipped(nlohmann::json const& scenario) const {
  auto const extends = scenario.find("extends");
  if (extends == scenario.end()) return;
  auto const allowed = [&](nlohmann::json const& one) {
    std::string name = one.is_string() ? one.get<std::string>() : "";
    if (name.ends_with(".json")) name.resize(name.size() - 5);
    return std::find(scenarios_.begin(), scenarios_.end(), name) != scenarios_.end();
  };
  bool const all = extends->is_array() ? std::all_of(extends->begin(), extends->end(), allowed) : allowed(*extends);
  if (!all)
    throw Refused(422, "foreign_base", "\"extends\" may only name shipped scenarios here.",
                  fmt::format("One of: {}.", fmt::join(scenarios_, ", ")));
}

// Text of a scenario to the problems in it, each with its place; the same as `holdfast check`.
Response App::check(Request const& request) const {
  std::vector<Problem> problems;
  JsonText const text = parse_json(request.body, "scenario.json", problems);
  if (text.doc.is_object()) allow_only_shipped(text.doc);
  Scratch const scratch(workspace_);
  write_file(scratch.folder() / "scenario.json", request.body);
  ChildEnd const end = answers_.end_of({"check", "scenario.json", "--json"}, scratch.folder());
  Json const report = Json::parse(end.output, nullptr, false);
  if (!report.is_array() || report.size() != 1)
    throw Refused(500, "command_failed", "The check gave no answer: " + end.messages, "Please report this scenario.");
  return json_answer(report[0]);
}

void App::name_shipped(RunRecord& run) {
  run.name = shipped(run.scenario);
  Json const list = Json::parse(answers_.kept({"list", "scenarios", "--json"}));
  for (Json const& row : list["scenarios"])
    if (row["name"] == run.name) run.title = row.value("title", ""), run.title_zh = row.value("title_zh", "");
}

Response App::submit(Request const& request) {
  RunOrderText order = read_order(request.body);
  if (order.run.scenario.empty())
    allow_only_shipped(order.scenario);
  else
    name_shipped(order.run);
  std::string const id = runs_.submit(order.run, order.scenario.dump(1));
  return json_answer(json_of(runs_.find(id)), 202);
}

Response App::list_runs() const {
  Json out = Json::array();
  for (RunRecord const& run : runs_.all()) out.push_back(json_of(run));
  return json_answer(out);
}

Response App::run_scenario(std::string const& id) const {
  RunRecord const run = runs_.find(id);
  if (!run.scenario.empty()) return json_answer(read_file(share_dir_ / (shipped(run.scenario) + ".json")));
  if (run.foreign) throw Refused(404, "no_scenario", "This run was not made here: its scenario is in the run file.");
  return json_answer(read_file(workspace_.folder() / run.scenario_file()));
}

std::string App::run_file(Request const& request, std::string const& parameter) const {
  return runs_.finished(request.parameter(parameter)).run_file();
}

std::vector<std::string> App::run_files(Request const& request) const {
  std::vector<std::string> out{run_file(request, "run")};
  if (!request.parameter("against").empty()) out.push_back(run_file(request, "against"));
  return out;
}

Response App::compare(Request const& request) const {
  return json_answer(answers_.of({"compare", run_file(request, "a"), run_file(request, "b"), "--json"}));
}

// All that the report says, for one run or for two.
Response App::results(Request const& request) const {
  std::vector<std::string> words{"report"};
  for (std::string const& file : run_files(request)) words.push_back(file);
  words.push_back("--json");
  return json_answer(answers_.of(std::move(words)));
}

// The rate of each county with its interval and the probability of being among the worst.
Response App::counties(Request const& request) const {
  return json_answer(answers_.of({"export", run_file(request, "run"), "--ranks", "latent_relapse", "--json"}));
}

// Households of a county whose life shows one thing.
Response App::households(Request const& request) const {
  std::vector<std::string> words{"why"};
  for (std::string const& file : run_files(request)) words.push_back(file);
  std::string const kind =
      one_of(request, "kind", {"found-too-late", "never-found", "pushed-under", "relapsed-under-b"});
  words.insert(words.end(), {"--find", kind, "--county", digits(request, "county"), "--limit", "20", "--json"});
  return json_answer(answers_.of(std::move(words)));
}

Response App::household(Request const& request) const {
  std::vector<std::string> words{"why"};
  for (std::string const& file : run_files(request)) words.push_back(file);
  words.insert(words.end(), {"--household", digits(request, "household"), "--json"});
  return json_answer(answers_.of(std::move(words)));
}

Response App::exported(Request const& request) const {
  std::string const format = one_of(request, "format", {"csv", "xlsx", "dta", "json", "pdf", "pptx"});
  bool const briefing = format == "pdf" || format == "pptx";
  std::vector<std::string> const files = briefing ? run_files(request) : std::vector{run_file(request, "run")};
  std::vector<std::string> words{briefing ? "report" : "export"};
  words.insert(words.end(), files.begin(), files.end());
  std::string const option = briefing ? "--" + format : "-o";
  Response out{200, "application/octet-stream", answers_.file_of(std::move(words), option, "." + format), {}};
  out.headers.emplace_back(
      "Content-Disposition",
      fmt::format("attachment; filename=\"{}.{}\"", plain_name(fs::path(files.back()).stem().string()), format));
  return out;
}

}  // namespace holdfast::serve
