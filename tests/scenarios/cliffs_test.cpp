// Support cliffs of hypothetical households, with instruments set by hand.
#include <catch2/catch.hpp>

#include "scenarios/cliffs.hpp"

using namespace holdfast;

namespace {

constexpr Month july{Month::of(2023, 7)};

template <class M, class Tuple>
void set(Tuple& plans, typename M::Params const& params) {
  std::get<Plan<M>>(plans) = Plan<M>::constant(params);
}

// Only dibao: 500 yuan a month for each member, everybody applies and passes.
Scenario only_dibao(float minimum_topup_share) {
  Scenario s;
  auto const constant = []<class... Ms>(std::tuple<Plan<Ms>...>& plans) {
    ((std::get<Plan<Ms>>(plans) = Plan<Ms>::constant(typename Ms::Params{})), ...);
    ((std::get<Plan<Ms>>(plans).on = false), ...);
  };
  constant(s.policies);
  constant(s.monitoring);
  constant(s.livelihood);
  constant(s.shocks);
  Dibao::Params p;
  p.line_yuan = 500;
  p.take_up_share = p.property_pass_share = p.assessed_income_share = 1;
  p.minimum_topup_share = minimum_topup_share;
  p.near_poor_multiple = 1;
  set<Dibao>(s.policies, p);
  return s;
}

Example household() {
  Example e;
  e.members = 2;
  e.worker = true;
  return e;
}

double dibao_at(Scenario const& s, double income) {
  return support_yuan(s, july, CountyClass::other, household(),
                      income)[static_cast<std::size_t>(instrument_index<Dibao>)];
}

std::vector<Cliff> cliffs(Scenario const& s, Example const& e) {
  return find_cliffs(s, july, CountyClass::other, e, 40000);
}

}  // namespace

TEST_CASE("support follows the rule: the line less own income, and nothing above it", "[scenarios]") {
  Scenario const s = only_dibao(0);
  CHECK(dibao_at(s, 0) == Approx(12000));  // 2 members, 500 yuan, 12 months
  CHECK(dibao_at(s, 6000) == Approx(6000));
  CHECK(dibao_at(s, 11988) == Approx(12));
  CHECK(dibao_at(s, 12000) == 0);
}

TEST_CASE("a top-up that tapers to zero is no cliff", "[scenarios]") {
  CHECK(cliffs(only_dibao(0), household()).empty());
}

TEST_CASE("a planted least top-up is a cliff at the line, of its own size", "[scenarios]") {
  std::vector<Cliff> const found = cliffs(only_dibao(0.2f), household());
  REQUIRE(found.size() == 1);
  CHECK(found[0].instrument == "dibao");
  CHECK(found[0].income_yuan == 11999);
  CHECK(found[0].loss_yuan == Approx(2400));  // a fifth of 12000
  CHECK(found[0].instruments_lost == 1);
  CHECK(found[0].month == july);
}

TEST_CASE("an allowance that hangs on dibao falls with it", "[scenarios]") {
  Scenario s = only_dibao(0);
  DisabilityAllowances::Params p;
  p.living_yuan = 100;
  set<DisabilityAllowances>(s.policies, p);
  CHECK(cliffs(s, household()).empty());  // nobody is disabled
  Example e = household();
  e.disabled = true;
  std::vector<Cliff> const found = cliffs(s, e);
  REQUIRE(found.size() == 1);
  CHECK(found[0].instrument == "disability_allowances");
  CHECK(found[0].income_yuan == 11999);
  CHECK(found[0].loss_yuan == Approx(1200).margin(2));
}

TEST_CASE("without the instrument, or with a line of zero, there is no cliff", "[scenarios]") {
  Scenario s = only_dibao(0.2f);
  std::get<Plan<Dibao>>(s.policies).on = false;
  CHECK(cliffs(s, household()).empty());
  Scenario zero = only_dibao(0.2f);
  for (auto& p : std::get<Plan<Dibao>>(zero.policies).values) p.line_yuan = 0;
  CHECK(cliffs(zero, household()).empty());
}

TEST_CASE("the report names the largest cliff of a year, the list all, and the drawing is closed", "[scenarios]") {
  Scenario s = only_dibao(0.2f);
  s.start = Month::of(2023, 1);
  s.months = 12;
  std::vector<Cliff> const found = find_cliffs(s);
  REQUIRE(found.size() > 1);
  std::string const text = cliffs_text(found);
  CHECK(text.starts_with("cliff: 2023-07 dibao: a "));
  CHECK(text.find("household of 4") != std::string::npos);
  CHECK(text.find("loses 4800 yuan a year of support") != std::string::npos);
  std::string const csv = cliffs_csv(found);
  CHECK(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')) == found.size() + 1);
  std::string const svg = cliffs_svg(s, found);
  CHECK(svg.starts_with("<svg"));
  CHECK(svg.ends_with("</svg>\n"));
  CHECK(cliffs_text({}).starts_with("no cliff"));
}
