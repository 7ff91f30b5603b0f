#include "model/month/common_luck.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cassert>

namespace holdfast {
namespace {

static_assert(streams_differ({"macro", "county_factor", "farm_price", "farm_price_county", "herd_price",
                              "disaster_field", "disaster_events", "disaster_size", "disaster_village",
                              "disaster_household", "illness", "enrolment", "life", "work"}));

double distance_km(CountyFacts const& a, CountyFacts const& b) {
  return std::sqrt((a.x_km - b.x_km) * (a.x_km - b.x_km) + (a.y_km - b.y_km) * (a.y_km - b.y_km));
}

// Sine by its series: libm's bits differ between machines. |angle| below pi.
double sine(double angle) {
  double term = angle, sum = angle;
  for (int k = 1; k < 20; ++k) {
    term *= -angle * angle / ((2.0 * k) * (2.0 * k + 1.0));
    sum += term;
  }
  return sum;
}

}  // namespace

SpatialFactor::SpatialFactor(std::vector<CountyFacts> const& counties, double range_km)
    : counties_(static_cast<int>(counties.size())) {
  auto const n = static_cast<Eigen::Index>(counties.size());
  Eigen::MatrixXd covariance(n, n);
  for (Eigen::Index row = 0; row < n; ++row)
    for (Eigen::Index column = 0; column < n; ++column)
      covariance(row, column) = row == column ? 1.0
                                              : numeric::exp(-distance_km(counties[static_cast<std::size_t>(row)],
                                                                          counties[static_cast<std::size_t>(column)]) /
                                                             range_km);
  Eigen::LLT<Eigen::MatrixXd, Eigen::Lower> const factored(covariance);
  assert(factored.info() == Eigen::Success && "two counties stand at the same point");
  Eigen::MatrixXd const lower = factored.matrixL();
  packed_.reserve(row_begin(counties_));
  for (Eigen::Index row = 0; row < n; ++row)
    for (Eigen::Index column = 0; column <= row; ++column) packed_.push_back(lower(row, column));
}

float SpatialFactor::correlate(float const* white, std::uint32_t county) const {
  double const* const row = packed_.data() + row_begin(static_cast<int>(county));
  double sum = 0;
  for (std::uint32_t k = 0; k <= county; ++k) sum += row[k] * static_cast<double>(white[k]);
  return static_cast<float>(sum);
}

void CommonLuck::tell(Now& now, std::uint32_t county) const {
  auto const m = static_cast<std::size_t>(now.month - first);
  now.macro = macro[m];
  now.herd_price = herd_price[m];
  now.illness_season = illness_season[m];
  now.labour_market = labour_market[cell(now.month, county)];
  now.farm_price = farm_price[cell(now.month, county)];
}

std::span<DisasterEvent const> CommonLuck::disasters(Month month, std::uint32_t county) const {
  std::size_t const here = cell(month, county);
  return {events.data() + events_begin[here], events_begin[here + 1] - events_begin[here]};
}

namespace {

struct Placed {
  std::uint32_t county;
  DisasterEvent event;
};

using CountyRows = std::vector<std::uint32_t>;  // ascending

// The making of one replicate's paths.
struct Maker {
  Scenario const& scenario;
  std::vector<CountyFacts> const& counties;
  SpatialFactor const& factor;
  Draws const& draws;
  std::span<float const> macro_tilt;
  CountyRows everyone, wanted;
  CommonLuck luck;
  std::vector<Placed> placed;
  std::vector<float> white, field;

  std::size_t n() const { return counties.size(); }
  bool wants(std::uint32_t county) const { return std::binary_search(wanted.begin(), wanted.end(), county); }
  float& cell(std::vector<float>& path, int t, std::uint32_t county) const {
    return path[static_cast<std::size_t>(t) * n() + county];
  }

  float innovation(int t) const {
    float const e = macro_innovation(draws, luck.first + t);
    return macro_tilt.empty() ? e : e + macro_tilt[static_cast<std::size_t>(t)];
  }

  // Correlated standard normals of these counties, into `field`.
  void draw_field(CountyRows const& of, Stream stream, Month month, std::uint32_t index = 0) {
    for (std::uint32_t k = 0; !of.empty() && k <= of.back(); ++k)
      white[k] = draws.normal(stream, month, county_agent(k), index);
    for (std::uint32_t const c : of) field[c] = factor.correlate(white.data(), c);
  }

  void labour_markets() {
    auto const& plan = scenario.plan<Macro>();
    std::vector<float> x(n(), 0.0f);
    luck.labour_market.assign(static_cast<std::size_t>(luck.months) * n(), 0.0f);
    float m = 0;
    for (int t = 0; t < luck.months; ++t) {
      Month const month = luck.first + t;
      float const e = innovation(t);
      draw_field(wanted, stream("county_factor"), month);
      auto const& province = plan.at(month, CountyClass::other);
      m = t == 0 ? Macro::first(province, e) : Macro::next(province, m, e);
      luck.macro.push_back(plan.on ? m + province.shift : 0.0f);
      for (std::uint32_t const c : wanted) {
        auto const& p = plan.at(month, counties[c].county_class());
        x[c] = t == 0 ? field[c] : Macro::next_county(p, x[c], field[c]);
        cell(luck.labour_market, t, c) = plan.on ? Macro::labour_market(p, m, x[c]) : 0.0f;
      }
    }
  }

