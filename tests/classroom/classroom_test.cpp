#include "viz/classroom/classroom.hpp"

#include <catch2/catch.hpp>

#include "output/statistics.hpp"
#include "viz/classroom/make_pack.hpp"

using namespace holdfast;
using namespace holdfast::classroom;

namespace {

Made small_class() {
  Overrides overrides;
  overrides.share_dir = HOLDFAST_SOURCE_DIR "/scenarios";
  overrides.months = 6;
  overrides.spin_up_months = 2;
  ScenarioFile const file = load_scenario(HOLDFAST_SOURCE_DIR "/scenarios/adopted-2021-2025.json", overrides);
  std::vector<double> t;
  for (int degrees = 1; degrees < 8; ++degrees) t.push_back(student_t_975(degrees));
  return make_pack(file, {513428}, 300, t);
}

std::size_t lever(Made const& made, std::string const& path) {
  std::size_t k = 0;
  while (made.levers.at(k).path != path) ++k;
  return k;
}

}  // namespace

TEST_CASE("a pack reads back as it was written", "[classroom]") {
  Made made = small_class();
  std::string const bytes = bytes_of(made.pack);
  Pack again;
  REQUIRE(read(bytes.data(), bytes.size(), again));
  CHECK(bytes_of(again) == bytes);
}

TEST_CASE("bytes that are no pack of this build are refused", "[classroom]") {
  Made made = small_class();
  std::string bytes = bytes_of(made.pack);
  Pack none;
  for (std::size_t const n : {std::size_t{0}, std::size_t{7}, bytes.size() / 2, bytes.size() - 1})
    CHECK_FALSE(read(bytes.data(), n, none));
  bytes[0] = static_cast<char>(bytes[0] + 1);  // the layout of another build
  CHECK_FALSE(read(bytes.data(), bytes.size(), none));
}

TEST_CASE("what was tried before does not matter", "[classroom]") {
  Made made = small_class();
  std::size_t const dibao = lever(made, "policies.dibao.strength");
  Classroom straight(made.pack), wandering(made.pack);
  straight.open(0, 1, 3);
  straight.set_level(dibao, 2, 0.5);
  straight.live_to(6);
  wandering.open(0, 1, 3);
  wandering.live_to(5);
  auto const untouched = wandering.fingerprint();
  wandering.set_level(dibao, 0, 0);
  wandering.live_to(6);
  wandering.reset_levers();
  wandering.live_to(5);
  CHECK(wandering.fingerprint() == untouched);
  wandering.set_level(dibao, 2, 0.5);
  wandering.live_to(6);
  CHECK(wandering.fingerprint() == straight.fingerprint());
  straight.reset_levers();
  straight.live_to(6);
  CHECK(wandering.fingerprint() != straight.fingerprint());
}

TEST_CASE("the class's interval is that of the statistics of run files", "[classroom]") {
  Made made = small_class();
  std::size_t const dibao = lever(made, "policies.dibao.strength");
  std::size_t cost = 0;
  while (figures[cost].key != "cost") ++cost;
  Classroom room(made.pack);
  std::vector<double> a, b;
  for (int replicate = 0; replicate < 5; ++replicate) {
    room.open(0, 1, replicate);
    room.reset_levers();
    room.live_to(6);
    room.note(0);
    a.push_back(over_run(figures[cost], room.result(), 0, 6));
    room.set_level(dibao, 0, 0.5);
    room.live_to(6);
    room.note(1);
    b.push_back(over_run(figures[cost], room.result(), 0, 6));
  }
  Estimate const expected = paired_difference(a, b).difference;
  Change const change = room.change(cost);
  CHECK(change.difference == Approx(expected.value));
  CHECK(change.low == Approx(expected.low));
  CHECK(change.high == Approx(expected.high));
  CHECK(expected.high < 0);  // half the dibao is cheaper
}
