// One household: all columns from its cell, its class and its luck.
#include <algorithm>

#include "model/core/numeric.hpp"
#include "model/population/population.hpp"

namespace holdfast::population {
namespace {

constexpr Stream household_stream = stream("population.household");
static_assert(streams_differ({"population.household", "population.cells", "population.places", "population.order"}));

// Places in a household's luck; four to a call of the generator. New ones go to the end.
enum Luck : std::size_t {
  frailty_a,
  frailty_b,
  wage,
  farm,
  land,
  savings_any,
  savings_size,
  debt_any,
  debt_size,
  capital,
  property,
  house,
  water,
  schooling,
  minority_own,
  minority_who,
  insured,
  dibao,
  tekun,
  out_of_school,
  chronic_young,
  chronic_middle,
  chronic_old,
  severe,
  severe_other,
  disabled,
  eighty,
  away_child,
  residual,
  resettlement,
  spare_b,
  spare_c,
  slot_able,                              // 4
  slot_state = slot_able + labour_slots,  // 4
  slot_age = slot_state + labour_slots,   // 4
  disabled_child = slot_age + labour_slots,
  orphan,
  in_vocational_school,
  spare_d,
  lucks
};
static_assert(lucks % 4 == 0);

struct Fortune {
  std::array<std::uint32_t, lucks> words;
  Fortune(Draws const& draws, HouseholdId id) {
    for (std::uint32_t call = 0; call < lucks / 4; ++call) {
      Words const w = draws.words(household_stream, lasting_month, id, call);
      std::copy(w.begin(), w.end(), words.begin() + 4 * call);
    }
  }
  float operator[](std::size_t k) const { return uniform(words[k]); }
  float normal(std::size_t k) const { return numeric::normal_quantile(uniform(words[k])); }
  // Log of a lognormal factor of mean 1.
  float log_factor(std::size_t k, float sd) const { return sd * normal(k) - 0.5f * sd * sd; }
};

// Binomial(n, chance) by inverse transform of one uniform.
int binomial(int n, float chance, float luck) {
  if (n <= 0 || chance <= 0) return 0;
  if (chance >= 1) return n;
  float term = 1;
  for (int k = 0; k < n; ++k) term *= 1.0f - chance;
  int k = 0;
  for (float upto = term; luck >= upto && k < n; upto += term) {
    term *= static_cast<float>(n - k) / static_cast<float>(k + 1) * chance / (1.0f - chance);
    ++k;
  }
  return k;
}

std::uint8_t byte(int n) { return static_cast<std::uint8_t>(n); }

// Balances stay far below the limit of Fen.
Fen bounded_fen(float yuan_amount) { return fen(std::min(std::max(yuan_amount, 0.0f), 5e6f)); }

struct Maker {
  Frame const& frame;
  Place const& place;
  Block const& b;
  Index i;
  Fortune luck;
  Cell cell;
  Synthesis::Params const& p;

  void persons() const {
    Archetype const& kind = cell.kind();
    AwayOption const away = cell.away();
    int const small_away = binomial(away.children, 0.4f, luck[away_child]);  // assumption: two in five below school age
    b.members[i] = byte(cell.members());
    b.away[i] = byte(away.size());
    b.persons_0_5[i] = byte(kind.persons[age_0_5] + small_away);
    b.persons_6_15[i] = byte(kind.persons[age_6_15] + away.children - small_away);
    b.persons_16_18[i] = kind.persons[age_16_18];
    b.persons_19_59[i] = byte(kind.adults_19_59() + away.adults);
    b.persons_60_plus[i] = byte(kind.persons[age_60_64] + kind.with_65_plus());
    b.persons_80_plus[i] = byte(binomial(kind.persons[age_75_plus], p.eighty_of_75_share, luck[eighty]));
  }

  int age_of(Worker kind, float u) const {
    if (kind == Worker::away) return 20 + static_cast<int>(38 * u);  // mean 38.5; out-migrants 39.0 (P096)
    auto const band = static_cast<std::size_t>(age_19_44) + static_cast<std::size_t>(kind) - 1;
    return band_youngest[band] + static_cast<int>(static_cast<float>(band_years[band]) * u);
  }

