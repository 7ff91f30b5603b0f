// The settlement ladder: hand values of each tier, whole bills to the fen, monotony, and means against closed forms.
#include "model/month/settlement.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/shocks/small_county.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr Fen yuans(int n) { return n * 100; }

Patient patient_with(Fen in_scope, HospitalLevel level = HospitalLevel::secondary) {
  Patient p;
  p.level = level;
  p.bill = p.in_scope = in_scope;
  p.insured = true;
  p.county_income_yuan = 16000;
  return p;
}

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

// E[max(x - k, 0)] of a lognormal with this mean.
double call(double mean, double sd, double k) {
  double const d = std::log(mean / k) / sd + 0.5 * sd;
  return mean * normal_cdf(d) - k * normal_cdf(d - sd);
}

Patient random_patient(KeyedEngine& luck) {
  Patient p;
  p.level = static_cast<HospitalLevel>(luck() % 4);
  p.bill = static_cast<Fen>(luck() % (luck() % 4 == 0 ? 120000000u : 3000000u));
  p.in_scope = static_cast<Fen>(static_cast<double>(p.bill) * luck.uniform());
  p.insured = luck() % 8 != 0;
  p.tekun = luck() % 8 == 0, p.dibao = luck() % 4 == 0, p.listed = luck() % 4 == 0, p.lifted_out = luck() % 2 == 0;
  p.own_share_year = static_cast<Fen>(luck() % 8000000u);
  p.covered_year = static_cast<Fen>(luck() % 20000000u);
  p.assistance_year = static_cast<Fen>(luck() % 5500000u);
  p.county_income_yuan = 16000;
  return p;
}

struct Ladder {
  Scenario scenario = shipped();
  Draws draws{Key{1, 0}};
  std::unique_ptr<Scratch> scratch = std::make_unique<Scratch>();
  Step step{scenario, draws, {}, *scratch, true};
};

}  // namespace

TEST_CASE("basic insurance pays its rate above the deductible of the hospital's level", "[shocks]") {
  auto const p = shipped().plan<BasicInsurance>().values[0];
  CHECK(BasicInsurance::covers(p, patient_with(yuans(4500)), yuans(4500)) == yuans(3000));  // (4500 - 500) x 0.75
  CHECK(BasicInsurance::covers(p, patient_with(yuans(500)), yuans(500)) == 0);
  CHECK(BasicInsurance::covers(p, patient_with(yuans(500) + 4), yuans(500) + 4) == 3);
  CHECK(BasicInsurance::covers(p, patient_with(yuans(1100), HospitalLevel::primary), yuans(1100)) == yuans(900));
  CHECK(BasicInsurance::covers(p, patient_with(yuans(10800), HospitalLevel::tertiary), yuans(10800)) == yuans(6000));
  CHECK(BasicInsurance::covers(p, patient_with(yuans(11200), HospitalLevel::outside_province), yuans(11200)) ==
        yuans(5000));
  auto capped = patient_with(yuans(11200));
  capped.covered_year = fen(p.cap_yuan) - 77;
  CHECK(BasicInsurance::covers(p, capped, yuans(11200)) == 77);
  capped.insured = false;
  CHECK(BasicInsurance::covers(p, capped, yuans(11200)) == 0);
  CHECK(BasicInsurance::outpatient(p, yuans(40), 1) == yuans(22));   // 55 percent
  CHECK(BasicInsurance::outpatient(p, yuans(150), 1) == yuans(25));  // a twelfth of 300
}

TEST_CASE("critical-illness insurance pays by bands of the year's own share, more for the poor", "[shocks]") {
  auto const p = shipped().plan<CriticalIllnessInsurance>().values[0];
  auto patient = patient_with(yuans(200000));
  CHECK(CriticalIllnessInsurance::covers(p, patient, yuans(12000)) == 0);
  CHECK(CriticalIllnessInsurance::covers(p, patient, yuans(22000)) == yuans(6000));
  // 38 thousand at 60, 50 thousand at 70, 20 thousand at 80 percent
  CHECK(CriticalIllnessInsurance::covers(p, patient, yuans(120000)) == yuans(22800 + 35000 + 16000));
  patient.own_share_year = yuans(10000);
  CHECK(CriticalIllnessInsurance::covers(p, patient, yuans(12000)) == yuans(6000));
  patient.own_share_year = 0;
  patient.dibao = true;  // threshold 6000, 65 percent
  CHECK(CriticalIllnessInsurance::covers(p, patient, yuans(22000)) == yuans(10400));
}

