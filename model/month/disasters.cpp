#include "model/month/disasters.hpp"

#include <algorithm>

#include "model/core/numeric.hpp"
#include "model/month/health.hpp"

namespace holdfast {
namespace {

void count_down(County& county) {
  for (std::uint8_t& months : county.households.damage_months)
    months = static_cast<std::uint8_t>(months - (months > 0));
  for (std::uint8_t& months : county.households.grant_months) months = static_cast<std::uint8_t>(months - (months > 0));
  for (std::uint8_t& months : county.villages.damage_months) months = static_cast<std::uint8_t>(months - (months > 0));
}

Disaster::Params const& params_of(Step const& step, Hazard hazard, HouseholdClass c) {
  switch (hazard) {
    case Hazard::flood:
      return step.params<Flood>(c);
    case Hazard::drought:
      return step.params<Drought>(c);
    case Hazard::hail:
      return step.params<Hail>(c);
    case Hazard::earthquake:
      return step.params<Earthquake>(c);
    case Hazard::landslide:
      return step.params<Landslide>(c);
    default:
      return step.params<AnimalDisease>(c);
  }
}

// One event in one county.
struct Strike {
  Step const& step;
  County& county;
  DisasterEvent const& event;

  // Marks the villages that are hit; true if any.
  bool mark_villages(std::vector<std::uint8_t>& hit) const {
    auto const& p = params_of(step, event.hazard, HouseholdClass::ordinary);
    Villages& v = county.villages;
    hit.assign(static_cast<std::size_t>(v.size()), 0);
    bool any = false;
    for (std::size_t i = 0; i < hit.size(); ++i) {
      float const exposure = p.uses_exposure > 0.5f ? v.exposure[i] : 1.0f;
      std::uint64_t const agent = village_agent(county.facts->number, static_cast<std::uint32_t>(i));
      if (step.draws.uniform(stream("disaster_village"), step.now.month, agent, event.serial) >=
          event.village_hit_share * exposure)
        continue;
      hit[i] = 1;
      any = true;
      int const closed = VillageWorks::closed_months(step.params<VillageWorks>(), event.road_months, v.road_upkeep[i]);
      v.damage_months[i] = static_cast<std::uint8_t>(std::max<int>(v.damage_months[i], std::min(closed, 255)));
    }
    return any;
  }

  // The house falls to the grade; a worse one stays. True if it falls to grade D now. Public reconstruction starts at
  // once where disaster relief pays for it; otherwise the house waits for own means or a place in housing repair.
  bool damage_house(Disaster::Params const& p, Block const& b, Index i, float u) const {
    auto const& relief = step.params<DisasterRelief>(b.household_class);
    bool const on = step.on<DisasterRelief>();
    auto const fall = [&](HouseGrade grade, float months, bool rebuilt) {
      if (b.house_grade[i] >= static_cast<std::uint8_t>(grade)) return false;
      b.house_grade[i] = static_cast<std::uint8_t>(grade);
      b.house_rebuild_months[i] = static_cast<std::uint8_t>(rebuilt ? std::clamp(months + 0.5f, 0.0f, 255.0f) : 0.0f);
      return true;
    };
    bool const strong = event.hazard == Hazard::earthquake && b.retrofitted[i] != 0;
    float const weakness = SeismicRetrofit::damage_factor(step.params<SeismicRetrofit>(b.household_class), strong);
    float const collapse = weakness * event.house_collapse_share;
    if (u < collapse) return fall(HouseGrade::grade_d, p.rebuild_months, on && relief.rebuild_grant_yuan > 0.0f);
    if (u < collapse + weakness * event.house_damage_share)
      fall(HouseGrade::grade_c, p.repair_months, on && relief.loss_share > 0.0f);
    return false;
  }

  void hurt(Disaster::Params const& p, Block const& b, Index i, Words const& words) const {
    if (uniform(words[1]) >= event.injury_share) return;
    int workers[labour_slots], n = 0;
    for (int k = 0; k < labour_slots; ++k) {
      std::uint8_t const s = b.slot(k)[i];  // those at home: migrants are far from here
      if (s == static_cast<std::uint8_t>(Slot::farm) || s == static_cast<std::uint8_t>(Slot::local) ||
          s == static_cast<std::uint8_t>(Slot::post))
        workers[n++] = k;
    }
    if (n == 0) return;
    int const pick = std::min(static_cast<int>(uniform(words[2]) * static_cast<float>(n)), n - 1);
    fall_ill(b, i, workers[pick], Illness::months_lost(p.injury_months, uniform(words[3])));
    b.hardship[i] = 1;
  }

