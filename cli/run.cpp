// holdfast run: reads a scenario, says what it will do, simulates it into a run file and shows how far it is.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/precision.hpp"
#include "cli/terminal.hpp"
#include "model/fork.hpp"
#include "output/compare.hpp"
#include "output/record.hpp"
#include "output/run_file.hpp"
#include "output/statistics.hpp"
#include "scenarios/lint.hpp"
#include "scenarios/read.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::string duration(double seconds) {
  auto const s = static_cast<long>(seconds + 0.5);
  if (s < 60) return fmt::format("{:.{}f} s", seconds, seconds < 10 ? 1 : 0);
  if (s < 3600) return fmt::format("{} min {:02} s", s / 60, s % 60);
  return fmt::format("{} h {:02} min", s / 3600, s % 3600 / 60);
}

std::string millions(double n) { return fmt::format("{:.{}f} million", n / 1e6, n < 1e8 ? 1 : 0); }

std::string counted(std::ptrdiff_t n, char const* one, char const* many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

// One line that is rewritten on a terminal; a line for each tenth, or `step` percent, elsewhere.
class Progress {
 public:
  Progress(double expected, int step)
      : expected_(expected), steps_(100.0 / step), terminal_(isatty(STDERR_FILENO) == 1), last_(start_) {}

  void add(std::int64_t household_months) {
    done_ += static_cast<double>(household_months);
    double const part = std::min(done_ / expected_, 0.999), seconds = seconds_since(start_);
    int const step = static_cast<int>(part * steps_);
    if (terminal_ ? seconds_since(last_) < 0.25 : step <= step_) return;
    step_ = step;
    last_ = Clock::now();
    std::string const line =
        fmt::format("{:5.1f} %  {} household-months, {} a second, {} left", part * 100, millions(done_),
                    millions(done_ / seconds), duration(seconds * (1 - part) / part));
    std::fputs(terminal_ ? ("\r" + line + "\x1b[K").c_str() : (line + "\n").c_str(), stderr);
    shown_ = true;
  }
  void close() const {
    if (terminal_ && shown_) std::fputs("\r\x1b[K", stderr);
  }
  // There is more to do than was expected.
  void expect(double household_months) {
    expected_ = household_months;
    step_ = static_cast<int>(done_ / expected_ * steps_);
  }
  double done() const { return done_; }
  double seconds() const { return seconds_since(start_); }

 private:
  double expected_, steps_, done_ = 0;
  bool terminal_, shown_ = false;
  int step_ = 0;
  Clock::time_point start_ = Clock::now(), last_;
};

double peak_memory_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// What to type to get the same file; the scenario by its file name, so that no folder of this machine is in it.
std::string command_line(std::string const& scenario, RunOptions const& options) {
  std::string out = "holdfast run " + fs::path(scenario).filename().string();
  for (std::string const& with : options.with) out += " --with " + fs::path(with).filename().string();
  for (std::string const& set : settings_of(overrides_of({}, options))) out += " --set " + set;
  return out;
}

double households_of(ScenarioFile const& file, std::vector<bool> const& only) {
  double sum = 0;
  for (std::size_t k = 0; k < file.counties.size(); ++k)
    if (only.empty() || only[k]) sum += file.counties[k].margins.rural_households;
  return sum * file.scenario.households_share;
}

std::vector<Fork> forks_of(std::vector<ScenarioFile> const& files) {
  std::vector<Scenario const*> scenarios;
  for (ScenarioFile const& file : files) scenarios.push_back(&file.scenario);
  return forks(scenarios);
}

// Months of a county's life under all scenarios: each is lived from where it parts from another one.
int months_lived(std::vector<ScenarioFile> const& files) {
  Scenario const& s = files.front().scenario;
  int months = 0;
  for (Fork const& fork : forks_of(files)) months += s.spin_up_months + s.months - fork.shared;
  return months;
}

std::string plan_text(std::vector<ScenarioFile> const& files, std::vector<bool> const& only, int threads,
                      std::vector<RunOrder> const& orders, std::string const& replicates) {
  ScenarioFile const& file = files.front();
  Scenario const& s = file.scenario;
  auto const chosen =
      only.empty() ? static_cast<std::ptrdiff_t>(file.counties.size()) : std::count(only.begin(), only.end(), true);
  std::string out =
      fmt::format("{} to {} after {} months of spin-up; {}, seed {}; {:g} % of rural households: about {} in {}; {}\n",
                  s.start.text(), (s.start + (s.months - 1)).text(), s.spin_up_months, replicates, s.seed,
                  s.households_share * 100, format_number(households_of(file, only), 0),
                  counted(chosen, "county", "counties"), counted(threads, "thread", "threads"));
  for (RunOrder const& order : orders) {
    Scenario const& one = *order.scenario;
    out += fmt::format("{}: {}{}\n", one.name, one.title, one.title_zh == one.title ? "" : " / " + one.title_zh);
    if (int const same = shared_months(s, one); &one != &s && same > 0)
      out += same == s.spin_up_months + s.months ? fmt::format("  orders the same as {} in every month\n", s.name)
                                                 : fmt::format("  shares its past with {} until {}\n", s.name,
                                                               (s.start + (same - s.spin_up_months - 1)).text());
    out += fmt::format(
        "  into {}{}\n", order.path.string(),
        fs::exists(order.path) ? ", which exists: it is replaced when this run is complete, not before" : "");
  }
  int const alone = (s.spin_up_months + s.months) * static_cast<int>(files.size()), together = months_lived(files);
  if (together < alone)
    out += fmt::format("together: {} months are lived instead of {}, {:.0f} % less\n", together, alone,
                       100.0 * (alone - together) / alone);
  return out;
}

int tell_end(std::vector<Recorded> const& recorded, std::vector<RunOrder> const& orders, Progress const& progress) {
  for (Recorded const& r : recorded)
    if (!r.notice.empty()) std::fprintf(stderr, "%s\n", r.notice.c_str());
  if (recorded.front().finished) {
    std::string files;
    for (RunOrder const& order : orders) files += (files.empty() ? "" : ", ") + order.path.string();
    print(fmt::format("{}: {} in {}, {} a second, {:.0f} MB of memory\n", files,
                      millions(progress.done()) + " household-months", duration(progress.seconds()),
                      millions(progress.done() / progress.seconds()), peak_memory_mb()));
    return ok;
  }
  if (recorded.front().replicates > 0)
    for (RunOrder const& order : orders)
      std::fprintf(stderr,
                   "Stopped. %d of %d replicates are complete and stand in %s; `holdfast show` reads it. Those in "
                   "flight are lost.\n",
                   recorded.front().replicates, order.scenario->replicates, part_path(order.path).c_str());
  else
    std::fprintf(stderr, "Stopped before a replicate was complete: nothing was kept.\n");
  return interrupted;
}

// Who asks for one shared past up to a month must have it: what differs before is a mistake in a variant.
void require_fork(std::vector<ScenarioFile> const& files, std::string const& fork_at, std::vector<Problem>& problems) {
  if (fork_at.empty()) return;
  ScenarioFile const& trunk = files.front();
  Scenario const& s = trunk.scenario;
  Month const first = s.start - s.spin_up_months;
  int year = 0, month = 0;
  if (!read_month(fork_at, year, month) || Month::of(year, month) - first <= 0 ||
      Month::of(year, month) - s.start >= s.months) {
    problems.push_back({"--fork-at", 0, 0, "",
                        fmt::format("\"{}\" is no month of this run: write one from {} to {}.", fork_at,
                                    (first + 1).text(), (s.start + (s.months - 1)).text())});
    return;
  }
  for (ScenarioFile const& file : files) {
    int const same = shared_months(s, file.scenario);
    if (Month::of(year, month) - first <= same) continue;
    std::string differences;
    for (std::string const& line : input_differences(trunk.text, file.text)) differences += "\n    " + line;
    problems.push_back({file.scenario.name, 0, 0, "",
                        fmt::format("parts from {} in {}, before the fork in {}:{}", s.name, (first + same).text(),
                                    fork_at, differences)});
  }
}

std::vector<ScenarioFile> load_all(Common const& common, RunOptions const& options) {
  Overrides overrides = overrides_of(common, options);
  for (std::string const& with : options.with) overrides.with.push_back(find_scenario(with, common.share_dir));
  std::vector<ScenarioFile> files = load_together(common, options.scenarios, overrides, SameName::refused);
  std::vector<Problem> problems;
  require_fork(files, options.fork_at, problems);
  if (!problems.empty()) throw InputError(problems);
  return files;
}

// A changed scenario keeps its name: under the default name it would replace the run that it is compared with.
void require_name(RunOptions const& options, ScenarioFile const& file) {
  bool const changed = std::any_of(options.set.begin(), options.set.end(),
                                   [](std::string const& set) { return !set.starts_with("run."); });
  if (changed && options.output.empty())
    throw InputError(Problem{"--set", 0, 0, "",
                             "changes the scenario: name the run file with -o, so that it does not replace " +
                                 file.resolved.run.own_name + ".h5."});
}

fs::path output_of(RunOptions const& options, Scenario const& scenario) {
  if (options.scenarios.size() == 1 && !options.output.empty()) return options.output;
  if (fs::exists(options.output) && !fs::is_directory(options.output))
    throw FileError(options.output.string() + ": is a file; several scenarios need a folder for their run files");
  std::error_code error;
  if (!options.output.empty()) fs::create_directories(options.output, error);
  if (error) throw FileError(options.output.string() + ": cannot create this folder: " + error.message());
  return options.output / (scenario.name + ".h5");
}

// What a contract makes of the options: both scenarios, planned for the most replicates that it may take.
RunOptions under_contract(RunOptions options) {
  if (options.scenarios.size() > 1)
    throw InputError(Problem{"--until", 0, 0, "",
                             "is about one scenario: name it alone, and the one it is held against with --against."});
  if (!options.against.empty()) options.scenarios.insert(options.scenarios.begin(), options.against);
  options.replicates = options.cap;
  return options;
}

std::vector<RunOrder> orders_of(std::vector<ScenarioFile> const& files, RunOptions const& options, int threads) {
  std::vector<RunOrder> orders;
  for (std::size_t k = 0; k < files.size(); ++k) {
    Scenario const& s = files[k].scenario;
    orders.push_back(
        {&s, papers_of(files[k], command_line(options.scenarios[k], options), threads), output_of(options, s)});
    for (Problem const& finding : lint(files[k])) std::fprintf(stderr, "finding: %s\n", finding.text().c_str());
  }
  return orders;
}

// Adds replicates until the contract holds or the cap is reached.
int run_until(Common const& common, RunOptions const& options, std::vector<RunOrder> const& orders,
              std::vector<CountyFacts> const& counties, SimulateOptions const& simulation, Progress& progress,
              double household_months_each) {
  ContractRun contract(read_precision(options.until, !options.against.empty()), options.cap);
  auto const papers = [&](std::size_t k, int replicates) {
    RunOptions as_many = options;
    as_many.replicates = replicates;
    return papers_of(load_all(common, as_many)[k], command_line(options.scenarios[k], as_many), simulation.threads);
  };
  Growth const growth = contract.growth(orders, papers, [&](int from, int to) {
    progress.close();
    std::fprintf(stderr, "%d replicates are not enough: going on to %d\n", from, to);
    progress.expect(household_months_each * to);
  });
  progress.expect(household_months_each * growth.first_total);
  std::vector<Recorded> const recorded = record_growing(orders, counties, simulation, growth);
  progress.close();
  double const seconds = progress.seconds();
  int const code = tell_end(recorded, orders, progress);
  if (code != ok) return code;
  print(contract.text(seconds));
  if (contract.holds()) return ok;
  std::fprintf(stderr, "The contract does not hold on %d replicates, the most allowed: raise --cap or ask for less.\n",
               recorded.front().replicates);
  return bad_input;
}

}  // namespace

