#include "model/population/income_levels.hpp"

#include <algorithm>

#include "model/core/numeric.hpp"

namespace holdfast::population {
namespace {

double power(double base, double exponent) { return numeric::exp(exponent * numeric::log(std::max(base, 1e-9))); }

std::array<double, labour_slots> abilities(Synthesis::Params const& p) {
  return {1.0, p.ability_1, p.ability_2, p.ability_3};
}

// What a class could earn, summed over its households: wages in units of slot 0 in a local job.
struct Capacity {
  double migrants = 0;
  std::array<std::array<double, 2>, 3> at_home{};  // able, by worker kind (19-44, 45-59, 60-64) and migrants (no, yes)
  double farm_shapes = 0, persons_60_plus = 0, helpless = 0;  // helpless: expected members without labour or support
};

Capacity capacity_of(CountyFacts const& facts, Synthesis::Params const& p, std::vector<Index> const& count) {
  Capacity out;
  auto const ability = abilities(p);
  std::array<double, 5> able{};
  for (std::size_t k = 0; k < able.size(); ++k) able[k] = 1.0 - unable_chance(p, facts, static_cast<Worker>(k));
  for (std::size_t c = 0; c < count.size(); ++c) {
    if (count[c] == 0) continue;
    Cell const cell = cell_of(c);
    Workers const workers = workers_of(cell);
    double const n = count[c];
    std::size_t const migrants = cell.away().adults > 0;
    double const shape = wage_shape(p, cell);
    double nobody = 1;  // chance that none of them can work
    for (int k = 0; k < workers.n; ++k) {
      auto const kind = static_cast<std::size_t>(workers.kind[static_cast<std::size_t>(k)]);
      double const units = n * shape * ability[static_cast<std::size_t>(k)];
      if (kind == 0) out.migrants += units;
      if (kind >= 1 && kind <= 3) out.at_home[kind - 1][migrants] += units * able[kind];
      nobody *= 1.0 - able[kind];
    }
    auto const& persons = cell.kind().persons;
    if (may_be_helpless(cell)) out.helpless += n * nobody * cell.members();
    out.farm_shapes += n * farm_shape(p, cell);
    out.persons_60_plus += n * (persons[age_60_64] + persons[age_65_74] + persons[age_75_plus]);
  }
  return out;
}

// Units at work in local jobs.
double local_units(Synthesis::Params const& p, Capacity const& capacity, double level) {
  double sum = 0;
  for (std::size_t kind = 0; kind < 3; ++kind)
    for (std::size_t migrants = 0; migrants < 2; ++migrants)
      sum += capacity.at_home[kind][migrants] * local_chance(p, level, static_cast<Worker>(kind + 1), migrants > 0);
  return sum;
}

// The level of local work with which `wage` x units come to `target`; where no level does, the wage gives way.
struct Pool {
  Capacity const* capacity;
  Synthesis::Params const* params;
  double factor;  // wage of this class over the pool's
};
void meet(double target, double migrant_weight, std::initializer_list<Pool> pools, double& level, double& wage) {
  constexpr double least = 0.02, most = 1.5;
  auto const units = [&](double at) {
    double sum = 0;
    for (Pool const& pool : pools) {
      double const m = migrant_weight * pool.params->migrant_premium * pool.capacity->migrants;
      sum += pool.factor * 12.0 * pool.params->worked_share * (local_units(*pool.params, *pool.capacity, at) + m);
    }
    return sum;
  };
  double low = least, high = most;
  for (int halving = 0; halving < 40; ++halving) {
    level = 0.5 * (low + high);
    (wage * units(level) < target ? low : high) = level;
  }
  double const got = units(level);
  if (got > 0) wage = target / got;
}

}  // namespace

Workers workers_of(Cell const& cell) {
  Workers out;
  auto const& persons = cell.kind().persons;
  std::array<int, 5> const number{cell.away().adults, persons[age_19_44], persons[age_45_59], persons[age_60_64],
                                  persons[age_65_74]};
  for (std::size_t kind = 0; kind < number.size(); ++kind)
    for (int i = 0; i < number[kind] && out.n < labour_slots; ++i)
      out.kind[static_cast<std::size_t>(out.n++)] = static_cast<Worker>(kind);
  return out;
}

double unable_chance(Synthesis::Params const& p, CountyFacts const& facts, Worker kind) {
  if (kind == Worker::away) return 0.0;
  double const county = std::clamp(power(facts.margins.unable_share / p.unable_reference_share, 0.5), 0.5, 1.6);
  return std::min(0.9, county * (kind >= Worker::age_60_64 ? p.unable_60_74_share : p.unable_share));
}

double local_chance(Synthesis::Params const& p, double level, Worker kind, bool migrants) {
  if (kind == Worker::away || kind == Worker::age_65_74) return 0.0;
  double const by_age = kind == Worker::age_19_44   ? 1.0
                        : kind == Worker::age_45_59 ? p.local_45_59_factor
                                                    : p.local_60_64_factor;
  return std::min(double(p.local_max_share),
                  level * by_age * (migrants ? p.local_with_migrant_factor : p.local_without_migrant_factor));
}

bool may_be_helpless(Cell const& cell) {
  auto const& persons = cell.kind().persons;
  return cell.away().size() == 0 && persons[age_60_64] + persons[age_65_74] + persons[age_75_plus] > 0;
}

double wage_shape(Synthesis::Params const& p, Cell const& cell) {
  int const earners = std::max(1, cell.kind().adults_19_59() + cell.away().adults);
  return power(std::clamp(0.5 * cell.members() / earners, 0.5, 2.0), p.wage_dependency_elasticity);
}

double farm_shape(Synthesis::Params const& p, Cell const& cell) {
  auto const& persons = cell.kind().persons;
  int const adults = persons[age_19_44] + persons[age_45_59] + persons[age_60_64] + persons[age_65_74];
  double const labour = p.farm_adult_base + (1.0 - p.farm_adult_base) * 0.5 * std::min(adults, 2);
  return labour * (cell.away().adults == 0 ? p.farm_without_migrant_factor : 1.0f);
}

namespace {

// Sets the levels of one county: lifted-out people first, the others share what is left of the county's income.
struct Account {
  CountyFacts const& facts;
  ClassParams const& params;
  Cells const& cells;
  IncomeLevels out{};
  std::array<Capacity, household_classes> capacity{};
  std::array<double, household_classes> members{}, net_sales{};  // net sales: for each yuan of farm_yuan
  double residents = 0, ratio = 1;                               // of county over province income