  void farm_prices() {
    auto const& plan = scenario.plan<PriceFall>();
    std::vector<float> log_price(n(), 0.0f);
    luck.farm_price.assign(static_cast<std::size_t>(luck.months) * n(), 0.0f);
    for (int t = 0; t < luck.months; ++t) {
      Month const month = luck.first + t;
      float const link = plan.at(month, CountyClass::other).macro_link;
      float const common = link * innovation(t) +
                           std::sqrt(1.0f - link * link) * draws.normal(stream("farm_price"), month, province_agent());
      draw_field(wanted, stream("farm_price_county"), month);
      for (std::uint32_t const c : wanted) {
        auto p = plan.at(month, counties[c].county_class());
        if (t == 0) {  // from the stationary distribution
          auto start = p;
          start.innovation_sd = PriceFall::stationary_sd(p);
          log_price[c] = PriceFall::next(start, 0.0f, common, field[c]);
        } else {
          log_price[c] = PriceFall::next(p, log_price[c], common, field[c]);
        }
        cell(luck.farm_price, t, c) = plan.on ? PriceFall::price(p, log_price[c]) : p.trend;
      }
    }
  }

  void herd_prices() {
    auto const& plan = scenario.plan<PriceFall>();
    PriceFall::Cycle cycle;
    for (int t = 0; t < luck.months; ++t) {
      Month const month = luck.first + t;
      auto const& p = plan.at(month, CountyClass::other);
      Words const words = draws.words(stream("herd_price"), month, province_agent());
      float const e = numeric::normal_quantile(uniform(words[0])), f = numeric::normal_quantile(uniform(words[1]));
      double const angle = 6.283185307179586 / static_cast<double>(p.herd_period_months);
      double const half = sine(0.5 * angle);
      cycle = t == 0 ? PriceFall::Cycle{p.herd_sd * e, p.herd_sd * f}
                     : PriceFall::next_herd(p, cycle, static_cast<float>(1.0 - 2.0 * half * half),
                                            static_cast<float>(sine(angle)), e, f);
      luck.herd_price.push_back(plan.on ? PriceFall::herd_price(p, cycle) : p.trend);
    }
  }

  void illness_seasons() {
    auto const& plan = scenario.plan<Illness>();
    for (int t = 0; t < luck.months; ++t) {
      Month const month = luck.first + t;
      luck.illness_season.push_back(Illness::season(plan.at(month, CountyClass::other), month.month_of_year()));
    }
  }

  // Where an event is felt beyond its county, those of all counties matter to each.
  template <class H>
  CountyRows const& struck(Month month) const {
    for (int c = 0; c < county_classes; ++c)
      if (scenario.plan<H>().at(month, static_cast<CountyClass>(c)).spread_km > 0.0f) return everyone;
    return wanted;
  }

  template <class H>
  void draw_disasters() {
    auto const& plan = scenario.plan<H>();
    if (!plan.on) return;
    constexpr auto hazard = static_cast<std::uint32_t>(H::hazard);
    for (int t = 0; t < luck.months; ++t) {
      Month const month = luck.first + t;
      CountyRows const& those = struck<H>(month);
      bool const yearly = plan.at(month, CountyClass::other).field_yearly > 0.5f;
      if (plan.at(month, CountyClass::other).field_sd > 0.0f)
        draw_field(those, stream("disaster_field"), yearly ? Month::of(month.year(), 1) : month, hazard);
      else
        std::fill(field.begin(), field.end(), 0.0f);
      for (std::uint32_t const c : those) {
        auto const& p = plan.at(month, counties[c].county_class());
        float const mean = Disaster::intensity(p, counties[c].hazard_zone, month.month_of_year(), field[c]);
        int const count =
            mean > 0.0f
                ? Disaster::events(mean, draws.uniform(stream("disaster_events"), month, county_agent(c), hazard))
                : 0;
        for (int k = 0; k < count; ++k) place(p, H::hazard, month, c, static_cast<std::uint32_t>(k));
      }
    }
  }