  // State of a worker; none = an old member who no longer works and takes no slot.
  Slot state_of(Worker kind, std::size_t k) const {
    if (kind == Worker::away) return Slot::migrant;
    if (luck[slot_able + k] < static_cast<float>(unable_chance(p, *frame.facts, kind)))
      return kind >= Worker::age_60_64 ? Slot::none : Slot::unable;
    double const level = frame.levels.local_level[place.household_class];
    auto const chance = static_cast<float>(local_chance(p, level, kind, cell.away().adults > 0));
    float const u = luck[slot_state + k];
    return u >= chance ? Slot::farm : u < chance * p.jobless_share ? Slot::jobless : Slot::local;
  }

  // Fills the labour slots; returns the wage units at work (slot 0 in a local job = 1, the jobless as if at work).
  float slots(bool& able, int& unable) const {
    Workers const workers = workers_of(cell);
    std::array<float, labour_slots> const ability{1.0f, p.ability_1, p.ability_2, p.ability_3};
    float units = 0;
    int slot = 0;
    for (std::size_t k = 0; k < static_cast<std::size_t>(workers.n); ++k) {
      Slot const state = state_of(workers.kind[k], k);
      if (state == Slot::none) continue;
      b.slot(slot)[i] = static_cast<std::uint8_t>(state);
      b.slot_age(slot)[i] = byte(age_of(workers.kind[k], luck[slot_age + k]));
      float const pay = state == Slot::migrant                           ? p.migrant_premium
                        : state == Slot::local || state == Slot::jobless ? 1.0f
                                                                         : 0.0f;
      units += pay * ability[static_cast<std::size_t>(slot)];
      able = able || state != Slot::unable;
      unable += state == Slot::unable;
      ++slot;
    }
    return units;
  }

  void health(int unable) const {
    // two exponentials of mean 1/2: gamma of shape 2 and mean 1
    float const frailty = -0.5f * (numeric::log(luck[frailty_a]) + numeric::log(luck[frailty_b]));
    b.frailty[i] = frailty;
    auto const& persons = cell.kind().persons;
    float const illness = 1.0f - p.chronic_frailty_slope + p.chronic_frailty_slope * frailty;
    int const old = b.persons_60_plus[i], middle = persons[age_45_59];
    int const young = b.members[i] - old - middle;
    b.chronic[i] = byte(binomial(young, p.chronic_young_share * illness, luck[chronic_young]) +
                        binomial(middle, p.chronic_45_59_share * illness, luck[chronic_middle]) +
                        binomial(old, p.chronic_60_plus_share * illness, luck[chronic_old]));
    // half of those who cannot work are severely disabled (assumption); they make half of the severe cases
    int const members = b.members[i];
    int const severe_cases = binomial(unable, 0.5f, luck[severe]) +
                             binomial(members - unable, 0.5f * p.severely_disabled_share, luck[severe_other]);
    b.severely_disabled[i] = byte(severe_cases);
    b.disabled[i] =
        byte(severe_cases + binomial(members - severe_cases,
                                     std::max(0.0f, p.disabled_share - p.severely_disabled_share), luck[disabled]));
  }

  void minors() const {
    int const children = b.persons_0_5[i] + b.persons_6_15[i];
    float const of_disabled =
        p.disabled_child_ratio * static_cast<float>(children) / static_cast<float>(std::max<int>(b.members[i], 1));
    b.disabled_children[i] =
        byte(std::min(children, binomial(b.disabled[i], std::min(of_disabled, 1.0f), luck[disabled_child])));
    b.orphans[i] = byte(binomial(children + b.persons_16_18[i], p.orphan_share, luck[orphan]));
    b.vocational[i] = byte(binomial(b.persons_16_18[i], p.vocational_share, luck[in_vocational_school]));
  }

