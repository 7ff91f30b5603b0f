// What is written is what is read; what is no run file is refused with the reason.
#include "output/run_file.hpp"

#include <hdf5.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <thread>

#include "example.hpp"

using namespace holdfast;
using Catch::Contains;

TEST_CASE("every value of every variable comes back, missing ones as NaN", "[output]") {
  example::Folder folder;
  example::write(folder / "run.h5");
  RunReader const run(folder / "run.h5");
  REQUIRE(run.finished());
  auto const declared = example::variables();
  REQUIRE(run.variables().size() == declared.size());
  for (std::size_t v = 0; v < declared.size(); ++v) {
    Values const values = run.read(declared[v].path());
    std::size_t const cells = static_cast<std::size_t>(cell_count(declared[v], run.labels()));
    REQUIRE(values.data.size() == cells * (declared[v].per_replicate() ? 5 : 1));
    for (std::size_t i = 0; i < values.data.size(); ++i) {
      std::size_t const cell = i % cells;
      if (example::is_missing(v, cell)) {
        REQUIRE(std::isnan(values.data[i]));
      } else {
        REQUIRE(values.data[i] == example::value(v, static_cast<int>(i / cells), cell));
      }
    }
  }
  CHECK(run.read("onsets").shape == std::vector<int>{5, 3, 3, 3});
  CHECK(run.read_replicate("spending", 4).shape == std::vector<int>{2, 2, 8});
  CHECK(run.read_replicate("spending", 4).data.at(9) == 3409.25);
  CHECK(run.read("persons").shape == std::vector<int>{3, 3});
}

TEST_CASE("declarations, labels and papers come back", "[output]") {
  example::Folder folder;
  example::write(folder / "run.h5");
  RunReader const run(folder / "run.h5");
  Variable const& onsets = run.variable("relapse/onsets");
  CHECK(onsets.dims == std::vector<Dim>{Dim::replicate, Dim::month, Dim::county, Dim::household_class});
  CHECK(onsets.kind == Kind::count);
  CHECK(onsets.unit == "persons");
  CHECK(onsets.long_name_zh == "新增返贫人口");
  CHECK(onsets.cell_methods == "month: sum");
  CHECK(run.variable("in_need").fill == -999.0);
  Labels const& labels = run.labels();
  CHECK(labels.text(Dim::month) == std::vector<std::string>{"2021-01", "2021-02", "2021-03"});
  CHECK(labels.text(Dim::year) == std::vector<std::string>{"2021", "2022"});
  CHECK(labels.text(Dim::county) == std::vector<std::string>{"乐山市市中区", "内江市市中区", "石渠县"});
  CHECK(labels.counties[2].adcode == 513332);
  CHECK(labels.counties[2].lat == 32.9784);
  CHECK(labels.counties[2].county_class == CountyClass::national_key);
  CHECK(labels[Dim::instrument][1].zh == "特困");
  CHECK(labels.size(Dim::payer) == 8);
  Provenance const& papers = run.provenance();
  CHECK(papers.seed == 0xfedcba9876543210u);
  CHECK(papers.scenario_json == example::provenance().scenario_json);
  CHECK(papers.inputs.at(0).fnv1a64 == 0x0123456789abcdefu);
  CHECK(papers.inputs.at(1).name == "scenarios/gradual-exit.json");
  CHECK(papers.libraries == Facts{{"hdf5", "1.10.8"}});
  CHECK(papers.parameters.at(0).high == 3000);
  CHECK(papers.parameters.at(0).meaning_zh == "县低保标准");
  CHECK_THAT(provenance_json(papers), Contains("\"name\": \"渐进退出\"") && Contains("0123456789abcdef"));
}

TEST_CASE("the same results give the same bytes, and machine facts change only the papers", "[output]") {
  example::Folder folder;
  example::write(folder / "a.h5");
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // HDF5 would stamp whole seconds
  example::write(folder / "b.h5");
  CHECK(example::bytes_of(folder / "a.h5") == example::bytes_of(folder / "b.h5"));
  Provenance papers = example::provenance();
  papers.machine = {{"threads", "8"}};
  example::write(folder / "c.h5", 5, 5, papers);
  CHECK(example::bytes_of(folder / "a.h5") != example::bytes_of(folder / "c.h5"));
  CHECK(RunReader(folder / "c.h5").provenance().machine == Facts{{"threads", "8"}});
  CHECK(RunReader(folder / "a.h5").results_fnv1a64() == RunReader(folder / "c.h5").results_fnv1a64());
}

TEST_CASE("a single changed value changes the hash of the results", "[output]") {
  example::Folder folder;
  example::write(folder / "a.h5", 1, 1);
  RunWriter writer(folder / "b.h5", example::labels(1), example::variables(), example::provenance());
  auto buffers = example::buffers(0, writer.labels());
  buffers[6][3] = std::nextafter(buffers[6][3], 0.0);
  writer.write_replicate(0, buffers);
  writer.finish();
  CHECK(RunReader(folder / "a.h5").results_fnv1a64() != RunReader(folder / "b.h5").results_fnv1a64());
}

TEST_CASE("a shard keeps the numbers of its replicates", "[output]") {
  example::Folder folder;
  Labels labels = example::labels(2);
  labels.first_replicate = 10;
  RunWriter writer(folder / "shard.h5", labels, example::variables(), example::provenance());
  CHECK_THROWS_AS(writer.write_replicate(0, example::buffers(0, labels)), std::invalid_argument);
  writer.write_replicate(10, example::buffers(10, labels));
  writer.write_replicate(11, example::buffers(11, labels));
  writer.finish();
  CHECK(RunReader(folder / "shard.h5").labels().text(Dim::replicate) == std::vector<std::string>{"10", "11"});
}