  void open() {
    ratio = std::max(facts.rural_income_2020_yuan / params[ordinary].survey_income_reference_yuan, 0.1);
    for (std::size_t c = 0; c < household_classes; ++c) {
      auto const& p = params[c];
      capacity[c] = capacity_of(facts, p, cells.count[c]);
      members[c] = static_cast<double>(cells.members[c]);
      residents += static_cast<double>(cells.residents[c]);
      net_sales[c] = capacity[c].farm_shapes * p.farm_output_share * (1.0 - p.cash_cost_share);
      double const aided = (p.dibao_share + p.tekun_share) * members[c];
      out.public_cash[c] = 12.0 * (p.pension_yuan * capacity[c].persons_60_plus + p.social_aid_yuan * aided);
      if (capacity[c].helpless > 0)
        out.tekun_chance[c] = std::min(1.0, p.tekun_share * members[c] / capacity[c].helpless);
      out.wage_yuan[c] = p.local_wage_yuan * power(ratio, p.wage_income_elasticity);
    }
  }

  void book(std::size_t c) {
    double const year = 12.0 * params[c].worked_share * out.wage_yuan[c];
    out.local_wages[c] = year * local_units(params[c], capacity[c], out.local_level[c]);
    out.migrant_wages[c] = year * params[c].migrant_premium * capacity[c].migrants;
    out.operating[c] = out.farm_yuan[c] * net_sales[c];
    out.property[c] = out.property_yuan[c] * members[c];
  }
  double survey(std::size_t c) const {
    return out.local_wages[c] + params[c].remittance_share * out.migrant_wages[c] + out.operating[c] + out.property[c] +
           out.public_cash[c];
  }

