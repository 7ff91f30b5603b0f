// County hospitals and disease control (article 19): pure rules, hand values.
#include <catch2/catch.hpp>

#include "model/policies/county_hospitals.hpp"
#include "model/policies/disease_control.hpp"
#include "model/shocks/endemic_disease.hpp"

using namespace holdfast;

TEST_CASE("a county hospital keeps the stated share of the stays that would leave", "[policies][county_hospitals]") {
  CountyHospitals::Params const p{.kept_share = 0.25f, .kept_major_share = 0.1f};
  CHECK(CountyHospitals::leaving(p, 0.4f, false) == Approx(0.3));
  CHECK(CountyHospitals::leaving(p, 0.4f, true) == Approx(0.36));
}

TEST_CASE("without strength all leave, with a share of one nobody does", "[policies][county_hospitals]") {
  CHECK(CountyHospitals::leaving({}, 0.4f, false) == 0.4f);
  CHECK(CountyHospitals::leaving({}, 0.4f, true) == 0.4f);
  CHECK(CountyHospitals::leaving({.kept_share = 1}, 0.4f, false) == 0);
  CHECK(CountyHospitals::leaving({.kept_share = 1}, 0.4f, true) == 0.4f);
  CHECK(CountyHospitals::leaving({.kept_share = 0.5f}, 0, false) == 0);
}

TEST_CASE("each disease is endemic in its own area group alone", "[shocks][endemic_disease]") {
  CHECK(EndemicDisease::endemic_in("daliangshan_xiaoliangshan") == Endemic::hiv);
  CHECK(EndemicDisease::endemic_in("plateau_tibetan") == Endemic::echinococcosis);
  for (auto const* other : {"qinba", "wumeng", "other", ""}) CHECK(EndemicDisease::endemic_in(other) == Endemic::none);
}

TEST_CASE("HIV falls on adults, echinococcosis on adults and elders, a twelfth of the year's rate a month",
          "[shocks][endemic_disease]") {
  EndemicDisease::Params const p{.hiv_onset_per_year = 0.0012f,
                                 .hiv_major_per_year = 0.0024f,
                                 .echinococcosis_onset_per_year = 0.0036f,
                                 .echinococcosis_major_per_year = 0.006f};
  auto const hiv = EndemicDisease::hazards(p, Endemic::hiv, 1);
  CHECK(hiv.onset_adult == Approx(0.0001));
  CHECK(hiv.major_adult == Approx(0.0002));
  CHECK(hiv.onset_elder == 0);
  CHECK(hiv.major_elder == 0);
  auto const cysts = EndemicDisease::hazards(p, Endemic::echinococcosis, 0.5f);
  CHECK(cysts.onset_adult == Approx(0.00015));
  CHECK(cysts.onset_elder == Approx(0.00015));
  CHECK(cysts.major_adult == Approx(0.00025));
  CHECK(cysts.major_elder == Approx(0.00025));
  CHECK(EndemicDisease::hazards(p, Endemic::none, 1).major_adult == 0);
  CHECK(EndemicDisease::hazards(p, Endemic::hiv, 0).major_adult == 0);
}

TEST_CASE("control leaves what it does not prevent", "[policies][disease_control]") {
  DiseaseControl::Params const p{.hiv_prevented_share = 0.75f, .echinococcosis_prevented_share = 0.5f};
  CHECK(DiseaseControl::left_of_hiv(p) == 0.25f);
  CHECK(DiseaseControl::left_of_echinococcosis(p) == 0.5f);
  CHECK(DiseaseControl::left_of_hiv({}) == 1);
  CHECK(DiseaseControl::left_of_echinococcosis({}) == 1);
}

TEST_CASE("county hospitals keep ordinary and major stays by their own shares", "[policies][county_hospitals]") {
  CHECK(CountyHospitals::leaving({.kept_share = 0.25f}, 1, false) == 0.75f);
  CHECK(CountyHospitals::leaving({.kept_share = 0.25f}, 1, true) == 1);
  CHECK(CountyHospitals::leaving({.kept_major_share = 0.25f}, 1, true) == 0.75f);
  CHECK(CountyHospitals::leaving({.kept_major_share = 1}, 1, true) == 0);
}

TEST_CASE("each disease is controlled by itself, and full control leaves nothing", "[policies][disease_control]") {
  CHECK(DiseaseControl::left_of_hiv({.hiv_prevented_share = 1}) == 0);
  CHECK(DiseaseControl::left_of_echinococcosis({.hiv_prevented_share = 1}) == 1);
  CHECK(DiseaseControl::left_of_echinococcosis({.echinococcosis_prevented_share = 1}) == 0);
  CHECK(DiseaseControl::left_of_hiv({.echinococcosis_prevented_share = 1}) == 1);
}
