// Day care of the severely disabled (残疾人托养照护): a place looks after the member by day, so that the one who stayed
// at home for it may seek work. Places go by lifted-out persons of the village, to households on dibao, in tekun or
// listed first; a place is kept while places last. Policy document: article 12. No number was seen: assumption.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct DisabledDayCare {
  static constexpr std::string_view key = "disabled_day_care";
  static constexpr int article = 12;
  static constexpr std::string_view title = "Day care of the disabled";
  static constexpr std::string_view title_zh = "残疾人托养照护";
  static constexpr Phase phase = Phase::ration;

  struct Params {
    float places = 0;
    float lifted_out_persons = 0;
    float place_yuan = 0;
    float assisted_score = 0;
    float listed_score = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"places", &Params::places, {0, 5000000}, "persons", "places in the province", "全省托养名额", true},
      Field<Params>{"lifted_out_persons", &Params::lifted_out_persons, {1, 100000000}, "persons", "of the province: the key by which villages share the places", "全省脱贫人口（分配基数）"},
      Field<Params>{"place_yuan", &Params::place_yuan, {0, 10000}, "yuan/person/month", "public cost of a place", "每人每月托养补助"},
      Field<Params>{"assisted_score", &Params::assisted_score, {0, 100}, "points", "for a household on dibao or in tekun", "低保特困户得分"},
      Field<Params>{"listed_score", &Params::listed_score, {0, 100}, "points", "for a household on the monitoring register", "监测对象得分"},
  };
  // clang-format on

  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 1; }
  static float places(Params const& p, Now const&, Index lifted_out) {
    return p.places * static_cast<float>(lifted_out) / p.lifted_out_persons;
  }
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    return (b.severely_disabled[i] != 0) | (b.day_care[i] != 0);
  }
  static float score(Params const& p, Now const&, Block const& b, Index i) {
    if (b.severely_disabled[i] == 0) return 0;
    return 1.0f + (b.dibao[i] != 0 || b.tekun[i] != 0 ? p.assisted_score : 0.0f) +
           (b.category[i] != 0 ? p.listed_score : 0.0f);
  }
  static bool holds(Block const& b, Index i) { return b.day_care[i] != 0; }
  static bool bound(Block const& b, Index i) { return b.day_care[i] != 0 && b.severely_disabled[i] != 0; }
  static void grant(Params const&, Now const&, Block const& b, Index i) { b.day_care[i] = 1; }
  static void withdraw(Params const&, Now const&, Block const& b, Index i) { b.day_care[i] = 0; }

  // Booked once a quarter, in the month after the round.
  static bool pays_in(Now const& now) { return now.month_of_year % 3 == 2; }
  HOLDFAST_RULE static Fen worth(Params const& p, Now const&, Block const& b, Index i) {
    float const quarter = p.places > 0.0f ? 3.0f * p.place_yuan : 0.0f;
    return fen(quarter * static_cast<float>(std::int32_t{b.day_care[i]}));
  }
};
static_assert(Rations<DisabledDayCare> && GivesInKind<DisabledDayCare>);

}  // namespace holdfast
