// The counties of a report: what is mapped, and how sure it is that a county is among the worst.
#include <algorithm>
#include <cmath>

#include "output/export/ranks.hpp"
#include "output/report_parts.hpp"

namespace holdfast::report {

namespace {

Keep last_year(Sums const& s) { return {Dim::year, {s.run().labels().years - 1}}; }

struct Mapped {
  char const *key, *title, *title_zh, *unit;
  Series (*series)(Sums const&, Keep const& county);  // of every one a higher value is worse
};

Mapped const mapped[]{
    {"latent_relapse", "latent relapse of the lifted-out", "脱贫人口潜在返贫率", "per 100 person-years",
     [](Sums const& s, Keep const& here) -> Series {
       return {s.of("poverty/latent_onsets", {here, lifted_out(s), poverty_line(s)}),
               s.of("poverty/at_risk_person_months", {here, lifted_out(s)}), 1200};
     }},
    {"newly_relapsed", "lifted-out persons newly relapsed", "新发生潜在返贫的脱贫人口", "persons",
     [](Sums const& s, Keep const& here) -> Series {
       return {s.of("poverty/latent_onsets", {here, lifted_out(s), poverty_line(s)})};
     }},
    {"headcount_ratio", "persons below the poverty line at the end", "期末低于贫困标准的人口比例", "percent",
     [](Sums const& s, Keep const& here) -> Series {
       return {s.of("poverty/below_line", {here, last_year(s), poverty_line(s)}),
               s.of("population/members", {here, last_year(s)}), 100};
     }},
    {"at_risk_register", "persons on the register at the end", "期末在册监测对象", "persons",
     [](Sums const& s, Keep const& here) -> Series {
       return {s.of("register/listed_persons", {here, last_year(s)})};
     }},
};

int lifted_out_class(RunReader const& run) {
  std::vector<std::string> const classes = run.labels().text(Dim::household_class);
  return static_cast<int>(std::find(classes.begin(), classes.end(), "lifted_out") - classes.begin());
}

// Households too few to say anything of a county.
bool too_few(SmallCells const& drawn, RunReader const& run, int county) {
  return !(drawn.drawn(county, lifted_out_class(run)) >= fewest_drawn_households);
}

// By county: the chance of being among the worst tenth of those that have a value.
Json worst_of(std::vector<Series> const& counties) {
  std::vector<std::vector<double>> values;
  int taking_part = 0;
  for (Series const& county : counties) {
    values.push_back(county.replicate_values());
    taking_part += !values.back().empty() && !std::isnan(values.back().front());
  }
  Json out = Json::array();
  for (double const chance : chance_among_worst(values, std::max(1, taking_part / 10))) out.push_back(chance);
  return out;
}

}  // namespace

Json counties(Runs const& runs) {
  RunReader const& run = runs.front().run();
  SmallCells const drawn(run, true);
  std::vector<bool> const simulated = simulated_counties(run);
  Json out = Json::array();
  for (std::size_t k = 0; k < simulated.size(); ++k) {
    CountyLabel const& county = run.labels().counties[k];
    out.push_back(
        {{"adcode", county.adcode},
         {"name", json_of(Label{county.name_en, county.name_zh})},
         {"prefecture", json_of(Label{county.prefecture_en, county.prefecture_zh})},
         {"county_class", county_class_names[static_cast<std::size_t>(county.county_class)]},
         {"drawn_households",
          simulated[k] ? Json(std::floor(drawn.drawn(static_cast<int>(k), lifted_out_class(run)))) : Json()}});
  }
  return out;
}

Json county_figures(Runs const& runs) {
  RunReader const& base = runs.front().run();
  std::vector<bool> const simulated = simulated_counties(base);
  SmallCells const drawn(base, true);
  Json out = Json::array();
  for (Mapped const& figure : mapped) {
    SeriesByRun series;
    for (Sums const& run : runs) {
      series.emplace_back();
      for (int k = 0; k < static_cast<int>(simulated.size()); ++k)
        series.back().push_back(simulated[static_cast<std::size_t>(k)] && !too_few(drawn, base, k)
                                    ? figure.series(run, Keep{Dim::county, {k}})
                                    : Series{});
    }
    Json entry{{"key", figure.key}, {"title", json_of(Label{figure.title, figure.title_zh})}, {"unit", figure.unit}};
    put_series(entry, series);
    Json worst = Json::array();
    for (std::vector<Series> const& run : series) worst.push_back(worst_of(run));
    entry["worst"] = std::move(worst);
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace holdfast::report