TEST_CASE("a month after a leap day comes back as the same month", "[output]") {
  example::Folder folder;
  for (Month const month : {Month::of(2024, 3), Month::of(2000, 1), Month::of(2019, 1), Month::of(2060, 12)}) {
    Labels labels = example::labels(1);
    labels.first_month = month;
    RunWriter writer(folder / "run.h5", labels, example::variables(), example::provenance());
    writer.write_replicate(0, example::buffers(0, labels));
    writer.finish();
    CHECK(RunReader(folder / "run.h5").labels().first_month == month);
  }
}

TEST_CASE("replicates out of order, wrong buffers and an early finish are refused", "[output]") {
  example::Folder folder;
  RunWriter writer(folder / "run.h5", example::labels(), example::variables(), example::provenance());
  auto const good = example::buffers(0, writer.labels());
  CHECK_THROWS_AS(writer.write_replicate(1, good), std::invalid_argument);
  auto short_one = good;
  short_one[2].clear();
  CHECK_THROWS_AS(writer.write_replicate(0, short_one), std::invalid_argument);
  CHECK_THROWS_AS(writer.write_replicate(0, std::span(good).first(3)), std::invalid_argument);
  CHECK_THROWS_AS(writer.finish(), std::invalid_argument);
  writer.write_replicate(0, good);
  CHECK(RunReader(folder / "run.h5.part").complete_replicates() == 1);
}

TEST_CASE("places that cannot be written are refused with the reason", "[output]") {
  example::Folder folder;
  std::ofstream(folder / "file") << "x";
  auto create = [](std::filesystem::path const& path) {
    return example::refusal([&] { RunWriter(path, example::labels(), example::variables(), example::provenance()); });
  };
  CHECK_THAT(create(folder / "file/run.h5"),
             Contains("file/run.h5.part: cannot create") && Contains("is a file, not a folder"));
  CHECK_THAT(create(folder / "nowhere/run.h5"), Contains("folder does not exist"));
  CHECK_THAT(create(folder / ""), Contains("it is a folder"));
  CHECK_THAT(create("/proc/run.h5"), Contains("/proc/run.h5.part: cannot create"));
  CHECK(example::bytes_of(folder / "file") == "x");
}

TEST_CASE("files that are no finished run file are refused with the reason", "[output]") {
  example::Folder folder;
  auto open = [](std::filesystem::path const& path) { return example::refusal([&] { RunReader reader(path); }); };
  CHECK_THAT(open(folder / "none.h5"), Contains("none.h5: cannot open") && Contains("does not exist"));
  CHECK_THAT(open(folder / ""), Contains("it is a folder"));
  std::ofstream(folder / "empty.h5").flush();
  CHECK_THAT(open(folder / "empty.h5"), Contains("it is empty"));
  std::ofstream(folder / "text.h5") << "name,value\n";
  CHECK_THAT(open(folder / "text.h5"), Contains("it is not an HDF5 file"));
  hid_t const foreign = H5Fcreate((folder / "foreign.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  H5Fclose(foreign);
  CHECK_THAT(open(folder / "foreign.h5"), Contains("not a Holdfast run file"));
  example::write(folder / "part.h5", 2);
  CHECK_THAT(open(folder / "part.h5"), Contains("complete replicates are in") && Contains("part.h5.part"));
}

TEST_CASE("a file of a newer format is refused with the remedy", "[output]") {
  example::Folder folder;
  example::write(folder / "run.h5", 1, 1);
  hid_t const file = H5Fopen((folder / "run.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  hid_t const attribute = H5Aopen(file, "format_version", H5P_DEFAULT);
  int const version = run_file_format_version + 1;
  H5Awrite(attribute, H5T_NATIVE_INT, &version);
  H5Aclose(attribute);
  H5Fclose(file);
  CHECK_THAT(example::refusal([&] { RunReader reader(folder / "run.h5"); }), Contains("install the newer one"));
}

TEST_CASE("a file cut short anywhere is refused, never read wrongly", "[output]") {
  example::Folder folder;
  example::write(folder / "run.h5");
  std::uintmax_t const size = std::filesystem::file_size(folder / "run.h5");
  for (int tenth = 1; tenth < 10; ++tenth) {
    std::filesystem::copy_file(folder / "run.h5", folder / "cut.h5", std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(folder / "cut.h5", size * static_cast<std::uintmax_t>(tenth) / 10);
    CHECK_THAT(example::refusal([&] { RunReader reader(folder / "cut.h5"); }), Contains("it is cut short"));
  }
  std::filesystem::resize_file(folder / "run.h5", size - 1);
  CHECK_THAT(example::refusal([&] { RunReader reader(folder / "run.h5"); }), Contains("it is cut short"));
}

TEST_CASE("an unknown or ambiguous variable is refused with the choice", "[output]") {
  example::Folder folder;
  example::write(folder / "run.h5", 1, 1);
  RunReader const run(folder / "run.h5");
  CHECK_THAT(example::refusal([&] { run.read("relapses"); }),
             Contains("no variable relapses") && Contains("relapse/onsets"));
  CHECK(run.has("onsets"));
  CHECK_FALSE(run.has("relapse"));
  CHECK_THAT(example::refusal([&] { run.read_replicate("onsets", 1); }), Contains("complete are 1 of 1"));
}