  // Register concept, per member. Public cash is what the programmes pay; the other components share the rest in their
  // proportions.
  void lifted() {
    constexpr std::size_t c = lifted_out;
    auto const& p = params[c];
    if (members[c] <= 0) return;
    double const total = p.register_income_yuan * power(ratio, p.register_income_elasticity) / p.register_income_factor;
    double const earned = total * members[c] - out.public_cash[c];
    double const whole = earned / (p.wage_share + p.operating_share + p.property_share);
    out.property_yuan[c] = p.property_share * whole / members[c];
    out.farm_yuan[c] = p.operating_share * whole / std::max(net_sales[c], 1e-9);
    meet(p.wage_share * whole, 1.0, {{&capacity[c], &p, 1.0}}, out.local_level[c], out.wage_yuan[c]);
    book(c);
    out.lifted_register_yuan =
        (out.local_wages[c] + out.migrant_wages[c] + out.operating[c] + out.property[c] + out.public_cash[c]) /
        members[c];
  }

  // Survey concept, per resident: the marginal class earns at income_factor of the ordinary one.
  void others() {
    auto const& p = params[ordinary];
    auto const& near = params[marginal];
    double const near_factor = near.income_factor / p.income_factor;
    double const county = facts.rural_income_2020_yuan * residents;
    auto const people = static_cast<double>(cells.residents[marginal] + cells.residents[ordinary]);
    double const left = std::max(county - survey(lifted_out), 0.3 * facts.rural_income_2020_yuan * people);
    auto const part = [&](double share, double poor_part) {
      return std::max(share * county - poor_part, 0.25 * share * left);
    };
    double const farming = facts.margins.agriculture_share / p.agriculture_reference_share;
    double const operating =
        part(p.operating_share * power(farming, p.agriculture_elasticity), out.operating[lifted_out]);
    double const property = part(p.property_share, out.property[lifted_out]);
    double const public_cash = out.public_cash[marginal] + out.public_cash[ordinary];
    double const from_work = std::max(left - operating - property - public_cash, 0.2 * left);
    // the wage at which remittances are what transfers lack of their share
    double const remitted = from_work - part(p.wage_share, out.local_wages[lifted_out]);
    double const remitting = 12.0 * p.worked_share * p.remittance_share * p.migrant_premium *
                             (capacity[ordinary].migrants + near_factor * capacity[marginal].migrants);
    double const band = p.wage_band_share;
    double& wage = out.wage_yuan[ordinary];
    if (remitting > 0) wage = std::clamp(remitted / remitting, wage * (1.0 - band), wage * (1.0 + band));
    meet(from_work, p.remittance_share, {{&capacity[ordinary], &p, 1.0}, {&capacity[marginal], &near, near_factor}},
         out.local_level[ordinary], wage);
    out.local_level[marginal] = out.local_level[ordinary];
    for (std::size_t c : {marginal, ordinary}) {
      double const factor = c == marginal ? near_factor : 1.0;
      out.wage_yuan[c] = wage * factor;
      out.farm_yuan[c] = operating * factor / std::max(net_sales[ordinary] + near_factor * net_sales[marginal], 1e-9);
      out.property_yuan[c] = property * factor / std::max(members[ordinary] + near_factor * members[marginal], 1e-9);
    }
    book(marginal);
    book(ordinary);
    if (residents > 0) out.survey_yuan = (survey(lifted_out) + survey(marginal) + survey(ordinary)) / residents;
  }
};

}  // namespace

IncomeLevels income_levels(CountyFacts const& facts, ClassParams const& params, Cells const& cells) {
  Account account{facts, params, cells};
  account.open();
  account.lifted();
  account.others();
  return account.out;
}

}  // namespace holdfast::population