TEST_CASE("medical assistance pays the highest class, after the deductible of the register, within its ceiling",
          "[shocks]") {
  MedicalAssistance::Params p{.tekun_rate = 1, .dibao_rate = 0.7f, .listed_rate = 0.65f, .lifted_out_rate = 0.5f};
  p.listed_deductible_share = 0.1f, p.cap_yuan = 50000;
  auto patient = patient_with(yuans(9000));
  CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == 0);
  patient.lifted_out = true;
  CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == yuans(4500));
  patient.listed = true;  // deductible 1600
  CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == yuans(4810));
  patient.own_share_year = yuans(1000);  // of which 1000 are used up
  CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == yuans(5460));
  patient.dibao = true;
  CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == yuans(6300));
  patient.tekun = true;
  CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == yuans(9000));
  patient.assistance_year = yuans(49000);
  CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == yuans(1000));
}

TEST_CASE("the tiers and what is left sum to every bill to the fen", "[shocks]") {
  Ladder ladder;
  KeyedEngine luck(ladder.draws, stream("test"), Month{1}, 1);
  int settled_by_all = 0;
  for (int n = 0; n < 200000; ++n) {
    Patient const patient = random_patient(luck);
    Settlement const s = settle(ladder.step, HouseholdClass::lifted_out, patient);
    FenSum sum = s.residual;
    for (Fen paid : s.paid) {
      REQUIRE(paid >= 0);
      sum += paid;
    }
    REQUIRE(sum == patient.bill);
    REQUIRE(s.residual >= patient.bill - patient.in_scope);
    REQUIRE(s.own_share == patient.in_scope - s.paid[instrument_index<BasicInsurance>]);
    settled_by_all += s.paid[instrument_index<BasicInsurance>] > 0 &&
                      s.paid[instrument_index<CriticalIllnessInsurance>] > 0 &&
                      s.paid[instrument_index<MedicalAssistance>] > 0;
  }
  CHECK(settled_by_all > 1000);
}

TEST_CASE("a tier that is off pays nothing and the bill still sums", "[shocks]") {
  Ladder ladder;
  std::get<Plan<BasicInsurance>>(ladder.scenario.policies).on = false;
  std::get<Plan<MedicalAssistance>>(ladder.scenario.policies).on = false;
  auto patient = patient_with(yuans(22000));
  patient.bill = yuans(30000);
  Settlement const s = settle(ladder.step, HouseholdClass::ordinary, patient);
  CHECK(s.paid[instrument_index<BasicInsurance>] == 0);
  CHECK(s.own_share == yuans(22000));
  CHECK(s.paid[instrument_index<CriticalIllnessInsurance>] == yuans(6000));
  CHECK(s.residual == yuans(24000));
}

TEST_CASE("a higher rate or a lower threshold never leaves more with the household", "[shocks]") {
  Ladder low, high;
  set<BasicInsurance>(high.scenario, &BasicInsurance::Params::secondary_rate, 0.76f);
  set<BasicInsurance>(high.scenario, &BasicInsurance::Params::tertiary_deductible_yuan, 700);
  set<CriticalIllnessInsurance>(high.scenario, &CriticalIllnessInsurance::Params::rate_1, 0.601f);
  set<CriticalIllnessInsurance>(high.scenario, &CriticalIllnessInsurance::Params::threshold_yuan, 11000);
  set<MedicalAssistance>(high.scenario, &MedicalAssistance::Params::dibao_rate, 0.9f);
  KeyedEngine luck(low.draws, stream("test"), Month{2}, 1);
  int better = 0;
  for (int n = 0; n < 200000; ++n) {
    Patient const patient = random_patient(luck);
    Fen const before = settle(low.step, HouseholdClass::ordinary, patient).residual;
    Fen const after = settle(high.step, HouseholdClass::ordinary, patient).residual;
    REQUIRE(after <= before);
    better += after < before;
  }
  CHECK(better > 20000);
}

TEST_CASE("the mean of lognormal bills through deductible, rate and ceiling meets its closed form", "[shocks]") {
  Ladder ladder;
  auto scenario = shipped();
  set<BasicInsurance>(ladder.scenario, &BasicInsurance::Params::cap_yuan, 9000);
  std::get<Plan<CriticalIllnessInsurance>>(ladder.scenario.policies).on = false;
  std::get<Plan<MedicalAssistance>>(ladder.scenario.policies).on = false;
  auto p = scenario.plan<Illness>().values[0];
  p.tail_share = 0;
  double const mean = 6000, sd = 1, deductible = 500, rate = 0.75, ceiling = 9000;
  // the insurance pays rate x (x - deductible) until it meets the ceiling at x = deductible + ceiling / rate
  double const expected = rate * (call(mean, sd, deductible) - call(mean, sd, deductible + ceiling / rate));
  double sum = 0, squares = 0;
  int const n = 400000;
  for (int k = 0; k < n; ++k) {
    float const v = ladder.draws.uniform(stream("test"), Month{3}, static_cast<std::uint64_t>(k));
    Patient const patient = patient_with(fen(Illness::bill(p, Illness::bill_shape(p, 1), 6000, v)));
    double const paid =
        yuan(settle(ladder.step, HouseholdClass::ordinary, patient).paid[instrument_index<BasicInsurance>]);
    sum += paid, squares += paid * paid;
  }
  double const error = std::sqrt((squares / n - sum / n * sum / n) / n);
  CHECK(std::abs(sum / n - expected) < 4 * error);
  CHECK(error < 0.005 * expected);
}