  void head() const {
    auto const& shares = frame.facts->margins.schooling_share;
    float upto = 0;
    std::size_t level = 0;
    for (; level + 1 < shares.size(); ++level)
      if (luck[schooling] < (upto += static_cast<float>(shares[level]))) break;
    int const years = schooling_level_years[level] + static_cast<int>(p.schooling_class_years);
    b.schooling_years[i] = byte(std::clamp(years, 0, 20));
    float const village = frame.village_minority_luck[static_cast<std::size_t>(place.village)];
    float const u = luck[minority_who] < p.minority_cluster_share ? village : luck[minority_own];
    b.minority[i] = u < static_cast<float>(frame.facts->margins.minority_share);
  }

  void earnings() const {
    std::size_t const c = place.household_class;
    float const schooling_part = p.schooling_return_share * static_cast<float>(b.schooling_years[i]);
    float const z_wage = luck.normal(wage), rho = p.wage_farm_correlation;
    float const z_farm = rho * z_wage + std::sqrt(1.0f - rho * rho) * luck.normal(farm);
    float const z_land = luck.normal(land), e = p.farm_land_elasticity;
    auto const wage_level = static_cast<float>(frame.levels.wage_yuan[c] / frame.schooling_factor[c]);
    b.wage_log[i] = numeric::log(wage_level * static_cast<float>(wage_shape(p, cell))) + schooling_part +
                    p.wage_sd * z_wage - 0.5f * p.wage_sd * p.wage_sd;
    auto const farm_level = static_cast<float>(std::max(frame.levels.farm_yuan[c] * farm_shape(p, cell), 1.0));
    b.farm_log[i] = numeric::log(farm_level) + p.farm_sd * z_farm - 0.5f * p.farm_sd * p.farm_sd +
                    e * p.land_sd * z_land - 0.5f * e * e * p.land_sd * p.land_sd;
    std::array<float, 4> const zone_mu{p.land_basin_mu, p.land_basin_rim_mu, p.land_west_plateau_mu, p.land_panxi_mu};
    float const by_size = 0.5f + 0.5f * static_cast<float>(b.members[i]) / 3.2f;
    b.land_mu[i] = zone_mu[static_cast<std::size_t>(frame.facts->hazard_zone)] * by_size *
                   numeric::exp(p.land_sd * z_land - 0.5f * p.land_sd * p.land_sd);
    resettle();
    float const sales = numeric::exp(b.farm_log[i]);
    b.capital[i] = bounded_fen(p.capital_share * sales * numeric::exp(luck.log_factor(capital, p.capital_sd)));
    float const property_yuan =
        static_cast<float>(frame.levels.property_yuan[c]) * static_cast<float>(b.members[i]) / 12.0f;
    b.property_income[i] = bounded_fen(property_yuan * numeric::exp(luck.log_factor(property, p.property_sd)));
  }

  // On an estate land is far and jobs are near. The means of the class stay: what the resettled lack, the others have.
  void resettle() const {
    if (place.household_class != lifted_out) return;
    float const u = luck[resettlement], share = p.relocated_share;
    bool const estate = u < share;
    b.relocated[i] = static_cast<std::uint8_t>(estate                       ? Relocated::estate
                                               : u < share + p.corner_share ? Relocated::corner_waiting
                                                                            : Relocated::no);
    auto const factor = [&](float of_resettled) {
      return numeric::log(estate ? of_resettled : (1.0f - share * of_resettled) / (1.0f - share));
    };
    b.farm_log[i] += factor(p.relocated_farm_factor);
    b.wage_log[i] += factor(p.relocated_wage_factor);
    if (estate) b.land_mu[i] *= p.relocated_land_factor;
  }

  // Expected register income of 2020, yuan a year, without social assistance.
  float usual_income(float units) const {
    float const wages = 12.0f * p.worked_share * numeric::exp(b.wage_log[i]) * units;
    float const net_sales = p.farm_output_share * (1.0f - p.cash_cost_share) * numeric::exp(b.farm_log[i]);
    return wages + net_sales +
           12.0f * (yuan(b.property_income[i]) + p.pension_yuan * static_cast<float>(b.persons_60_plus[i]));
  }