  // Money and crop; returns the whole loss in fen.
  Fen lose(Disaster::Params const& p, Block const& b, Index i, Words const& words) const {
    float const capital = yuan(b.capital[i]);
    float const ceiling = 1000000.0f;  // of a household, yuan: the tail of the lognormal ends here
    float const stores = event.loss_yuan_mean > 0.0f
                             ? std::min(ceiling, Disaster::loss(p, event.loss_yuan_mean, capital,
                                                                numeric::normal_quantile(uniform(words[0]))))
                             : 0.0f;
    float const herd = Disaster::share_with_mean(event.herd_loss_share, uniform(words[2]));
    float const works = county.villages.field_works[static_cast<std::size_t>(b.village[i])];
    float const exposed = VillageWorks::loss_factor(step.params<VillageWorks>(), event.hazard, works);
    float const crop = Disaster::share_with_mean(std::min(1.0f, event.crop_loss_share * exposed), uniform(words[1]));
    Fen const herd_fen = std::min(b.capital[i], exact_scale(b.capital[i], herd));
    float const crops = 1.0f - step.params<Farm>(b.household_class).herd_share;
    float const gross = crops * numeric::exp(b.farm_log[i]) * step.now.farm_price * (1.0f - b.crop_loss[i]);
    float const crop_yuan = std::min(ceiling, gross * crop);
    b.crop_loss[i] = 1.0f - (1.0f - b.crop_loss[i]) * (1.0f - crop);
    if (crop > 0.0f) b.crop_loss_months[i] = 12;
    b.capital[i] -= herd_fen;
    b.capital[i] -= std::clamp(b.capital[i], 0, fen(stores));
    return fen(stores) + herd_fen + fen(crop_yuan);
  }

  void hit_household(Block const& b, Index i, Words const& first) const {
    auto const& p = params_of(step, event.hazard, b.household_class);
    auto const& relief = step.params<DisasterRelief>(b.household_class);
    Words const money = step.draws.words(stream("disaster_household"), step.now.month, b.id[i], event.serial, 1);
    Words const body = step.draws.words(stream("disaster_household"), step.now.month, b.id[i], event.serial, 2);
    Fen const loss = lose(p, b, i, money);
    bool const house_lost = damage_house(p, b, i, uniform(first[1]));
    hurt(p, b, i, body);
    // What an earlier disaster still has to be paid for stays in the base.
    float const open =
        static_cast<float>(b.damage_loss[i]) * static_cast<float>(b.damage_months[i]) / relief.relief_months;
    b.damage_loss[i] = static_cast<Fen>(std::min(open + static_cast<float>(loss), 500000000.0f));
    b.damage_months[i] = static_cast<std::uint8_t>(relief.relief_months + 0.5f);
    if (house_lost) b.grant_months[i] = b.damage_months[i];
    auto const& illness = step.params<Illness>(b.household_class);
    if (house_lost || yuan(loss) > illness.hardship_yuan ||
        yuan(loss) > illness.hardship_income_share * yuan(b.income_register_12[i]))
      b.hardship[i] = 1;
    county.totals.add(Total::disaster_hit, b.household_class, 1, static_cast<int>(event.hazard));
    county.totals.add(Total::disaster_hit_persons, b.household_class, b.residents(i));
    county.totals.add(Total::disaster_loss, b.household_class, loss);
    if (Followed& who = county.followed; who.is(b.id[i])) {
      who.hazards = static_cast<std::uint8_t>(who.hazards | 1u << static_cast<int>(event.hazard));
      who.disaster_loss += loss;
    }
    if (house_lost) county.totals.add(Total::houses_lost, b.household_class, 1);
  }

  void hit_households(std::vector<std::uint8_t> const& village_hit) const {
    if (event.household_hit_share <= 0.0f) return;
    for (Block const& b : county.households.blocks())
      for (Index i = 0; i < b.n; ++i) {
        if (village_hit[static_cast<std::size_t>(b.village[i])] == 0 || b.members[i] == 0) continue;
        Words const words = step.draws.words(stream("disaster_household"), step.now.month, b.id[i], event.serial);
        if (uniform(words[0]) < event.household_hit_share) hit_household(b, i, words);
      }
  }
};

}  // namespace

void strike_disasters(Step const& step, County& county, std::span<DisasterEvent const> events) {
  count_down(county);
  std::vector<std::uint8_t> village_hit;
  for (DisasterEvent const& event : events) {
    Strike const strike{step, county, event};
    if (strike.mark_villages(village_hit)) strike.hit_households(village_hit);
  }
}

}  // namespace holdfast