TEST_CASE("bills keep their mean with a Pareto tail, and the tail is the top three percent", "[shocks]") {
  auto const p = shipped().plan<Illness>().values[0];
  // midpoint sum over the quantile function; the tail beyond the last midpoint is added by its integral
  int const n = 2000000;
  double sum = 0, above = 0;
  float const join = Illness::bill(p, Illness::bill_shape(p, 1), 1000, 1 - p.tail_share);
  float before = 0;
  for (int k = 0; k < n; ++k) {
    float const bill = Illness::bill(p, Illness::bill_shape(p, 1), 1000, static_cast<float>((k + 0.5) / n));
    REQUIRE(bill >= before);
    before = bill;
    sum += bill;
    above += bill > join;
  }
  CHECK(sum / n == Approx(1000).epsilon(0.004));
  CHECK(above / n == Approx(0.03).epsilon(0.001));
  // Pareto: the share above twice the join is 2^-2.2 of the tail
  CHECK(Illness::bill(p, Illness::bill_shape(p, 1), 1000, static_cast<float>(1 - 0.03 * std::pow(2.0, -2.2))) ==
        Approx(2 * join).epsilon(1e-3));
}

TEST_CASE("months without work are geometric with the stated mean", "[shocks]") {
  double sum = 0, one = 0;
  int const n = 100000;
  for (int k = 0; k < n; ++k) {
    int const months = Illness::months_lost(9, (static_cast<float>(k) + 0.5f) / n);
    sum += months;
    one += months == 1;
  }
  CHECK(sum / n == Approx(9).epsilon(0.01));  // cut at 60 months: -0.7 percent
  CHECK(one / n == Approx(1.0 / 9).epsilon(0.001));
  CHECK(Illness::months_lost(0, 0.5f) == 0);
}

TEST_CASE("basic insurance begins a fen above each level's deductible and ends at the ceiling of the year",
          "[shocks]") {
  auto p = shipped().plan<BasicInsurance>().values[0];
  for (auto const& [level, deductible] : {std::pair{HospitalLevel::primary, yuans(100)},
                                          {HospitalLevel::secondary, yuans(500)},
                                          {HospitalLevel::tertiary, yuans(800)},
                                          {HospitalLevel::outside_province, yuans(1200)}}) {
    auto const paid = [&, level = level](Fen bill) {
      return BasicInsurance::covers(p, patient_with(bill, level), bill);
    };
    CHECK(paid(deductible - 1) == 0);
    CHECK(paid(deductible) == 0);
    CHECK(paid(deductible + 1) == 1);  // 0.5 to 0.9 of a fen, rounded
  }
  auto patient = patient_with(yuans(4500));  // 3000 yuan are due
  for (auto const& [room, paid] : {std::pair{300001, 300000}, {300000, 300000}, {299999, 299999}, {0, 0}, {-1, 0}}) {
    patient.covered_year = yuans(174000) - room;
    CHECK(BasicInsurance::covers(p, patient, yuans(4500)) == paid);
  }
  patient.covered_year = 0;
  p.secondary_rate = 0;
  CHECK(BasicInsurance::covers(p, patient, yuans(4500)) == 0);
}

TEST_CASE("chronic outpatient care is paid at 55 percent up to 25 yuan a patient and month", "[shocks]") {
  auto p = shipped().plan<BasicInsurance>().values[0];
  CHECK(BasicInsurance::outpatient(p, 4544, 1) == 2499);  // 2499.2
  CHECK(BasicInsurance::outpatient(p, 4545, 1) == 2500);  // 2499.75
  CHECK(BasicInsurance::outpatient(p, 4600, 1) == 2500);
  CHECK(BasicInsurance::outpatient(p, 10000, 2) == 5000);
  CHECK(BasicInsurance::outpatient(p, 10000, 0) == 0);
  CHECK(BasicInsurance::outpatient(p, 0, 1) == 0);
  p.outpatient_rate = 0;
  CHECK(BasicInsurance::outpatient(p, 10000, 1) == 0);
}