  void assistance(float income, bool able) const {
    std::size_t const c = place.household_class;
    auto const members = static_cast<float>(b.members[i]);
    if (!able && may_be_helpless(cell) && luck[tekun] < static_cast<float>(frame.levels.tekun_chance[c])) {
      b.tekun[i] = b.members[i];
      return;
    }
    auto const& levels = frame.levels;
    auto const class_income = levels.local_wages[c] + levels.migrant_wages[c] + levels.operating[c] +
                              levels.property[c] + levels.public_cash[c];
    auto const mean = static_cast<float>(class_income / std::max(1.0, double(frame.cells.members[c])));
    // above the line the chance falls with income
    float const need = std::max(0.05f, 1.0f + p.dibao_targeting_slope * (1.0f - income / (members * mean)));
    float const chance =
        income < 12.0f * p.dibao_line_yuan * members ? p.dibao_below_line_share : p.dibao_above_line_share * need;
    b.dibao[i] = luck[dibao] < chance;
    if (b.dibao[i])
      b.dibao_topup[i] = fen(std::max(p.social_aid_yuan * members, p.dibao_line_yuan * members - income / 12.0f));
  }

  void wealth(float income) const {
    float const month = p.consumption_share * income / 12.0f;
    float const u = luck[savings_any];
    float const months =
        u < p.savings_zero_share
            ? 0.5f * u / p.savings_zero_share
            : std::max(0.5f, p.savings_median_months * numeric::exp(p.savings_sd * luck.normal(savings_size)));
    b.savings[i] = bounded_fen(months * month);
    if (luck[debt_any] < p.debt_share)
      b.debt[i] = bounded_fen(p.debt_median_yuan * numeric::exp(p.debt_sd * luck.normal(debt_size)));
  }

  void housing_and_cover() const {
    Margins const& m = frame.facts->margins;
    float const u = luck[house];
    b.house_grade[i] = static_cast<std::uint8_t>(u < p.grade_d_share                     ? HouseGrade::grade_d
                                                 : u < p.grade_d_share + p.grade_c_share ? HouseGrade::grade_c
                                                                                         : HouseGrade::safe);
    b.water_cut[i] = luck[water] < (1.0f - static_cast<float>(m.piped_water_share)) * p.water_insecure_share;
    if (b.relocated[i] == static_cast<std::uint8_t>(Relocated::estate)) {  // new homes with taps
      b.house_grade[i] = static_cast<std::uint8_t>(HouseGrade::safe);
      b.water_cut[i] = 0;
    }
    float const out = p.out_of_school_share + p.out_of_school_minority_share * static_cast<float>(m.minority_share);
    b.out_of_school[i] = byte(binomial(b.persons_6_15[i], out, luck[out_of_school]));
    b.insured[i] = b.insured_next[i] = luck[insured] < p.insured_share;
  }
};

}  // namespace

std::uint32_t make_household(Frame const& frame, Place const& place, Block const& b, Index i) {
  std::size_t const c = place.household_class;
  Cell const cell = cell_of(frame.cells.at(c, frame.order[c].at(place.number)));
  Maker const maker{frame, place, b, i, Fortune(frame.draws, place.id), cell, frame.params[c]};
  b.id[i] = place.id;
  b.village[i] = place.village;
  b.group[i] = place.group;
  b.kin[i] = place.kin;
  maker.persons();
  bool able = false;
  int unable = 0;
  float const units = maker.slots(able, unable);
  maker.health(unable);
  maker.minors();
  maker.head();
  maker.earnings();
  float const income = maker.usual_income(units);
  maker.assistance(income, able);
  float const aid = 12.0f * (yuan(b.dibao_topup[i]) +
                             1.3f * maker.p.dibao_line_yuan * static_cast<float>(b.tekun[i]));  // tekun: 1.3 x the line
  maker.wealth(income + aid);
  maker.housing_and_cover();
  return maker.luck.words[residual];
}

}  // namespace holdfast::population
