// Build facts, input hashes and the JSON form of a run's papers.
#include "output/provenance.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <boost/version.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "model/core/errors.hpp"
#include "output_commit.hpp"

namespace holdfast {

Provenance build_provenance() {
  Provenance out;
  out.commit = HOLDFAST_COMMIT;
  out.compiler = HOLDFAST_COMPILER;
  out.flags = HOLDFAST_FLAGS;
  unsigned major = 0, minor = 0, release = 0;
  H5dont_atexit();  // the call below may be the first to HDF5: its exit handler would crash after a full disk
  H5get_libversion(&major, &minor, &release);
  out.libraries = {
      {"hdf5", fmt::format("{}.{}.{}", major, minor, release)},
      {"nlohmann_json",
       fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH)},
      {"fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)},
      {"boost", fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100)}};
  return out;
}

InputFile hash_input(std::filesystem::path const& file, std::string name) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(file.string() + " cannot be read: does it exist, and may you read it?");
  std::string const bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.bad()) throw FileError(file.string() + " broke off while it was read");
  return {std::move(name), fnv1a64(bytes)};
}

std::string provenance_json(Provenance const& p) {
  using Json = nlohmann::ordered_json;
  Json scenario = Json::parse(p.scenario_json, nullptr, false);
  if (scenario.is_discarded()) scenario = p.scenario_json;
  Json inputs = Json::array(), libraries = Json::object(), machine = Json::object();
  for (InputFile const& input : p.inputs) inputs.push_back({{"name", input.name}, {"fnv1a64", hex(input.fnv1a64)}});
  for (auto const& [name, value] : p.libraries) libraries[name] = value;
  for (auto const& [name, value] : p.machine) machine[name] = value;
  Json out;
  out["format_version"] = run_file_format_version;
  out["seed"] = p.seed;
  out["households_share"] = p.households_share;
  out["commit"] = p.commit;
  out["compiler"] = p.compiler;
  out["flags"] = p.flags;
  out["libraries"] = libraries;
  out["command_line"] = p.command_line;
  out["machine"] = machine;
  out["inputs"] = inputs;
  out["scenario"] = scenario;
  return out.dump(2);
}

}  // namespace holdfast