  // The k-th event of this hazard, month and county, and what of it reaches other counties.
  void place(Disaster::Params const& p, Hazard hazard, Month month, std::uint32_t county, std::uint32_t k) {
    float const u =
        draws.uniform(stream("disaster_size"), month, county_agent(county), static_cast<std::uint32_t>(hazard), k);
    DisasterEvent event;
    event.month = month;
    event.hazard = hazard;
    event.village_hit_share = p.village_hit_low_share + (p.village_hit_high_share - p.village_hit_low_share) * u;
    event.household_hit_share = p.household_hit_share;
    event.loss_yuan_mean = p.loss_yuan;
    event.crop_loss_share = p.crop_loss_share;
    event.herd_loss_share = p.herd_loss_share;
    event.house_damage_share = p.house_damage_share;
    event.house_collapse_share = p.house_collapse_share;
    event.injury_share = p.injury_share;
    event.road_months = static_cast<int>(p.road_months + 0.5f);
    // Serial numbers hang on the event alone, so that another event more or less moves nobody's luck.
    event.serial = static_cast<std::uint32_t>(hazard) * 64 + k;
    if (wants(county)) placed.push_back({county, event});
    if (p.spread_km <= 0.0f) return;
    for (std::uint32_t const c : wanted) {
      double const km = distance_km(counties[county], counties[c]);
      auto const reach = static_cast<float>(numeric::exp(-km / static_cast<double>(p.spread_km)));
      if (c == county || reach < 0.02f) continue;
      DisasterEvent felt = event;
      for (float* share :
           {&felt.village_hit_share, &felt.house_damage_share, &felt.house_collapse_share, &felt.injury_share})
        *share *= reach;
      felt.serial = 4096 + county * 64 + k;
      placed.push_back({c, felt});
    }
  }

  void replay() {
    std::vector<Placed> dated;
    Month from{}, to{};
    bool replays = false;
    for (auto const& [adcode, event] : scenario.events) {
      if (!scenario.replay_events && !event.further) continue;
      if (!event.further) {
        from = replays ? std::min(from, event.month) : event.month;
        to = replays ? std::max(to, event.month) : event.month;
        replays = true;
      }
      auto const here =
          std::find_if(counties.begin(), counties.end(), [a = adcode](CountyFacts const& f) { return f.adcode == a; });
      if (here == counties.end()) continue;
      auto const county = static_cast<std::uint32_t>(here - counties.begin());
      if (!wants(county)) continue;
      auto const before =
          std::count_if(dated.begin(), dated.end(), [&, month = event.month, hazard = event.hazard](Placed const& d) {
            return d.county == county && d.event.month == month && d.event.hazard == hazard;
          });
      dated.push_back({county, event});
      dated.back().event.serial =
          1024 + 64 * static_cast<std::uint32_t>(event.hazard) + static_cast<std::uint32_t>(before);
    }
    std::erase_if(placed, [&](Placed const& drawn) {
      if (!replays || drawn.event.month < from || drawn.event.month > to) return false;
      if (drawn.event.hazard == Hazard::earthquake || drawn.event.hazard == Hazard::drought) return true;
      return std::any_of(dated.begin(), dated.end(), [&](Placed const& d) {
        return !d.event.further && d.county == drawn.county && d.event.month == drawn.event.month &&
               d.event.hazard == drawn.event.hazard;
      });
    });
    for (Placed const& d : dated)
      if (d.event.month >= luck.first && d.event.month < luck.first + luck.months) placed.push_back(d);
  }

  void sort_events() {
    std::stable_sort(placed.begin(), placed.end(), [](Placed const& a, Placed const& b) {
      return a.event.month != b.event.month ? a.event.month < b.event.month
             : a.county != b.county         ? a.county < b.county
                                            : a.event.serial < b.event.serial;
    });
    luck.events_begin.assign(static_cast<std::size_t>(luck.months) * n() + 1, 0);
    for (Placed const& p : placed) {
      luck.events.push_back(p.event);
      ++luck.events_begin[static_cast<std::size_t>(p.event.month - luck.first) * n() + p.county + 1];
    }
    for (std::size_t i = 1; i < luck.events_begin.size(); ++i) luck.events_begin[i] += luck.events_begin[i - 1];
  }
};

}  // namespace

float macro_innovation(Draws const& draws, Month month) {
  return draws.normal(stream("macro"), month, province_agent());
}

CommonLuck make_common_luck(Scenario const& scenario, std::vector<CountyFacts> const& counties,
                            SpatialFactor const& factor, Draws const& draws, std::vector<bool> const& wanted,
                            std::span<float const> macro_tilt) {
  assert(factor.counties() == static_cast<int>(counties.size()));
  assert(macro_tilt.empty() || static_cast<int>(macro_tilt.size()) == scenario.spin_up_months + scenario.months);
  Maker make{scenario,
             counties,
             factor,
             draws,
             macro_tilt,
             {},
             {},
             {},
             {},
             std::vector<float>(counties.size()),
             std::vector<float>(counties.size())};
  for (std::uint32_t c = 0; c < counties.size(); ++c) {
    make.everyone.push_back(c);
    if (wanted.empty() || wanted[c]) make.wanted.push_back(c);
  }
  make.luck.first = scenario.start - scenario.spin_up_months;
  make.luck.months = scenario.spin_up_months + scenario.months;
  make.luck.counties = static_cast<int>(counties.size());
  make.labour_markets();
  make.farm_prices();
  make.herd_prices();
  make.illness_seasons();
  make.draw_disasters<Flood>();
  make.draw_disasters<Drought>();
  make.draw_disasters<Hail>();
  make.draw_disasters<Earthquake>();
  make.draw_disasters<Landslide>();
  make.draw_disasters<AnimalDisease>();
  make.replay();
  make.sort_events();
  return std::move(make.luck);
}

}  // namespace holdfast
