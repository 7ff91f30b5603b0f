// The native side of the classroom's equality test: simulates a scenario file in one county and writes every count and
// the ledger of each replicate, as whole numbers, one replicate after the other.
//   classroom_twin SCENARIO.json ADCODE SHARE SEED REPLICATES OUT.bin
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "model/simulate.hpp"
#include "scenarios/read.hpp"

using namespace holdfast;

namespace {

void write(std::ofstream& out, std::vector<std::int64_t> const& numbers) {
  out.write(reinterpret_cast<char const*>(numbers.data()),
            static_cast<std::streamsize>(numbers.size() * sizeof(std::int64_t)));
}

int simulate_to_file(char** words) {
  Overrides overrides;
  overrides.share_dir = HOLDFAST_SOURCE_DIR "/scenarios";
  overrides.counties = {std::atoi(words[2])};
  overrides.households_share = std::atof(words[3]);
  overrides.seed = static_cast<std::uint32_t>(std::strtoul(words[4], nullptr, 10));
  overrides.replicates = std::atoi(words[5]);
  ScenarioFile const file = load_scenario(words[1], overrides);
  SimulateOptions options;
  for (CountyFacts const& f : file.counties) options.only_counties.push_back(f.adcode == overrides.counties[0]);
  std::ofstream out(words[6], std::ios::binary);
  simulate(file.scenario, file.counties, options, [&](ReplicateResult const& result) {
    for (CountyResult const& county : result.counties)
      if (!county.counts.empty()) write(out, county.counts), write(out, county.ledger);
  });
  return out ? 0 : 1;
}

}  // namespace

int main(int words, char** word) {
  if (words != 7) {
    std::fprintf(stderr, "usage: classroom_twin SCENARIO.json ADCODE SHARE SEED REPLICATES OUT.bin\n");
    return 2;
  }
  try {
    return simulate_to_file(word);
  } catch (std::exception const& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
