// holdfast-bench: checks that both engines do the work of HF-REF-1, then says what a household-month costs: of the
// reference workload and of the whole model.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <nlohmann/json.hpp>

#include "bench/bench.hpp"

namespace holdfast::bench {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  bool json = false;
  bool quick = false;
  int repeats = 5;
  int threads = 2;
  std::string data = HOLDFAST_SOURCE_DIR "/scenarios";
  bool full_month = true;
};

// ns per household-month per core of one run.
template <class Run>
double cost_of(Run run, Size const& size) {
  auto const start = std::chrono::steady_clock::now();
  run();
  std::chrono::duration<double, std::nano> const wall = std::chrono::steady_clock::now() - start;
  return wall.count() * size.threads / size.household_months();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::size_t const n = values.size();
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}
double least(std::vector<double> const& values) { return *std::min_element(values.begin(), values.end()); }

// Nothing is printed for an engine that has not done the work. Two runs of the frame must also agree to the bit.
std::vector<std::string> wrong_results(Options const& options) {
  Size size{options.quick ? 20480 : 102400, 4, 1, 20210101};
  std::vector<std::string> wrong;
  for (std::string const& line : failed_checks(run_reference(size))) wrong.push_back("reference: " + line);
  Totals const one = run_frame(size);
  for (std::string const& line : failed_checks(one)) wrong.push_back("frame: " + line);
  size.threads = std::max(2, options.threads);
  if (run_frame(size).by_month != one.by_month) wrong.emplace_back("frame: the number of threads changes the result");
  return wrong;
}

// Interleaved, so that a slow moment of the machine hits both.
Json compare_engines(Options const& options) {
  Size const reference{options.quick ? 10240 : 102400, 1, 1, 1};
  Size const frame{reference.households, options.quick ? 2 : 4, 1, 1};
  std::vector<double> reference_ns, frame_ns, ratios;
  for (int k = 0; k < options.repeats; ++k) {
    reference_ns.push_back(cost_of([&] { run_reference(reference); }, reference));
    frame_ns.push_back(cost_of([&] { run_frame(frame); }, frame));
    ratios.push_back(reference_ns.back() / frame_ns.back());
  }
  return {{"households", reference.households},
          {"repeats", options.repeats},
          {"reference_ns", median(reference_ns)},
          {"reference_ns_best", least(reference_ns)},
          {"frame_ns", median(frame_ns)},
          {"frame_ns_best", least(frame_ns)},
          {"ratio", median(ratios)}};
}

Json profile_frame(Options const& options) {
  Size const size{options.quick ? 10240 : 102400, 2, 1, 1};
  std::vector<std::array<double, Profile::steps.size()>> runs;
  for (int k = 0; k < options.repeats; ++k) {
    Profile profile;
    run_frame(size, &profile);
    runs.push_back(profile.nanoseconds);
  }
  Json steps;
  for (std::size_t step = 0; step < Profile::steps.size(); ++step) {
    std::vector<double> values;
    for (auto const& run : runs) values.push_back(run[step] / size.household_months());
    steps[std::string(Profile::steps[step])] = median(values);
  }
  return steps;
}

// Wall time with 1 and with several threads on the same work; speed-up 2 on 2 threads is perfect.
Json scale_threads(Options const& options) {
  Size size{options.quick ? 20480 : 102400, 4, 1, 1};
  std::vector<double> single, several, speed_up;
  for (int k = 0; k < options.repeats; ++k) {
    size.threads = 1;
    single.push_back(cost_of([&] { run_frame(size); }, size));
    size.threads = options.threads;
    several.push_back(cost_of([&] { run_frame(size); }, size));
    speed_up.push_back(single.back() / several.back() * options.threads);
  }
  return {{"threads", options.threads},
          {"frame_ns_one_thread", median(single)},
          {"frame_ns_per_core", median(several)},
          {"speed_up", median(speed_up)}};
}

Json scale_sizes(Options const& options) {
  Json rows = Json::array();
  for (int const households : {25600, 51200, 102400, 204800, 409600}) {
    if (options.quick && households > 51200) break;
    Size const size{households, 1, 1, 1};
    std::vector<double> values;
    for (int k = 0; k < options.repeats; ++k) values.push_back(cost_of([&] { run_frame(size); }, size));
    rows.push_back({{"households", households}, {"frame_ns", median(values)}});
  }
  return rows;
}

// How busy the machine was before we began; other people's work slows ours.
double load_before() {
  double load = 0;
  std::ifstream("/proc/loadavg") >> load;
  return load;
}

