#include "model/month/consumption.hpp"

#include <algorithm>

#include "model/month/foresight.hpp"

namespace holdfast {
namespace {

static_assert(streams_differ({"coping", "work", "life"}));

constexpr Fen balance_ceiling = 2'000'000'000;  // 20 million yuan; int32 holds 21
constexpr Fen flow_ceiling = 100'000'000;       // 1 million yuan in a month

HOLDFAST_KERNEL void add_incomes(Index n, float remitted, Fen const* __restrict wages,
                                 Fen const* __restrict migrant_wages, Fen const* __restrict farm_income,
                                 Fen const* __restrict property, Fen const* __restrict public_cash,
                                 Fen const* __restrict gifts, Fen* __restrict income_register,
                                 Fen* __restrict income_survey, Fen* __restrict wages_year) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    Fen const all = wages[i] + farm_income[i] + property[i] + public_cash[i] + gifts[i];
    income_register[i] = all;
    income_survey[i] = all - migrant_wages[i] + scale(migrant_wages[i], remitted);
    wages_year[i] += wages[i] - wages_year[i] / 12;
  }
}

HOLDFAST_KERNEL void turn_ring(Index n, Fen const* __restrict now, Fen* __restrict month_of_ring, Fen* __restrict sum) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    sum[i] += now[i] - month_of_ring[i];
    month_of_ring[i] = now[i];
  }
}

struct Rates {
  float boarding, senior, minimum, service, interest, free_credit;
};

// First half: what is left after bills (`cash`), the usual month, and school costs.
HOLDFAST_KERNEL void pay_bills(Index n, Rates r, std::uint8_t const* __restrict pupils,
                               std::uint8_t const* __restrict out_of_school, std::uint8_t const* __restrict students,
                               Fen const* __restrict income, Fen const* __restrict out_of_pocket,
                               Fen const* __restrict income_12, Fen* __restrict debt, Fen const* __restrict savings,
                               Fen* __restrict school, Fen* __restrict interest, Fen* __restrict cash,
                               float* __restrict usual) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    float const in_school = static_cast<float>(std::int32_t{pupils[i]} - std::int32_t{out_of_school[i]});
    school[i] = fen(r.boarding * in_school + r.senior * static_cast<float>(students[i]));
    interest[i] = scale(debt[i], r.interest);
    Fen const principal = scale(debt[i], r.service);
    debt[i] -= principal;
    cash[i] = savings[i] + income[i] - out_of_pocket[i] - school[i] - interest[i] - principal;
    float const month = static_cast<float>(income_12[i]) * (1.0f / 12.0f);
    usual[i] = month > least_usual_month ? month : least_usual_month;
  }
}

// Second half: consumption within cash and free credit; short = 1 where the minimum is out of reach. The household goes
// by the month it expects, who lends by the one that was usual.
HOLDFAST_KERNEL void spend(Index n, Consumption::Params p, std::uint8_t const* __restrict members,
                           Fen const* __restrict meals, Fen const* __restrict cash, float const* __restrict usual,
                           float const* __restrict expected, Fen* __restrict savings, Fen* __restrict debt,
                           Fen* __restrict consumption, std::int32_t* __restrict short_of_minimum) {
  float const minimum_fen = p.minimum_yuan * 100.0f;
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    // What is eaten at school need not be bought.
    float const need = minimum_fen * static_cast<float>(std::int32_t{members[i]}) - static_cast<float>(meals[i]);
    float const minimum = need > 0.0f ? need : 0.0f;
    float const wish = Consumption::wanted(p, static_cast<float>(cash[i]), expected[i], minimum);
    Fen const wanted =
        static_cast<Fen>(wish < static_cast<float>(flow_ceiling) ? wish : static_cast<float>(flow_ceiling));
    Fen const room = static_cast<Fen>(p.free_credit_months * usual[i]) - debt[i];
    Fen const credit = room > 0 ? room : 0;
    Fen const missing = wanted - cash[i];
    Fen const needed = missing > 0 ? missing : 0;
    Fen const borrowed = needed < credit ? needed : credit;
    Fen const means = cash[i] + borrowed;
    // Bills beyond cash and credit are owed all the same: nothing is left to consume and the rest becomes debt.
    Fen const arrears = means < 0 ? -means : 0;
    Fen const within = means > 0 ? means : 0;
    Fen const planned = wanted < within ? wanted : within;
    Fen const left = within - planned;
    Fen const excess = left > balance_ceiling ? left - balance_ceiling : 0;
    Fen const used = members[i] > 0 ? planned + excess : 0;
    consumption[i] = used;
    savings[i] = within - used;
    debt[i] += borrowed + arrears;
    short_of_minimum[i] = (static_cast<float>(used) < minimum - 0.5f) & (members[i] > 0);
  }
}

HOLDFAST_KERNEL void age_memories(Index n, std::uint16_t* __restrict food_short, std::uint8_t* __restrict urge) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    food_short[i] = static_cast<std::uint16_t>((food_short[i] << 1) & 0xFFF);
    urge[i] = static_cast<std::uint8_t>(urge[i] - (urge[i] > 0 ? 1 : 0));
  }
}

