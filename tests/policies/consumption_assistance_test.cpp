// Consumption assistance: what is bought of linked growers, what is left on the open market, what is paid on top.
#include "model/policies/consumption_assistance.hpp"

#include <catch2/catch.hpp>

using namespace holdfast;

namespace {

// 120,000 yuan a year for a thousand persons: 10,000 a month in the province.
ConsumptionAssistance::Params rules() {
  ConsumptionAssistance::Params p;
  p.purchases_yuan_per_year = 120000, p.lifted_out_persons = 1000, p.price_bonus = 0.125f, p.additional_share = 0.5f;
  return p;
}

}  // namespace

TEST_CASE("a village's purchases follow its lifted-out persons, up to what linked growers sell",
          "[policies][consumption_assistance]") {
  // a tenth of the persons: 1,000 yuan a month
  CHECK(ConsumptionAssistance::bought(rules(), 100, 99999) == 99999);
  CHECK(ConsumptionAssistance::bought(rules(), 100, 100000) == 100000);
  CHECK(ConsumptionAssistance::bought(rules(), 100, 100001) == 100000);
  CHECK(ConsumptionAssistance::bought(rules(), 100, 0) == 0);
  CHECK(ConsumptionAssistance::bought(rules(), 0, 100000) == 0);
  CHECK(ConsumptionAssistance::bought(rules(), 1000, 900000000) == 1000000);
}

TEST_CASE("purchases of a fraction of a fen are not made", "[policies][consumption_assistance]") {
  auto p = rules();
  p.lifted_out_persons = 3000000;  // a third of a fen a person and month
  CHECK(ConsumptionAssistance::bought(p, 2, 100000) == 0);
  CHECK(ConsumptionAssistance::bought(p, 4, 100000) == 1);
  p.purchases_yuan_per_year = 0;  // strength 0
  CHECK(ConsumptionAssistance::bought(p, 3000000, 100000) == 0);
}

TEST_CASE("half of what is bought would have been bought on the open market anyway",
          "[policies][consumption_assistance]") {
  CHECK(ConsumptionAssistance::open_market(rules(), 0, 1000) == 1);
  CHECK(ConsumptionAssistance::open_market(rules(), 500, 1000) == 0.75f);
  CHECK(ConsumptionAssistance::open_market(rules(), 1000, 1000) == 0.5f);
  CHECK(ConsumptionAssistance::open_market(rules(), 0, 0) == 1);
  CHECK(ConsumptionAssistance::open_market(rules(), 500, 0) == 1);  // nothing was sold
  auto p = rules();
  p.additional_share = 0;
  CHECK(ConsumptionAssistance::open_market(p, 1000, 1000) == 1);
  p.additional_share = 1;
  CHECK(ConsumptionAssistance::open_market(p, 1000, 1000) == 0);
}

TEST_CASE("a linked grower is paid an eighth more on the part that is bought", "[policies][consumption_assistance]") {
  CHECK(ConsumptionAssistance::bonus(rules(), 1, 80000) == 10000);
  CHECK(ConsumptionAssistance::bonus(rules(), 0.5f, 80000) == 5000);
  CHECK(ConsumptionAssistance::bonus(rules(), 0, 80000) == 0);
  CHECK(ConsumptionAssistance::bonus(rules(), 1, 0) == 0);
  CHECK(ConsumptionAssistance::bonus(rules(), 1, 3) == 0);  // 0.375 fen
  CHECK(ConsumptionAssistance::bonus(rules(), 1, 4) == 1);  // half a fen is rounded up
  CHECK(ConsumptionAssistance::bonus({}, 1, 80000) == 0);
}