TEST_CASE("critical-illness insurance turns to the next rate at each band, fen by fen", "[shocks]") {
  auto const p = shipped().plan<CriticalIllnessInsurance>().values[0];
  auto patient = patient_with(yuans(200000));
  for (auto const& [left, paid] : {std::pair{yuans(12000), 0},
                                   {yuans(12000) + 1, 1},
                                   {yuans(50000), yuans(22800)},
                                   {yuans(50001), yuans(22800) + 70},
                                   {yuans(100000), yuans(57800)},
                                   {yuans(100001), yuans(57800) + 80}})
    CHECK(CriticalIllnessInsurance::covers(p, patient, left) == paid);
  patient.own_share_year = yuans(12000) - 1;
  CHECK(CriticalIllnessInsurance::covers(p, patient, 1) == 0);
  patient.own_share_year = yuans(12000);
  CHECK(CriticalIllnessInsurance::covers(p, patient, 100) == 60);
  patient.own_share_year = yuans(100000);
  CHECK(CriticalIllnessInsurance::covers(p, patient, 100) == 80);
  patient.insured = false;
  CHECK(CriticalIllnessInsurance::covers(p, patient, 100) == 0);
}

TEST_CASE("tekun, dibao and listed patients have half the threshold and 5 points more, lifted-out ones do not",
          "[shocks]") {
  auto p = shipped().plan<CriticalIllnessInsurance>().values[0];
  for (int k = 0; k < 3; ++k) {
    auto patient = patient_with(yuans(200000));
    (k == 0 ? patient.tekun : k == 1 ? patient.dibao : patient.listed) = true;
    for (auto const& [left, paid] : {std::pair{yuans(6000), 0},
                                     {yuans(6000) + 1, 1},
                                     {yuans(50000), yuans(28600)},       // 44000 x 0.65
                                     {yuans(50001), yuans(28600) + 75},  // 0.7 + 0.05
                                     {yuans(100000), yuans(66100)},
                                     {yuans(100001), yuans(66100) + 85}})
      CHECK(CriticalIllnessInsurance::covers(p, patient, left) == paid);
  }
  auto patient = patient_with(yuans(200000));
  patient.lifted_out = true;
  CHECK(CriticalIllnessInsurance::covers(p, patient, yuans(12000)) == 0);
  patient.dibao = true;
  p.rate_1 = 0.98f;  // never more than all
  CHECK(CriticalIllnessInsurance::covers(p, patient, yuans(6001)) == 100);
  patient.dibao = false;
  p = shipped().plan<CriticalIllnessInsurance>().values[0];
  p.threshold_yuan = 60000;  // above the second band: its rate holds from there
  CHECK(CriticalIllnessInsurance::covers(p, patient, yuans(60000)) == 0);
  CHECK(CriticalIllnessInsurance::covers(p, patient, yuans(70000)) == yuans(7000));
  p.rate_1 = p.rate_2 = p.rate_3 = 0;
  CHECK(CriticalIllnessInsurance::covers(p, patient, yuans(200000)) == 0);
}

TEST_CASE("medical assistance begins a fen above the deductible of the year and ends at its ceiling", "[shocks]") {
  MedicalAssistance::Params p{.tekun_rate = 1, .dibao_rate = 0.7f, .listed_rate = 0.65f, .lifted_out_rate = 0.5f};
  p.listed_deductible_share = 0.1f, p.lifted_out_deductible_share = 0.05f, p.cap_yuan = 50000;
  auto patient = patient_with(yuans(9000));
  patient.listed = true;  // deductible 1600
  CHECK(MedicalAssistance::covers(p, patient, yuans(1600) - 1) == 0);
  CHECK(MedicalAssistance::covers(p, patient, yuans(1600)) == 0);
  CHECK(MedicalAssistance::covers(p, patient, yuans(1600) + 1) == 1);
  patient.own_share_year = yuans(1600);  // all of it is used up
  CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == yuans(5850));
  patient.own_share_year = yuans(1601);
  CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == yuans(5850));
  patient.own_share_year = 0;
  patient.dibao = true;  // no deductible
  CHECK(MedicalAssistance::covers(p, patient, yuans(1600)) == yuans(1120));
  for (auto const& [room, paid] : {std::pair{630001, 630000}, {630000, 630000}, {629999, 629999}, {0, 0}, {-1, 0}}) {
    patient.assistance_year = yuans(50000) - room;
    CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == paid);
  }
  patient.assistance_year = 0;
  patient.tekun = true;
  patient.insured = false;
  CHECK(MedicalAssistance::covers(p, patient, yuans(9000)) == 0);

  auto stable = patient_with(yuans(9000));
  stable.lifted_out = true;  // deductible 800
  CHECK(MedicalAssistance::covers(p, stable, yuans(800)) == 0);
  CHECK(MedicalAssistance::covers(p, stable, yuans(1000)) == yuans(100));
  p.lifted_out_rate = 0;
  CHECK(MedicalAssistance::covers(p, stable, yuans(9000)) == 0);
}