int run(Common const& common, RunOptions const& given) {
  bool const contract = !given.until.empty();
  if (contract) read_precision(given.until, !given.against.empty());  // refused before anything is read or made
  RunOptions const options = contract ? under_contract(given) : given;
  std::vector<ScenarioFile> const files = load_all(common, options);
  ScenarioFile const& first = files.front();
  require_name(options, first);
  SimulateOptions simulation = simulate_options(options, first);
  simulation.batch = options.batch;
  std::vector<RunOrder> const orders = orders_of(files, options, simulation.threads);
  std::string const replicates = contract ? fmt::format("{} to {} replicates", precision_replicates, options.cap)
                                          : counted(first.scenario.replicates, "replicate", "replicates");
  std::fputs(plan_text(files, simulation.only_counties, simulation.threads, orders, replicates).c_str(), stderr);

  watch_signals();
  double const each = households_of(first, simulation.only_counties) * months_lived(files);
  Progress progress(each * first.scenario.replicates, options.progress_step);
  simulation.stop = stop_asked;
  simulation.progress = [&](std::int64_t household_months) { progress.add(household_months); };
  if (contract) return run_until(common, options, orders, first.counties, simulation, progress, each);
  std::vector<Recorded> const recorded = record_runs(orders, first.counties, simulation);
  progress.close();
  return tell_end(recorded, orders, progress);
}

}  // namespace holdfast::cli
