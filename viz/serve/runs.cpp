#include "viz/serve/runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "model/core/errors.hpp"
#include "viz/serve/child.hpp"
#include "viz/serve/http.hpp"

namespace holdfast::serve {

namespace fs = std::filesystem;

namespace {

// "003-cliff-2024": 3. 0 for other names.
int number_of(std::string const& id) {
  int number = 0;
  std::from_chars(id.data(), id.data() + std::min<std::size_t>(id.size(), 8), number);
  return number;
}

std::vector<std::string> words_of(RunRecord const& run, fs::path const& share_dir) {
  // A shipped scenario by its path: a file of that name in the folder of the results is another one.
  std::string const scenario =
      run.scenario.empty() ? run.scenario_file() : (share_dir / (run.scenario + ".json")).string();
  std::vector<std::string> out{"run", scenario,       "--data",          share_dir.string(),
                               "-o",  run.run_file(), "--progress-step", "1"};
  auto const add = [&out](char const* option, std::string value) {
    out.insert(out.end(), {std::string(option), std::move(value)});
  };
  if (run.share > 0) add("--share", fmt::format("{}", run.share));
  if (run.replicates > 0) add("--replicates", std::to_string(run.replicates));
  if (run.seed) add("--seed", std::to_string(*run.seed));
  if (!run.counties.empty()) add("--counties", fmt::format("{}", fmt::join(run.counties, ",")));
  return out;
}

// What the command said from its first error on; all of it when there is none.
std::string errors_in(std::string const& messages) {
  std::size_t const first = messages.starts_with("error: ") ? 0 : messages.find("\nerror: ");
  std::string out = first == std::string::npos ? messages : messages.substr(first == 0 ? 0 : first + 1);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

void tell_end(RunRecord& run, ChildEnd const& end, bool file_there) {
  if (end.well() && file_there) {
    run.state = RunState::finished;
    run.percent = 100;
    return;
  }
  run.state = RunState::failed;
  run.error = errors_in(end.messages);
  run.error_code = "run_failed";
  if (end.signal != 0) {
    run.error_code = "run_killed";
    run.error = fmt::format("The run was ended from outside by signal {}.", end.signal);
  } else if (run.error.empty()) {
    run.error = fmt::format("The run ended with code {} and said nothing.", end.exit_code);
  }
}

}  // namespace

Runs::Runs(Workspace const& workspace, fs::path share_dir)
    : workspace_(workspace), share_dir_(std::move(share_dir)), runs_(workspace.read()) {
  for (RunRecord const& run : runs_) {
    next_number_ = std::max(next_number_, number_of(run.id) + 1);
    if (run.state == RunState::interrupted) workspace_.write(run);
  }
  worker_ = std::thread([this] { work(); });
}

Runs::~Runs() {
  stop();
  worker_.join();
}

void Runs::stop() {
  std::scoped_lock const lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

RunRecord const* Runs::at(std::string const& id) const {
  auto const found = std::find_if(runs_.begin(), runs_.end(), [&](RunRecord const& r) { return r.id == id; });
  return found == runs_.end() ? nullptr : &*found;
}

RunRecord* Runs::at(std::string const& id) {
  RunRecord const* const found = std::as_const(*this).at(id);
  return found == nullptr ? nullptr : &runs_[static_cast<std::size_t>(found - runs_.data())];
}

std::string Runs::submit(RunRecord run, std::string const& scenario_text) {
  std::scoped_lock const lock(mutex_);
  auto const waiting =
      std::count_if(runs_.begin(), runs_.end(), [](RunRecord const& r) { return r.state == RunState::waiting; });
  if (stopping_) throw Refused(503, "stopping", "The server is about to end.");
  if (waiting >= most_waiting)
    throw Refused(429, "line_full", fmt::format("{} runs are waiting already, the most that may.", most_waiting),
                  "Wait until one is finished, or cancel one that waits.");
  run.id = fmt::format("{:03}-{}", next_number_++, plain_name(run.name));
  run.state = RunState::waiting;
  if (run.scenario.empty()) workspace_.write_scenario(run, scenario_text);
  workspace_.write(run);
  runs_.push_back(run);
  changed_.notify_all();
  return run.id;
}

std::vector<RunRecord> Runs::all() const {
  std::scoped_lock const lock(mutex_);
  return runs_;
}

RunRecord Runs::find(std::string const& id) const {
  std::scoped_lock const lock(mutex_);
  if (RunRecord const* const run = at(id)) return *run;
  throw Refused(404, "no_run", "There is no such run.", "Choose one of the list of runs.");
}

RunRecord Runs::finished(std::string const& id) const {
  RunRecord run = find(id);
  if (run.state != RunState::finished)
    throw Refused(409, "not_finished", "This run is not finished.", "Wait for its end, or choose another one.");
  return run;
}

void Runs::cancel(std::string const& id) {
  std::scoped_lock const lock(mutex_);
  RunRecord* const run = at(id);
  if (run == nullptr) throw Refused(404, "no_run", "There is no such run.", "Choose one of the list of runs.");
  if (run->state != RunState::waiting && run->state != RunState::running)
    throw Refused(409, "has_ended", "This run has ended: there is nothing to cancel.",
                  "Its files stay in the folder of the results.");
  run->state = RunState::cancelled;
  workspace_.write(*run);
  changed_.notify_all();
}

void Runs::name_foreign(std::string const& id, std::string const& name, std::string const& title,
                        std::string const& title_zh) {
  std::scoped_lock const lock(mutex_);
  RunRecord* const run = at(id);
  if (run == nullptr || !run->foreign) return;
  run->name = name;
  run->title = title;
  run->title_zh = title_zh;
}

bool Runs::take_next(RunRecord& run) {
  std::unique_lock lock(mutex_);
  auto const next = [this] {
    return std::find_if(runs_.begin(), runs_.end(), [](RunRecord const& r) { return r.state == RunState::waiting; });
  };
  changed_.wait(lock, [&] { return stopping_ || next() != runs_.end(); });
  if (stopping_) return false;
  auto const chosen = next();
  chosen->state = RunState::running;
  run = *chosen;
  workspace_.write(run);
  return true;
}

void Runs::work() {
  RunRecord run;
  while (take_next(run)) try {
      live(run);
    } catch (std::exception const& e) {
      run.state = RunState::failed;
      run.error_code = "run_failed";
      run.error = e.what();
      keep(run);
    }
}

void Runs::live(RunRecord run) {
  ChildOrder order;
  order.words = words_of(run, share_dir_);
  order.folder = workspace_.folder();
  order.memory_bytes = machine_memory_bytes();
  order.gentle = true;
  order.on_message = [this, id = run.id](std::string_view line) { heard(id, line); };
  order.stop = [this, id = run.id] { return must_end(id); };
  ChildEnd const end = run_child(order);
  std::error_code error;
  tell_end(run, end, fs::exists(workspace_.folder() / run.run_file(), error));
  if (run.state != RunState::finished) fs::remove(workspace_.folder() / (run.run_file() + ".part"), error);
  keep(run);
}

// A run that was cancelled meanwhile stays cancelled, unless it was finished first.
void Runs::keep(RunRecord const& run) {
  std::scoped_lock const lock(mutex_);
  RunRecord* const now = at(run.id);
  if (now == nullptr) return;
  bool const cancelled = now->state == RunState::cancelled;
  if (!cancelled || run.state == RunState::finished) *now = run;
  if (stopping_ && run.state == RunState::failed && !cancelled) {
    now->state = RunState::interrupted;
    now->error_code = now->error = "";
  }
  workspace_.write(*now);
}

// "  12.0 %  2.1 million household-months, ..."
void Runs::heard(std::string const& id, std::string_view line) {
  std::size_t const sign = line.find(" %  "), first = line.find_first_not_of(' ');
  if (sign == std::string_view::npos || first == std::string_view::npos || sign < first) return;
  double percent = 0;
  auto const [end, problem] = std::from_chars(line.data() + first, line.data() + sign, percent);
  if (problem != std::errc() || end != line.data() + sign) return;
  std::scoped_lock const lock(mutex_);
  if (RunRecord* const run = at(id)) run->percent = percent;
}

bool Runs::must_end(std::string const& id) const {
  std::scoped_lock const lock(mutex_);
  RunRecord const* const run = at(id);
  return stopping_ || run == nullptr || run->state == RunState::cancelled;
}

}  // namespace holdfast::serve
