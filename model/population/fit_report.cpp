#include "model/population/fit_report.hpp"

#include <algorithm>
#include <cstdio>

namespace holdfast {
namespace {

using namespace population;

constexpr double worst_cell_limit_percent = 1.0, worst_cell_limit_households = 5.0, srmse_limit = 0.05;

struct Table {
  std::size_t first, n;
};
constexpr std::array<std::string_view, 18> cell_names{
    "one_person",     "two_plus_persons", "generations_1",  "generations_2",      "generations_3", "generations_4plus",
    "with_65_plus_0", "with_65_plus_1",   "with_65_plus_2", "with_65_plus_3plus", "age_0_5",       "age_6_15",
    "age_16_18",      "age_19_44",        "age_45_59",      "age_60_64",          "age_65_74",     "age_75plus"};
constexpr std::array<Table, 4> tables{{{0, 2}, {2, 4}, {6, 4}, {10, 8}}};
using AllCells = std::array<double, 18>;

// Fitted margins with their complements.
AllCells with_complements(MarginValues const& m) {
  AllCells out{m[0], 1 - m[0], 1 - m[1] - m[2] - m[3], m[1], m[2], m[3], 1 - m[4] - m[5] - m[6], m[4], m[5], m[6]};
  std::copy(m.begin() + first_age_margin, m.end(), out.begin() + 10);
  return out;
}

// Mean margins over households at weight; `drawn_only`: those of the groups drawn.
AllCells achieved(Frame const& frame, std::array<double, household_classes> const& weight, double share) {
  MarginValues sum{};
  double households = 0;
  Index const drawn = groups_drawn(frame.places, share);
  for (Index g = 0; g < drawn; ++g) {
    Group const& group =
        frame.places.groups[static_cast<std::size_t>(frame.places.drawing_order[static_cast<std::size_t>(g)])];
    for (std::size_t c = 0; c < household_classes; ++c)
      for (Index j = 0; j < group.n[c]; ++j) {
        MarginValues const m = margins_of(cell_of(frame.cells.at(c, frame.order[c].at(group.first[c] + j))).archetype);
        for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += weight[c] * m[k];
        households += weight[c];
      }
  }
  for (double& value : sum) value /= std::max(households, 1.0);
  return with_complements(sum);
}

// Sums over the columns of a made county, at weight.
struct Sums {
  double households = 0, members = 0, residents = 0, schooling = 0, unschooled = 0, minority = 0;
  double farm = 0, local = 0, unable = 0, adults_at_home = 0, chronic_households = 0, disabled = 0, dibao_persons = 0;
};
void add_class(Sums& s, County& county, HouseholdClass household_class) {
  double const w = county.weight[static_cast<std::size_t>(household_class)];
  Block const b = county.households.whole(household_class);
  for (Index i = 0; i < b.n; ++i) {
    int migrants = 0;
    for (int k = 0; k < labour_slots; ++k) {
      auto const state = static_cast<Slot>(b.slot(k)[i]);
      migrants += state == Slot::migrant;
      s.farm += w * (state == Slot::farm);
      s.local += w * (state == Slot::local);
      s.unable += w * (state == Slot::unable);
    }
    s.households += w;
    s.members += w * b.members[i];
    s.residents += w * b.residents(i);
    s.schooling += w * b.schooling_years[i];
    s.unschooled += w * (b.schooling_years[i] == 0);
    s.minority += w * b.minority[i];
    s.adults_at_home += w * (b.members[i] - b.persons_0_5[i] - b.persons_6_15[i] - migrants);
    s.chronic_households += w * (b.chronic[i] > 0);
    s.disabled += w * b.disabled[i];
    s.dibao_persons += w * (b.dibao[i] ? b.members[i] : b.tekun[i]);
  }
}

void add_unfitted(FitReport& report, Frame const& frame, County& county) {
  Sums s, poor;
  for (int c = 0; c < household_classes; ++c) add_class(s, county, static_cast<HouseholdClass>(c));
  add_class(poor, county, HouseholdClass::lifted_out);
  Margins const& m = frame.facts->margins;
  auto const& p = frame.params;
  double schooling = 0;
  for (std::size_t k = 0; k < 4; ++k) schooling += m.schooling_share[k] * schooling_level_years[k];
  auto const add = [&](std::string_view name, double target, double value) {
    report.margins.push_back({name, false, target, report.households_share >= 1 ? value : unknown_margin, value});
  };
  auto const per = [](double a, double b) { return a / std::max(b, 1.0); };
  double const away = p[ordinary].away_per_household +
                      p[ordinary].away_age_slope * (m.age_share[age_19_44] - p[ordinary].young_adult_reference_share);
  add("mean_size", m.mean_size, per(s.residents, s.households));
  add("registered_members", m.mean_size + away, per(s.members, s.households));
  double const old = report.margins[16].at_share + report.margins[17].at_share;
  add("census_65_plus_share", m.age_share[age_65_74] + m.age_share[age_75_plus], old / std::max(m.mean_size, 0.1));
  add("schooling_years_head", schooling, per(s.schooling, s.households));
  add("schooling_none_head", m.schooling_share[0], per(s.unschooled, s.households));
  add("minority_share", m.minority_share, per(s.minority, s.households));
  add("agriculture_share", m.agriculture_share, per(s.farm, s.farm + s.local));
  add("employed_share", m.employed_share, per(s.farm + s.local, s.adults_at_home));
  add("unable_share", m.unable_share, per(s.unable, s.adults_at_home));
  add("rural_income_2020_yuan", frame.facts->rural_income_2020_yuan, frame.levels.survey_yuan);
  add("lifted_dibao_tekun_share", p[lifted_out].dibao_share + p[lifted_out].tekun_share,
      per(poor.dibao_persons, poor.members));
  add("lifted_disabled_share", p[lifted_out].disabled_share, per(poor.disabled, poor.members));
}

void line(std::string& out, char const* format, auto... values) {
  std::array<char, 256> text{};
  std::snprintf(text.data(), text.size(), format, values...);
  out += text.data();
}

void margin_table(std::string& out, std::vector<FitReport> const& reports) {
  line(out, "\n%-26s %12s %12s %12s   %s\n", "margin (mean, weighted)", "target", "share 1", "drawn", "fitted");
  for (std::size_t k = 0; k < reports.front().margins.size(); ++k) {
    double weight = 0, target = 0, whole = 0, drawn = 0;
    bool known = true;
    for (FitReport const& r : reports) {
      auto const w = static_cast<double>(r.households);
      weight += w;
      target += w * r.margins[k].target;
      whole += w * r.margins[k].at_share_1;
      drawn += w * r.margins[k].at_share;
      known = known && r.margins[k].at_share_1 != unknown_margin;
    }
    MarginFit const& m = reports.front().margins[k];
    line(out, "%-26s %12.4f ", std::string(m.name).c_str(), target / weight);
    known ? line(out, "%12.4f", whole / weight) : line(out, "%12s", "-");
    line(out, " %12.4f   %s\n", drawn / weight, m.fitted ? "yes" : "no");
  }
}

}  // namespace

FitReport fit_report(CountyFacts const& facts, Plan<Synthesis> const& plan, double households_share,
                     std::uint32_t seed) {
  Frame const frame = make_frame(facts, plan, seed);
  County county;
  fill_county(frame, households_share, county);
  FitReport report;
  report.adcode = facts.adcode;
  report.name_en = facts.name_en;
  report.households_share = households_share;
  report.iterations = frame.cells.fit.iterations;
  report.groups = static_cast<std::int64_t>(frame.places.groups.size());
  report.groups_drawn = report.groups > 0 ? groups_drawn(frame.places, households_share) : 0;
  for (std::size_t c = 0; c < household_classes; ++c) {
    report.households += frame.cells.households[c];
    report.households_drawn += county.households.class_end[c] - county.households.class_begin[c];
  }
  report.lifted_out_persons_target = static_cast<std::int64_t>(facts.lifted_out_persons + 0.5);
  report.lifted_out_persons = frame.cells.members[lifted_out];
  Block const poor = county.households.whole(HouseholdClass::lifted_out);
  for (Index i = 0; i < poor.n; ++i) report.lifted_out_persons_at_share += county.weight[lifted_out] * poor.members[i];
  if (report.households == 0) return report;
  AllCells const target = with_complements(fit_targets(facts.margins));
  AllCells const whole = achieved(frame, {1, 1, 1}, 1.0), drawn = achieved(frame, county.weight, households_share);
  for (std::size_t k = 0; k < target.size(); ++k) {
    report.margins.push_back({cell_names[k], true, target[k], whole[k], drawn[k]});
    double const off = std::abs(whole[k] - target[k]) * static_cast<double>(report.households);
    if (off > report.worst_cell_households || report.worst_cell.empty())
      report.worst_cell_households = off, report.worst_cell = cell_names[k];
  }
  report.worst_cell_percent = 100.0 * report.worst_cell_households / static_cast<double>(report.households);
  for (auto const& [first, n] : tables) {
    double square = 0, sum = 0;
    for (std::size_t k = first; k < first + n; ++k)
      square += (whole[k] - target[k]) * (whole[k] - target[k]), sum += target[k];
    report.srmse = std::max(report.srmse, std::sqrt(square / static_cast<double>(n)) / (sum / static_cast<double>(n)));
  }
  add_unfitted(report, frame, county);
  return report;
}

std::vector<Problem> check(FitReport const& r) {
  std::vector<Problem> out;
  auto const problem = [&](std::string message) {
    out.push_back({"", 0, 0, "margins.csv/" + std::to_string(r.adcode), std::move(message)});
  };
  std::array<char, 320> text{};
  if (r.worst_cell_percent > worst_cell_limit_percent && r.worst_cell_households > worst_cell_limit_households) {
    std::snprintf(text.data(), text.size(),
                  "%s: margin %s is off by %.1f households (%.2f %%), allowed are 1 %% or 5 households; check that the "
                  "margins of this county agree with each other.",
                  r.name_en.c_str(), std::string(r.worst_cell).c_str(), r.worst_cell_households, r.worst_cell_percent);
    problem(text.data());
  }
  if (r.srmse > srmse_limit) {
    std::snprintf(text.data(), text.size(),
                  "%s: SRMSE of the fitted margins is %.3f, allowed is 0.05; check that the margins of this county "
                  "agree with each other.",
                  r.name_en.c_str(), r.srmse);
    problem(text.data());
  }
  if (r.lifted_out_persons != r.lifted_out_persons_target) {
    std::snprintf(text.data(), text.size(),
                  "%s: %lld lifted-out persons were made instead of %lld; lifted_out_persons of counties.csv must not "
                  "exceed the registered members of the county.",
                  r.name_en.c_str(), static_cast<long long>(r.lifted_out_persons),
                  static_cast<long long>(r.lifted_out_persons_target));
    problem(text.data());
  }
  return out;
}

std::string fit_text(std::vector<FitReport> const& all) {
  std::vector<FitReport> reports;
  for (FitReport const& r : all)
    if (r.households > 0) reports.push_back(r);
  std::string out;
  std::int64_t households = 0, drawn = 0, persons = 0, target = 0;
  double at_share = 0;
  std::size_t broken = 0;
  for (FitReport const& r : reports) {
    households += r.households;
    drawn += r.households_drawn;
    persons += r.lifted_out_persons;
    target += r.lifted_out_persons_target;
    at_share += r.lifted_out_persons_at_share;
    broken += !check(r).empty();
  }
  line(out, "counties with rural people %zu of %zu; beyond the limits %zu\n", reports.size(), all.size(), broken);
  if (reports.empty()) return out;
  line(out, "households %lld, drawn %lld (share %.4g)\n", static_cast<long long>(households),
       static_cast<long long>(drawn), reports.front().households_share);
  line(out, "lifted-out persons %lld of %lld at share 1; at weight %.0f\n", static_cast<long long>(persons),
       static_cast<long long>(target), at_share);
  margin_table(out, reports);
  std::stable_sort(reports.begin(), reports.end(),
                   [](FitReport const& a, FitReport const& b) { return a.worst_cell_percent > b.worst_cell_percent; });
  line(out, "\n%-34s %10s %8s %9s %7s   %s\n", "worst counties (share 1)", "households", "off by", "percent", "SRMSE",
       "cell");
  for (std::size_t k = 0; k < std::min<std::size_t>(10, reports.size()); ++k) {
    FitReport const& r = reports[k];
    std::string const name = std::to_string(r.adcode) + " " + r.name_en;
    line(out, "%-34.34s %10lld %8.1f %9.3f %7.4f   %s\n", name.c_str(), static_cast<long long>(r.households),
         r.worst_cell_households, r.worst_cell_percent, r.srmse, std::string(r.worst_cell).c_str());
  }
  return out;
}

}  // namespace holdfast
