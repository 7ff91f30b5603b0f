#include "output/compare_measures.hpp"

#include <array>
#include <string_view>

namespace holdfast {
namespace {

Where operator+(Where where, Keep const& keep) {
  where.push_back(keep);
  return where;
}

}  // namespace

std::vector<Measure> relapse_measures(Sums const& sums) {
  std::vector<Measure> out;
  Where const lifted{sums.only(Dim::household_class, {"lifted_out"})};
  Where const others{sums.only(Dim::household_class, {"marginal", "ordinary"})};
  Keep const poverty = sums.only(Dim::line, {"poverty_line"}), monitoring = sums.only(Dim::line, {"monitoring_line"});
  std::string const onsets = "poverty_monthly/latent_onsets", at_risk = "poverty_monthly/at_risk_person_months";
  std::string const rates = "Relapse, per 100 person-years", unit = "per 100 person-years", persons = "Persons";
  auto const rate = [&](char const* key, char const* title, Where const& who, Keep const& line, int first) {
    Keep const when = Sums::month_range(first, sums.months());
    std::string const months =
        std::string_view(key) == "latent_relapse_monitoring_line" ? at_risk + "_monitoring_line" : at_risk;
    out.push_back({rates, key, title, unit, {sums.of(onsets, who + line + when), sums.of(months, who + when), 1200}});
  };
  rate("latent_relapse", "latent relapse of the lifted-out", lifted, poverty, 0);
  if (sums.months() > 24)
    rate("latent_relapse_last_two_years", "  in the last two years", lifted, poverty, sums.months() - 24);
  rate("latent_relapse_monitoring_line", "  at the monitoring line", lifted, monitoring, 0);
  out.push_back(
      {rates,
       "recorded_relapse",
       "recorded by the assessment",
       unit,
       {sums.of("poverty_monthly/recorded_relapse", lifted), sums.of("income_monthly/member_months", lifted), 1200}});
  rate("new_poverty", "new poverty among the others", others, poverty, 0);
  auto const count = [&](char const* key, char const* title, std::string const& variable, Where const& where) {
    out.push_back({persons, key, title, "persons", {sums.of(variable, where)}});
  };
  count("newly_relapsed", "lifted-out newly relapsed", onsets, lifted + poverty);
  count("in_spell", "lifted-out in a spell at the end", "poverty_monthly/in_spell", lifted + sums.last_month());
  count("recorded_relapse_persons", "lifted-out recorded as relapsed", "poverty_monthly/recorded_relapse", lifted);
  count("newly_poor_others", "others newly poor", onsets, others + poverty);
  count("at_risk_register", "on the register at the end", "register_monthly/listed_persons", {sums.last_month()});
  count("at_risk_monitoring_line", "below the monitoring line at end", "poverty_monthly/below_line",
        Where{sums.last_month()} + monitoring);
  return out;
}

std::vector<Measure> poverty_measures(Sums const& sums) {
  std::vector<Measure> out;
  std::string const heading = "Below the poverty line, in the last month";
  Where const line = Where{sums.last_month()} + sums.only(Dim::line, {"poverty_line"});
  for (std::string_view const name : {"", "lifted_out", "marginal", "ordinary"}) {
    Where const who = name.empty() ? Where{} : Where{sums.only(Dim::household_class, {name})};
    std::string const tail = name.empty() ? "" : "_" + std::string(name);
    std::string const indent = name.empty() ? "" : "  ";
    std::string const whom = name.empty() ? "all" : name == "lifted_out" ? "lifted-out" : std::string(name);
    Where both = line;
    both.insert(both.end(), who.begin(), who.end());
    auto const below = sums.of("poverty_monthly/below_line", both);
    out.push_back({heading,
                   "headcount_ratio" + tail,
                   indent + "headcount ratio, " + whom,
                   "percent",
                   {below, sums.of("population_monthly/members", who + sums.last_month()), 100}});
    out.push_back({heading, "below_poverty_line" + tail, indent + "persons, " + whom, "persons", {below}});
  }
  out.push_back({heading,
                 "poverty_gap",
                 "poverty gap, million yuan a year",
                 "million yuan a year",
                 {sums.of("poverty_monthly/gap", line), {}, 1e-6}});
  out.push_back({heading,
                 "poverty_gap_squared",
                 "FGT 2, per 1000",
                 "per 1000",
                 {sums.of("poverty_monthly/gap_squared", line),
                  sums.of("population_monthly/members", {sums.last_month()}), 1000}});
  return out;
}

std::vector<Measure> health_measures(Sums const& sums) {
  std::string const heading = "Health";
  Where const last{sums.last_month()};
  auto const residents = sums.of("income_monthly/resident_months");
  return {{heading,
           "catastrophic_40",
           "catastrophic 40 %, % of households",
           "percent",
           {sums.of("health_monthly/catastrophic", last + sums.only(Dim::threshold, {"40"})),
            sums.of("population_monthly/households", last), 100}},
          {heading,
           "out_of_pocket_per_person",
           "out-of-pocket, yuan/person/year",
           "yuan/person/year",
           {sums.of("health_monthly/out_of_pocket"), residents, 12}},
          {heading,
           "insured_share",
           "insured at the end, % of members",
           "percent",
           {sums.of("health_monthly/insured", last), sums.of("population_monthly/members", last), 100}}};
}

std::vector<Measure> money_measures(Sums const& sums) {
  std::vector<Measure> out;
  std::string const unit = "million yuan", ledger = "ledger/paid_by_payer";
  Labels const& labels = sums.run().labels();
  for (Label const& label : labels[Dim::instrument])
    out.push_back({"instrument",
                   label.text,
                   label.text + (label.zh.empty() ? "" : " " + label.zh),
                   unit,
                   {sums.of(ledger, {sums.only(Dim::instrument, {label.text})}), {}, 1e-6}});
  for (Label const& label : labels[Dim::payer])
    out.push_back({"payer",
                   label.text,
                   "by " + label.text + (label.zh.empty() ? "" : " " + label.zh),
                   unit,
                   {sums.of(ledger, {sums.only(Dim::payer, {label.text})}), {}, 1e-6}});
  out.push_back({"total", "total", "total", unit, {sums.of(ledger), {}, 1e-6}});
  return out;
}

namespace {

struct Group {
  std::string_view key, title;
};
constexpr std::array<Group, 3> household_groups{Group{"lifted_out", "lifted-out"}, Group{"marginal", "marginal"},
                                                Group{"ordinary", "ordinary"}};
// In the order of CountyClass.
constexpr std::array<Group, county_class_names.size()> county_groups{
    Group{"national_key", "national key counties"}, Group{"provincial_key", "provincial key counties"},
    Group{"lifted_out", "other lifted-out counties"}, Group{"other", "other counties"}};

// The rows of one class of counties. The yearly tables have counties: flows sum over the years, stocks are of the last.
void add_county_group(Sums const& sums, Group const& group, Keep const& counties, std::vector<Measure>& out) {
  int const last = sums.run().labels().years - 1;
  Keep const year{Dim::year, {last}}, lifted = sums.only(Dim::household_class, {"lifted_out"}),
                                      line = sums.only(Dim::line, {"poverty_line"});
  Where const here{counties}, at_end = here + year;
  std::string const tail = "_in_" + std::string(group.key) + "_counties", heading = "By class of county, ";
  auto const add = [&](char const* what, char const* key, char const* unit, Series series) {
    out.push_back({heading + what, key + tail, std::string(group.title), unit, std::move(series)});
  };
  add("latent relapse of the lifted-out per 100 person-years", "latent_relapse", "per 100 person-years",
      {sums.of("poverty/latent_onsets", here + lifted + line), sums.of("poverty/at_risk_person_months", here + lifted),
       1200});
  add("headcount ratio in the last month, %", "headcount_ratio", "percent",
      {sums.of("poverty/below_line", at_end + line), sums.of("population/members", at_end), 100});
  add("out-of-pocket health spending, yuan/person/year", "out_of_pocket_per_person", "yuan/person/year",
      {sums.of("health/out_of_pocket", here), sums.of("income/resident_months", here), 12});
  add("persons on the register at the end", "at_risk_register", "persons",
      {sums.of("register/listed_persons", at_end)});
}

}  // namespace

std::vector<Measure> group_measures(Sums const& sums) {
  std::vector<Measure> out;
  Keep const line = sums.only(Dim::line, {"poverty_line"});
  for (Group const& group : household_groups) {
    Where const who{sums.only(Dim::household_class, {group.key})};
    out.push_back({"By household class, latent relapse or new poverty per 100 person-years",
                   "latent_relapse_" + std::string(group.key),
                   std::string(group.title),
                   "per 100 person-years",
                   {sums.of("poverty_monthly/latent_onsets", who + line),
                    sums.of("poverty_monthly/at_risk_person_months", who), 1200}});
  }
  std::vector<bool> const simulated = simulated_counties(sums.run());
  std::vector<Measure> by_county;
  for (std::size_t c = 0; c < county_groups.size(); ++c) {
    Keep counties{Dim::county, {}};
    for (std::size_t k = 0; k < simulated.size(); ++k)
      if (simulated[k] && sums.run().labels().counties[k].county_class == static_cast<CountyClass>(c))
        counties.at.push_back(static_cast<int>(k));
    if (!counties.at.empty()) add_county_group(sums, county_groups[c], counties, by_county);
  }
  // Figure by figure, the classes of one figure together.
  std::size_t const figures = 4;
  for (std::size_t figure = 0; figure < figures; ++figure)
    for (std::size_t at = figure; at < by_county.size(); at += figures) out.push_back(by_county[at]);
  return out;
}

}  // namespace holdfast
