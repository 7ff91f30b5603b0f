#include "output/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

#include "model/core/errors.hpp"
#include "output/distribution.hpp"
#include "output/sums.hpp"

namespace holdfast {
namespace {

constexpr std::string_view header =
    "number,name,moment,concept,place,period,year,month,value,low,high,unit,tolerance,ids,grade,read_as,if_missed";
constexpr std::size_t columns = 17;

std::vector<std::string> fields_of(std::string line) {
  if (!line.empty() && line.back() == '\r') line.pop_back();
  std::vector<std::string> out{""};
  for (char const c : line) {
    if (c == ',')
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}

// An empty field is `otherwise`; anything else must be a number to its end.
bool read_number(std::string const& text, double otherwise, double& out) {
  out = otherwise;
  if (text.empty()) return true;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(out);
}

// ---- one number from the monthly totals of a run ----

// The months that a target is about.
struct Span {
  Keep all;         // the year, or the one month, or every full year of the run
  Keep last;        // the month at which a stock is read
  Keep opening;     // January-March of the same years
  Keep first_half;  // January-June
  Keep before;      // the December before, or the first month of the run
};

// What a formula works with: sums over the span.
class Reading {
 public:
  Reading(Sums const& sums, Span const& span) : sums_(sums), span_(span) {}

  std::vector<double> flow(char const* name, Where where = {}) const { return over(name, where, span_.all); }
  std::vector<double> stock(char const* name, Where where = {}) const { return over(name, where, span_.last); }
  std::vector<double> opening(char const* name) const { return over(name, {}, span_.opening); }
  std::vector<double> before(char const* name) const { return over(name, {}, span_.before); }
  std::vector<double> first_half(char const* name) const { return over(name, {}, span_.first_half); }

  Keep lifted() const { return sums_.only(Dim::household_class, {"lifted_out"}); }
  Keep others() const { return sums_.only(Dim::household_class, {"marginal", "ordinary"}); }
  Keep component(std::string_view name) const { return sums_.only(Dim::component, {name}); }
  Keep poverty_line() const { return sums_.only(Dim::line, {"poverty_line"}); }
  Keep forty_percent() const { return sums_.only(Dim::threshold, {"40"}); }
  Keep unstable() const { return sums_.only(Dim::category, {"unstable"}); }
  Keep at(Dim dim, std::initializer_list<std::string_view> names) const { return sums_.only(dim, names); }
  Distribution distribution() const { return Distribution(sums_, {span_.all}); }
  // Of the yearly tables by county: the lifted-out counties, key ones included.
  std::vector<double> lifted_counties(char const* name, Where where = {}) const {
    Labels const& labels = sums_.run().labels();
    Keep counties{Dim::county, {}}, years{Dim::year, {}};
    for (std::size_t k = 0; k < labels.counties.size(); ++k)
      if (labels.counties[k].county_class != CountyClass::other) counties.at.push_back(static_cast<int>(k));
    for (int const m : span_.all.at)
      if (int const year = (labels.first_month + m).year() - labels.first_year;
          years.at.empty() || years.at.back() != year)
        years.at.push_back(year);
    where.push_back(counties);
    where.push_back(years);
    return sums_.of(name, where);
  }

 private:
  std::vector<double> over(char const* name, Where where, Keep const& when) const {
    where.push_back(when);
    return sums_.of(name, where);
  }
  Sums const& sums_;
  Span const& span_;
};

std::vector<double> difference(std::vector<double> a, std::vector<double> const& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

constexpr char const *survey = "income_monthly/income_survey", *registered = "income_monthly/income_register";
constexpr char const *residents = "income_monthly/resident_months", *members = "income_monthly/member_months";

// A named computation: how rows whose name begins like this are read from the totals of a run.
struct Formula {
  std::string_view name;
  Series (*series)(Reading const&);
  std::string_view note = "";
};

template <int component>
Series survey_share(Reading const& r) {
  static constexpr std::array<std::string_view, 4> names{"wage", "operating", "property", "transfer"};
  return {r.flow(survey, {r.component(names[component])}), r.flow(survey)};
}

template <int component>
Series poor_county_share(Reading const& r) {
  static constexpr std::array<std::string_view, 4> names{"wage", "operating", "property", "transfer"};
  return {r.lifted_counties("income/income_survey", {r.component(names[component])}),
          r.lifted_counties("income/income_survey")};
}

template <int from>
Series age_share(Reading const& r) {
  Keep const which = from == 60  ? r.at(Dim::age_band, {"60_plus"})
                     : from == 0 ? r.at(Dim::age_band, {"0_5", "6_15"})
                                 : r.at(Dim::age_band, {"16_18", "19_59"});
  return {r.stock("population_monthly/residents_by_age", {which}), r.stock("population_monthly/residents_by_age")};
}

template <int size>
Series size_share(Reading const& r) {
  return {r.stock("population_monthly/households_by_size", {{Dim::size_band, {size - 1}}}),
          r.stock("population_monthly/households_by_size")};
}

Series removed_share(Reading const& r) {
  auto const ever = r.stock("register_monthly/ever_listed");
  return {difference(ever, r.stock("register_monthly/listed")), ever};
}

Series admissions(Reading const& r) {
  // Residents, not members: model.md 7a.1. Who is away over half a year is admitted where he lives.
  return {r.flow("health_monthly/admissions"), r.flow("income_monthly/resident_months"), 12};
}

Series lifted_wage_share(Reading const& r) {
  return {r.flow(registered, {r.lifted(), r.component("wage")}), r.flow(registered, {r.lifted()})};
}

Series lifted_income(Reading const& r) { return {r.flow(registered, {r.lifted()}), r.flow(members, {r.lifted()}), 12}; }

Formula const formulas[]{
    {"income_survey_",
     [](Reading const& r) -> Series {
       return {r.flow(survey), r.flow(residents), 12};
     }},
    {"wage_share_survey_2", survey_share<0>},
    {"operating_share_survey_2", survey_share<1>},
    {"property_share_survey_2", survey_share<2>},
    {"transfer_share_survey_2", survey_share<3>},
    {"wage_share_survey_poor_counties_", poor_county_share<0>},
    {"operating_share_survey_poor_counties_", poor_county_share<1>},
    {"property_share_survey_poor_counties_", poor_county_share<2>},
    {"transfer_share_survey_poor_counties_", poor_county_share<3>},
    {"median_to_mean_survey_", [](Reading const& r) -> Series { return r.distribution().median_to_mean(); }},
    {"quintile_ratio_survey_", [](Reading const& r) -> Series { return r.distribution().quintile_ratio(); }},
    {"age_60plus_share_residents", age_share<60>},
    {"age_0_15_share_residents", age_share<0>},
    {"age_16_59_share_residents", age_share<16>},
    {"size_1_share", size_share<1>},
    {"size_2_share", size_share<2>},
    {"size_3_share", size_share<3>},
    {"size_4_share", size_share<4>},
    {"size_5_share", size_share<5>},
    {"size_6plus_share", size_share<6>},
    {"elderly_only_share",
     [](Reading const& r) -> Series {
       return {r.stock("population_monthly/elderly_only"), r.stock("population_monthly/households")};
     }},
    {"wage_share_lifted_", lifted_wage_share},
    {"wage_share_register_lifted_", lifted_wage_share},
    {"first_quarter_share",
     [](Reading const& r) -> Series {
       return {r.opening(survey), r.flow(survey)};
     }},
    {"first_half_share_",
     [](Reading const& r) -> Series {
       return {r.first_half(survey), r.flow(survey)};
     }},
    {"admissions_per_person_", admissions},
    {"mean_bill_",
     [](Reading const& r) -> Series {
       return {r.flow("health_monthly/bills"), r.flow("health_monthly/admissions")};
     }},
    {"catastrophic_40_",
     [](Reading const& r) -> Series {
       return {r.stock("health_monthly/catastrophic", {r.others(), r.forty_percent()}),
               r.stock("population_monthly/households", {r.others()})};
     }},
    {"disaster_hit_share_",
     [](Reading const& r) -> Series {
       return {r.flow("shocks_monthly/disaster_hit_persons"), r.flow(residents), 12};
     }},
    {"disaster_loss_per_person",
     [](Reading const& r) -> Series {
       return {r.flow("shocks_monthly/disaster_loss"), r.flow("shocks_monthly/disaster_hit_persons")};
     }},
    {"unstable_share_of_lifted_",
     [](Reading const& r) -> Series {
       return {r.stock("register_monthly/listed_persons", {r.unstable()}),
               r.stock("population_monthly/members", {r.lifted()})};
     }},
    {"register_inflow_",
     [](Reading const& r) -> Series {
       return {r.flow("register_monthly/newly_listed_persons"), r.before("register_monthly/listed_persons")};
     }},
    {"unstable_ill_",
     [](Reading const& r) -> Series {
       return {r.stock("register_monthly/ever_listed_by_cause", {r.lifted(), r.at(Dim::cause, {"illness"})})};
     }},
    {"unstable_disabled_",
     [](Reading const& r) -> Series {
       return {r.stock("register_monthly/ever_listed_by_cause", {r.lifted(), r.at(Dim::cause, {"disability"})})};
     }},
    {"removed_share_", removed_share, "households in place of persons: a run counts no persons ever listed"},
    {"ever_listed_", [](Reading const& r) -> Series { return {r.stock("register_monthly/ever_listed")}; }},
    {"income_register_lifted_", lifted_income},
    {"workers_lifted_",
     [](Reading const& r) -> Series { return {r.stock("population_monthly/workers", {r.lifted()})}; }},
    {"wage_income_lifted_",
     [](Reading const& r) -> Series {
       return {r.flow(registered, {r.lifted(), r.component("wage")}), r.flow(members, {r.lifted()}), 12};
     }},
    {"mean_household_members",
     [](Reading const& r) -> Series {
       return {r.stock("population_monthly/members"), r.stock("population_monthly/households")};
     }},
    {"without_labour_share_lifted",
     [](Reading const& r) -> Series {
       return {r.stock("population_monthly/without_labour", {r.lifted()}),
               r.stock("population_monthly/households", {r.lifted()})};
     }},
    {"recorded_to_latent",
     [](Reading const& r) -> Series {
       return {r.flow("poverty_monthly/recorded_relapse", {r.lifted()}),
               r.flow("poverty_monthly/latent_onsets", {r.lifted(), r.poverty_line()})};
     }},
};

// ---- the months of a target ----

Keep months_of_years(Sums const& sums, std::vector<int> const& years, int first, int end) {
  Keep out{Dim::month, {}};
  for (int const year : years)
    for (int m = first; m < end; ++m) out.at.push_back(sums.month_index(Month::of(year, 1)) + m);
  return out;
}

// False, with the reason in `note`, when the run does not report these months.
bool find_span(Sums const& sums, Target const& target, Span& span, std::string& note) {
  Labels const& labels = sums.run().labels();
  if (target.month > 0) {
    Month month = Month::of(target.year, target.month);
    if (month + 1 == labels.first_month) {  // the state at the start: the first month's end is nearest to it
      month = labels.first_month;
      note = "read at the end of " + month.text();
    }
    span.all = span.last = Sums::month_range(sums.month_index(month), sums.month_index(month) + 1);
    if (!sums.has_month(month)) note = fmt::format("the run does not report {}", month.text());
    return sums.has_month(month);
  }
  std::vector<int> years;
  int const last_year = (labels.first_month + (labels.months - 1)).year();
  for (int y = labels.first_month.year(); y <= last_year; ++y)
    if (sums.has_year(y) && (target.year == 0 || target.year == y)) years.push_back(y);
  if (years.empty()) {
    note = target.year == 0 ? "the run has no full year"
                            : fmt::format("the run does not report the whole of {}", target.year);
    return false;
  }
  span.all = months_of_years(sums, years, 0, 12);
  span.last = months_of_years(sums, {years.back()}, 11, 12);
  span.opening = months_of_years(sums, years, 0, 3);
  span.first_half = months_of_years(sums, years, 0, 6);
  int const eve = sums.month_index(Month::of(years.front(), 1)) - 1;
  span.before = Sums::month_range(std::max(eve, 0), std::max(eve, 0) + 1);
  if (target.year == 0) note = fmt::format("over {} full years", years.size());
  return true;
}

// Counts of the province mean nothing beside a run of a few counties; shares and means are at least of the same kind.
bool of_a_part(RunReader const& run, std::string& note) {
  std::vector<bool> const simulated = simulated_counties(run);
  auto const n = static_cast<std::size_t>(std::count(simulated.begin(), simulated.end(), true));
  note = fmt::format("the run holds {} of {} counties", n, simulated.size());
  return n * 10 <= simulated.size() * 9;  // the few without rural households are never simulated
}

Judged judge_one(Sums const& sums, Target const& target) {
  Judged out{target, {missing, missing, missing, missing, 0}, Standing::unanswered, ""};
  Span span;
  if (!find_span(sums, target, span, out.note)) return out;
  auto const formula = std::find_if(std::begin(formulas), std::end(formulas),
                                    [&](Formula const& f) { return target.name.starts_with(f.name); });
  if (formula == std::end(formulas)) {
    out.note = "not among the totals of a run: " + target.read_as;
    return out;
  }
  if (!formula->note.empty()) out.note += (out.note.empty() ? "" : "; ") + std::string(formula->note);
  Series const series = formula->series(Reading(sums, span));
  std::string part;
  if (series.bottom.empty() && of_a_part(sums.run(), part)) {
    out.note = part;
    return out;
  }
  out.result = series.estimate();
  if (std::isnan(out.result.value)) {
    out.note = "the run file lacks a variable, or the denominator is zero";
    return out;
  }
  bool const inside = !(out.result.value < target.low) && !(out.result.value > target.high);
  bool const bounded = !std::isnan(target.low) || !std::isnan(target.high);
  out.standing = !bounded ? Standing::shown : inside ? Standing::inside : Standing::outside;
  return out;
}

Target plausible(std::string name, std::string moment, int year, int month, double value, double low, double high,
                 std::string unit, std::string tolerance, std::string ids, std::string grade) {
  return {0,
          std::move(name),
          std::move(moment),
          "",
          "Sichuan",
          "run",
          year,
          month,
          value,
          low,
          high,
          std::move(unit),
          std::move(tolerance),
          std::move(ids),
          std::move(grade),
          "",
          ""};
}

}  // namespace

std::vector<Target> read_targets(std::filesystem::path const& file) {
  std::ifstream in(file);
  if (!in) throw FileError(file.string() + " cannot be read: does it exist, and may you read it?");
  std::vector<Problem> problems;
  std::vector<Target> out;
  std::string line;
  if (!std::getline(in, line) || fmt::format("{}", fmt::join(fields_of(line), ",")) != header)
    throw InputError(
        Problem{file.filename().string(), 1, 0, "", "is not the header of a table of targets: " + std::string(header)});
  for (int number = 2; std::getline(in, line); ++number) {
    std::vector<std::string> const f = fields_of(line);
    if (line.empty() || line == "\r") continue;
    auto const complain = [&](std::string const& column, std::string const& what) {
      problems.push_back({file.filename().string(), number, 0, column, what});
    };
    if (f.size() != columns) {
      complain("", fmt::format("has {} fields, not {}.", f.size(), columns));
      continue;
    }
    double numbers[6];
    static constexpr std::array<std::pair<std::size_t, char const*>, 6> numeric{
        {{0, "number"}, {6, "year"}, {7, "month"}, {8, "value"}, {9, "low"}, {10, "high"}}};
    for (std::size_t k = 0; k < numeric.size(); ++k)
      if (!read_number(f[numeric[k].first], k < 3 ? 0 : missing, numbers[k]))
        complain(numeric[k].second, fmt::format("is \"{}\", not a number.", f[numeric[k].first]));
    if (numbers[2] < 0 || numbers[2] > 12) complain("month", "is not 1 to 12.");
    if (numbers[4] > numbers[5]) complain("low", "is above high.");
    out.push_back({static_cast<int>(numbers[0]), f[1], f[2], f[3], f[4], f[5], static_cast<int>(numbers[1]),
                   static_cast<int>(numbers[2]), numbers[3], numbers[4], numbers[5], f[11], f[12], f[13], f[14], f[15],
                   f[16]});
  }
  if (!problems.empty()) throw InputError(problems);
  return out;
}

std::vector<Target> plausibility_lines() {
  std::string const income = "yuan/person/year", tenth = "10 percent";
  return {
      plausible("income_survey_2021", "rural disposable income per resident", 2021, 0, 17575, 15817.5, 19332.5, income,
                tenth, "P111", "B"),
      plausible("income_survey_2022", "rural disposable income per resident", 2022, 0, 18672, 16804.8, 20539.2, income,
                tenth, "P113", "B"),
      plausible("income_register_lifted_2021", "net income per lifted-out member", 2021, 0, 11073, 9965.7, 12180.3,
                income, tenth, "O094", "B"),
      plausible("income_register_lifted_2022", "net income per lifted-out member", 2022, 0, 12632, 11368.8, 13895.2,
                income, tenth, "O095", "B"),
      plausible("wage_share_register_lifted_2021", "wage share of lifted-out income", 2021, 0, 0.70, 0.65, 0.75,
                "share", "5 points", "O099", "B"),
      plausible("wage_share_register_lifted_2022", "wage share of lifted-out income", 2022, 0, 0.70, 0.65, 0.75,
                "share", "5 points", "O100", "B"),
      plausible("admissions_per_person_2021", "hospital admissions per resident", 2021, 0, 0.152, 0.1216, 0.1824,
                "1/year", "20 percent", "S026", "B"),
      plausible("ever_listed_2021_08", "households ever listed", 2021, 8, 87000, 58000, 130500, "households",
                "factor 1.5", "O084", "B"),
      plausible("ever_listed_2023_09", "households ever listed", 2023, 9, 116000, 77333, 174000, "households",
                "factor 1.5", "O088", "B"),
      plausible("recorded_to_latent", "recorded over latent relapse, lifted-out, full years", 0, 0, missing, missing,
                0.2, "ratio", "at most a fifth", "assumption", "D"),
  };
}

std::vector<Judged> judge(RunReader const& run, std::vector<Target> const& targets) {
  Sums const sums(run);
  std::vector<Judged> out;
  for (Target const& target : targets) out.push_back(judge_one(sums, target));
  return out;
}

}  // namespace holdfast
