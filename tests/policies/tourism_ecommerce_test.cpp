// Tourism and e-commerce villages: which villages become one, what visitors bring and what selling online does.
#include "model/policies/tourism_ecommerce.hpp"

#include <catch2/catch.hpp>

using namespace holdfast;

namespace {

TourismEcommerce::Params rules() {
  TourismEcommerce::Params p;
  p.tourism_share = 0.2f, p.jobs_per_household = 0.05f, p.visitor_price_gain = 0.25f, p.open_share = 0.5f;
  p.online_share = 0.4f, p.online_price_gain = 0.5f;
  return p;
}

}  // namespace

TEST_CASE("a village receives visitors by its lasting luck and its road", "[policies][tourism]") {
  CHECK(TourismEcommerce::receives_visitors(rules(), 1, 0.19f));
  CHECK_FALSE(TourismEcommerce::receives_visitors(rules(), 1, 0.2f));
  CHECK(TourismEcommerce::receives_visitors(rules(), 0.5f, 0.09f));
  CHECK_FALSE(TourismEcommerce::receives_visitors(rules(), 0.5f, 0.1f));
  CHECK_FALSE(TourismEcommerce::receives_visitors(rules(), 0, 0));
  CHECK_FALSE(TourismEcommerce::receives_visitors({}, 1, 0));
}

TEST_CASE("a village sells online by its lasting luck and its road", "[policies][tourism]") {
  CHECK(TourismEcommerce::sells_online(rules(), 1, 0.39f));
  CHECK_FALSE(TourismEcommerce::sells_online(rules(), 1, 0.4f));
  CHECK(TourismEcommerce::sells_online(rules(), 0.5f, 0.19f));
  CHECK_FALSE(TourismEcommerce::sells_online(rules(), 0.5f, 0.2f));
  CHECK_FALSE(TourismEcommerce::sells_online(rules(), 0, 0));
  CHECK_FALSE(TourismEcommerce::sells_online({}, 1, 0));
}

TEST_CASE("visitors stay away from damaged roads and in closed months", "[policies][tourism]") {
  auto p = rules();
  CHECK(TourismEcommerce::visitors(p, false) == 0.5f);
  CHECK(TourismEcommerce::visitors(p, true) == 0);
  p.open_share = 1;
  CHECK(TourismEcommerce::visitors(p, false) == 1);
  CHECK(TourismEcommerce::visitors(p, true) == 0);
  p.open_share = 0;
  CHECK(TourismEcommerce::visitors(p, false) == 0);
}

TEST_CASE("twenty households hold one position with all usual visitors", "[policies][tourism]") {
  CHECK(TourismEcommerce::jobs(rules(), 1, 20) == Approx(1));
  CHECK(TourismEcommerce::jobs(rules(), 0.5f, 20) == Approx(0.5));
  CHECK(TourismEcommerce::jobs(rules(), 0, 20) == 0);
  CHECK(TourismEcommerce::jobs(rules(), 1, 0) == 0);
  CHECK(TourismEcommerce::jobs({}, 1, 20) == 0);
}

TEST_CASE("visitors and a web shop each raise the price of the product, and multiply", "[policies][tourism]") {
  CHECK(TourismEcommerce::price(rules(), 0, false) == 1);
  CHECK(TourismEcommerce::price(rules(), 1, false) == 1.25f);
  CHECK(TourismEcommerce::price(rules(), 0.5f, false) == 1.125f);
  CHECK(TourismEcommerce::price(rules(), 0, true) == 1.5f);
  CHECK(TourismEcommerce::price(rules(), 1, true) == 1.875f);  // 1.25 x 1.5
  CHECK(TourismEcommerce::price({}, 1, true) == 1);
}