Json machine() {
  std::string cpu = "unknown", line;
  for (std::ifstream info("/proc/cpuinfo"); std::getline(info, line);)
    if (line.starts_with("model name")) {
      cpu = line.substr(line.find(':') + 2);
      break;
    }
  std::string level = "one version";
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(HOLDFAST_SINGLE_VERSION)
  level = __builtin_cpu_supports("x86-64-v4")   ? "x86-64-v4"
          : __builtin_cpu_supports("x86-64-v3") ? "x86-64-v3"
                                                : "x86-64";
#endif
  return {{"cpu", cpu},
          {"load_before", load_before()},
          {"kernels", level},
          {"compiler", __VERSION__},
          {"reference_flags", "-O2"},
          {"frame_flags", "-O3 -ffp-contract=off -fno-math-errno -fno-trapping-math"}};
}

void print(Json const& result) {
  Json const& engines = result["engines"];
  if (result["machine"]["load_before"].get<double>() > 0.5)
    fmt::print(stderr, "The machine is busy (load {:.1f}): ratios may still hold, times and thread scaling do not.\n",
               result["machine"]["load_before"].get<double>());
  fmt::print("HF-REF-1, ns per household-month per core ({}, {})\n\n", result["machine"]["cpu"].get<std::string>(),
             result["machine"]["kernels"].get<std::string>());
  fmt::print("reference, plain C++ -O2  {:7.2f}   (best {:.2f})\n", engines["reference_ns"].get<double>(),
             engines["reference_ns_best"].get<double>());
  fmt::print("frame                     {:7.2f}   (best {:.2f})\n", engines["frame_ns"].get<double>(),
             engines["frame_ns_best"].get<double>());
  fmt::print("reference / frame         {:7.1f}   median of {} interleaved pairs\n\n", engines["ratio"].get<double>(),
             engines["repeats"].get<int>());
  fmt::print("steps of the frame\n");
  for (auto const& [step, ns] : result["profile"].items()) fmt::print("  {:<22}  {:7.2f}\n", step, ns.get<double>());
  Json const& threads = result["thread_scaling"];
  fmt::print("\n{} threads: {:.2f} times as fast as one\n", threads["threads"].get<int>(),
             threads["speed_up"].get<double>());
  fmt::print("\nhouseholds  ns\n");
  for (Json const& row : result["size_scaling"])
    fmt::print("{:>10}  {:.2f}\n", row["households"].get<int>(), row["frame_ns"].get<double>());
  fmt::print("\nbytes per household: frame {}, reference {}\n", result["bytes_per_household"]["frame"].get<int>(),
             result["bytes_per_household"]["reference"].get<int>());
}

int run(Options const& options) {
  std::vector<std::string> const wrong = wrong_results(options);
  for (std::string const& line : wrong) fmt::print(stderr, "{}\n", line);
  if (!wrong.empty()) return 1;
  Json result;
  result["workload"] = "HF-REF-1";
  result["machine"] = machine();
  result["engines"] = compare_engines(options);
  result["profile"] = profile_frame(options);
  result["thread_scaling"] = scale_threads(options);
  result["size_scaling"] = scale_sizes(options);
  result["bytes_per_household"] = {{"frame", frame_bytes_per_household()},
                                   {"reference", reference_bytes_per_household()}};
  if (options.full_month)
    result["full_month"] =
        measure_full_month({options.data + "/adopted-2021-2025.json", options.quick, options.repeats, options.threads});
  if (options.json) {
    fmt::print("{}\n", result.dump(2));
    return 0;
  }
  print(result);
  if (options.full_month) print_full_month(result["full_month"]);
  return 0;
}

}  // namespace
}  // namespace holdfast::bench

int main(int argc, char** argv) {
  holdfast::bench::Options options;
  CLI::App app{"What a household-month costs: the reference workload HF-REF-1 and the full month, checked and timed"};
  app.add_flag("--json", options.json, "print one JSON object");
  app.add_flag("--quick", options.quick, "small sizes, for tests; too noisy to quote");
  app.add_option("--repeats", options.repeats, "runs per measurement; the median counts")->check(CLI::Range(1, 1000));
  app.add_option("--threads", options.threads, "threads of the scaling measurement")->check(CLI::Range(1, 1024));
  app.add_option("--data", options.data, "folder of the shipped scenarios, for the full month")
      ->check(CLI::ExistingDirectory);
  app.add_flag("--full-month,!--no-full-month", options.full_month, "also time the whole model");
  CLI11_PARSE(app, argc, argv);
  try {
    return holdfast::bench::run(options);
  } catch (std::exception const& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
