// The shipped patterns: each has its measure, and every variant that a measure asks for is read and differs.
#include "output/patterns.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "scenarios/patterns.hpp"

using namespace holdfast;

TEST_CASE("every shipped pattern has its measure and needs only shipped variants", "[laws]") {
  PatternPlan const plan = read_patterns(HOLDFAST_SOURCE_DIR "/scenarios/data/patterns.json");
  CHECK(plan.patterns.size() == 6);
  PatternSample sample;
  sample.half_years.assign(10, {2, 1200});
  sample.household_months = 1000;
  PatternSamples samples{{"base", {sample, sample}}};
  for (PatternVariant const& variant : plan.variants) samples[variant.key] = {sample, sample};
  for (PatternText const& pattern : plan.patterns) {
    INFO(pattern.key);
    CHECK(pattern_figures(pattern.key, samples, RelapseByGroup(2, 1), Month::of(2021, 1)).size() >= 2);
  }
}

TEST_CASE("a broken list of patterns is refused with every mistake", "[laws]") {
  auto const file = std::filesystem::temp_directory_path() / "holdfast_patterns_test.json";
  std::ofstream(file) << R"({"variants": [{"set": "x"}, {"key": "a", "with": [1]}], "patterns": [{"key": "b"}]})";
  try {
    read_patterns(file);
    FAIL("it was accepted");
  } catch (InputError const& error) {
    CHECK(error.problems().size() == 6);  // no key, set no list, a layer that is no text, three words missing
  }
  std::filesystem::remove(file);
}