// Missing capital is bought from cash above the target buffer.
HOLDFAST_KERNEL void invest(Index n, Consumption::Params p, float const* __restrict farm_log,
                            float const* __restrict expected, Fen* __restrict savings, Fen* __restrict capital,
                            Fen* __restrict invested) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    float const norm = 100.0f * p.capital_norm_share * numeric::exp(farm_log[i]);
    float const missing = norm - static_cast<float>(capital[i]);
    float const spare = p.invest_share * (static_cast<float>(savings[i]) - p.buffer_months * expected[i]);
    float const amount = missing < spare ? missing : spare;
    Fen const bought = amount > 0.0f ? static_cast<Fen>(amount) : 0;
    savings[i] -= bought;
    capital[i] += bought;
    invested[i] = bought;
  }
}

// Factor of the chance that a student is withdrawn.
float student_aid(Step const& step, Block const& b, Index i) {
  if (!step.on<VocationalAllowance>()) return 1.0f;
  return VocationalAllowance::withdrawing(step.params<VocationalAllowance>(b.household_class), b, i);
}

// One household that cannot reach the minimum: borrow to the lenders' limit, sell capital, send one more worker to seek
// a job, cut food, withdraw a student of 16-18.
void cope(Step const& step, Consumption::Params const& p, Block const& b, Index i, float usual) {
  Fen const minimum = fen(p.minimum_yuan * static_cast<float>(b.members[i])) - b.school_meals[i];
  Fen missing = minimum - b.consumption[i];
  Fen const room = static_cast<Fen>(p.debt_limit_months * usual) - b.debt[i];
  Fen const borrowed = std::clamp(room, Fen{0}, missing);
  b.debt[i] += borrowed;
  b.consumption[i] += borrowed;
  missing -= borrowed;
  Fen const worth = static_cast<Fen>(
      std::min(static_cast<float>(b.capital[i]), static_cast<float>(missing) / std::max(p.sale_price_factor, 0.01f)));
  Fen const proceeds = scale(worth, p.sale_price_factor);
  b.capital[i] -= worth;
  b.invested[i] -= proceeds;
  b.consumption[i] += proceeds;
  b.urge_months[i] = static_cast<std::uint8_t>(p.urge_months);
  if (b.consumption[i] + b.school_meals[i] >= fen(p.food_minimum_yuan * static_cast<float>(b.members[i]))) return;
  b.food_short_bits[i] |= 1;
  if (b.persons_16_18[i] > 0 && step.now.term &&
      step.draws.uniform(stream("coping"), step.now.month, b.id[i]) <
          p.school_leaver_chance * student_aid(step, b, i)) {
    // The student goes to work: a free labour slot takes the person, who is then counted among 19-59.
    for (int k = 0; k < labour_slots; ++k)
      if (b.slot(k)[i] == static_cast<std::uint8_t>(Slot::none)) {
        b.slot(k)[i] = static_cast<std::uint8_t>(Slot::jobless);
        b.slot_age(k)[i] = 17;
        --b.persons_16_18[i];
        ++b.persons_19_59[i];
        b.vocational[i] = std::min(b.vocational[i], b.persons_16_18[i]);
        break;
      }
  }
}

}  // namespace

void consume(Step const& step, County const& county, Block const& block) {
  auto const& p = step.params<Consumption>(block.household_class);
  float const remitted = step.params<Work>(block.household_class).remittance_share;
  Index const n = block.n;
  add_incomes(n, remitted, block.wages, block.migrant_wages, block.farm_income, block.property_income,
              block.public_cash, block.gifts, block.income_register, block.income_survey, block.wages_year);
  std::ptrdiff_t const plane = (step.now.month_of_year - 1) * block.ring_stride;
  turn_ring(n, block.income_register, block.income_ring + plane, block.income_register_12);
  turn_ring(n, block.out_of_pocket, block.out_of_pocket_ring + plane, block.out_of_pocket_12);

  Fen* const cash = step.scratch.whole[0].data();
  std::int32_t* const short_of_minimum = step.scratch.whole[1].data();
  float* const usual = step.scratch.real[0].data();
  float const term = step.now.term ? 1.0f : 0.0f;
  Rates const rates{term * p.boarding_yuan, term * p.senior_school_yuan, p.minimum_yuan, p.debt_service_share,
                    p.interest_share,       p.free_credit_months};
  pay_bills(n, rates, block.persons_6_15, block.out_of_school, block.persons_16_18, block.income_register,
            block.out_of_pocket, block.income_register_12, block.debt, block.savings, block.school_costs,
            block.interest, cash, usual);
  float const* const expected = expected_month(step, county, block, usual);
  spend(n, p, block.members, block.school_meals, cash, usual, expected, block.savings, block.debt, block.consumption,
        short_of_minimum);
  age_memories(n, block.food_short_bits, block.urge_months);
  std::fill(block.repairs, block.repairs + n, 0);  // what is spent on the house follows within the month
  invest(n, p, block.farm_log, expected, block.savings, block.capital, block.invested);
  for (Index const i : rows_with(step.scratch, n, short_of_minimum)) cope(step, p, block, i, usual[i]);
}

}  // namespace holdfast
