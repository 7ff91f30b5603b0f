#include "output/yearly.hpp"

#include <algorithm>
#include <cmath>

#include "output/distribution.hpp"

namespace holdfast {
namespace {

// Sums over the months of one year, or at its last month.
class Year {
 public:
  Year(Sums const& sums, int year) : sums_(sums), number_(year), all_(sums.year(year)), last_(all_) {
    if (!last_.at.empty()) last_.at = {last_.at.back()};
  }
  Summed flow(std::string const& name, Where where = {}) const { return where.push_back(all_), sums_.of(name, where); }
  Summed stock(std::string const& name, Where where = {}) const {
    return where.push_back(last_), sums_.of(name, where);
  }
  Summed paid(Where where = {}) const {
    where.push_back({Dim::year, {number_ - sums_.run().labels().first_year}});
    return sums_.of("ledger/paid_by_payer", where);
  }
  Distribution distribution() const { return Distribution(sums_, {all_}); }
  Summed in_year(std::string const& name, Where where = {}) const {
    where.push_back({Dim::year, {number_ - sums_.run().labels().first_year}});
    return sums_.of(name, where);
  }
  int number() const { return number_; }
  Keep only(Dim dim, std::string_view label) const { return sums_.only(dim, {label}); }
  Keep lifted() const { return only(Dim::household_class, "lifted_out"); }
  Keep others() const { return sums_.only(Dim::household_class, {"marginal", "ordinary"}); }
  Keep line(std::string_view label) const { return only(Dim::line, label); }

 private:
  Sums const& sums_;
  int number_;
  Keep all_, last_;
};

// Adds lines to a block, evaluating each in every year.
class Block {
 public:
  Block(Sums const& sums, std::string key, std::string title)
      : sums_(sums), block_{std::move(key), std::move(title), {}} {}

  template <class Formula>
  void line(std::string key, std::string title, std::string title_zh, std::string unit, Formula&& formula) {
    YearlyLine out{std::move(key), std::move(title), std::move(title_zh), std::move(unit), {}, {}};
    bool any = false;
    for (int const year : years_of(sums_.run())) {
      out.series.push_back(formula(Year(sums_, year)));
      out.by_year.push_back(out.series.back().estimate());
      any |= !std::isnan(out.by_year.back().value);
    }
    if (any) block_.lines.push_back(std::move(out));
  }
  YearlyBlock done() { return std::move(block_); }

 private:
  Sums const& sums_;
  YearlyBlock block_;
};

constexpr std::string_view class_zh[]{"脱贫户", "边缘户", "一般户"};

YearlyBlock relapse(Sums const& sums) {
  Block block(sums, "relapse", "Relapse, per 100 person-years at risk");
  auto const rate = [&](char const* key, char const* title, char const* zh, bool lifted, char const* line) {
    block.line(key, title, zh, "per 100 person-years", [=](Year const& y) -> Series {
      Keep const who = lifted ? y.lifted() : y.others();
      return {y.flow("poverty_monthly/latent_onsets", {who, y.line(line)}),
              y.flow(std::string("poverty_monthly/at_risk_person_months") +
                         (std::string_view(line) == "poverty_line" ? "" : "_monitoring_line"),
                     {who}),
              1200};
    });
  };
  rate("latent_relapse", "latent relapse, lifted-out", "潜在返贫", true, "poverty_line");
  rate("latent_relapse_monitoring_line", "  at the monitoring line", "监测线", true, "monitoring_line");
  block.line("recorded_relapse", "recorded relapse", "考核认定返贫", "per 100 person-years",
             [](Year const& y) -> Series {
               return {y.flow("poverty_monthly/recorded_relapse", {y.lifted()}),
                       y.flow("income_monthly/member_months", {y.lifted()}), 1200};
             });
  rate("new_poverty", "new poverty, the others", "潜在致贫", false, "poverty_line");
  block.line("in_spell_share", "in a spell in December, %", "处于返贫状态", "percent", [](Year const& y) -> Series {
    return {y.stock("poverty_monthly/in_spell", {y.lifted()}), y.stock("population_monthly/members", {y.lifted()}),
            100};
  });
  return block.done();
}

YearlyBlock poverty(Sums const& sums) {
  Block block(sums, "poverty", "Poverty in December, percent of members (register income)");
  for (std::size_t c = 0; c < household_class_names.size(); ++c) {
    std::string const name(household_class_names[c]);
    block.line("headcount_ratio_" + name, "headcount ratio, " + name, std::string(class_zh[c]), "percent",
               [&](Year const& y) -> Series {
                 Keep const who = y.only(Dim::household_class, name);
                 return {y.stock("poverty_monthly/below_line", {who, y.line("poverty_line")}),
                         y.stock("population_monthly/members", {who}), 100};
               });
  }
  block.line("headcount_ratio", "headcount ratio, all", "贫困发生率", "percent", [](Year const& y) -> Series {
    return {y.stock("poverty_monthly/below_line", {y.line("poverty_line")}), y.stock("population_monthly/members"),
            100};
  });
  block.line("headcount_ratio_monitoring_line", "below the monitoring line", "低于监测线", "percent",
             [](Year const& y) -> Series {
               return {y.stock("poverty_monthly/below_line", {y.line("monitoring_line")}),
                       y.stock("population_monthly/members"), 100};
             });
  block.line("poverty_gap", "poverty gap, million yuan", "贫困缺口", "million yuan", [](Year const& y) -> Series {
    return {y.stock("poverty_monthly/gap", {y.line("poverty_line")}), {}, 1e-6};
  });
  return block.done();
}

YearlyBlock income(Sums const& sums) {
  Block block(sums, "income", "Income and health, yuan per person and year");
  std::string const unit = "yuan/person/year";
  for (std::size_t c = 0; c < household_class_names.size(); ++c) {
    std::string const name(household_class_names[c]);
    block.line(
        "income_register_" + name, "register, " + name, std::string(class_zh[c]), unit, [&](Year const& y) -> Series {
          Keep const who = y.only(Dim::household_class, name);
          return {y.flow("income_monthly/income_register", {who}), y.flow("income_monthly/member_months", {who}), 12};
        });
  }
  block.line("income_survey", "survey (residents)", "人均可支配收入", unit, [](Year const& y) -> Series {
    return {y.flow("income_monthly/income_survey"), y.flow("income_monthly/resident_months"), 12};
  });
  auto const spread = [&](char const* key, char const* title, char const* zh, char const* of, auto&& measure) {
    block.line(key, title, zh, of, [=](Year const& y) -> Series { return measure(y.distribution()); });
  };
  spread("gini", "  Gini of survey income", "基尼系数", "1", [](Distribution const& d) { return d.gini(); });
  spread("quintile_ratio", "  richest over poorest fifth", "五等份收入比", "ratio",
         [](Distribution const& d) { return d.quintile_ratio(); });
  block.line("out_of_pocket_per_person", "out-of-pocket health", "医疗自付", unit, [](Year const& y) -> Series {
    return {y.flow("health_monthly/out_of_pocket"), y.flow("income_monthly/resident_months"), 12};
  });
  block.line("catastrophic_40", "catastrophic 40 %, % hh", "灾难性支出", "percent of households",
             [](Year const& y) -> Series {
               return {y.stock("health_monthly/catastrophic", {y.only(Dim::threshold, "40")}),
                       y.stock("population_monthly/households"), 100};
             });
  block.line("insured_share", "insured, % members", "参保率", "percent", [](Year const& y) -> Series {
    return {y.stock("health_monthly/insured"), y.stock("population_monthly/members"), 100};
  });
  return block.done();
}

YearlyBlock needs(Sums const& sums) {
  Block block(sums, "needs", "Needs: thousand lifted-out persons with the need in December");
  for (Label const& need : sums.run().labels()[Dim::need])
    block.line("in_need_" + need.text, need.text, need.zh, "thousand persons", [&](Year const& y) -> Series {
      return {y.stock("poverty_monthly/in_need", {y.lifted(), y.only(Dim::need, need.text)}), {}, 1e-3};
    });
  return block.done();
}

YearlyBlock listing(Sums const& sums) {
  Block block(sums, "register", "Register, thousand households");
  std::string const unit = "thousand households", register_ = "register_monthly/";
  auto const stock = [&](std::string const& key, char const* title, char const* zh) {
    block.line(key, title, zh, unit, [=](Year const& y) -> Series { return {y.stock(register_ + key), {}, 1e-3}; });
  };
  auto const flow = [&](std::string const& key, char const* title, char const* zh) {
    block.line(key, title, zh, unit, [=](Year const& y) -> Series { return {y.flow(register_ + key), {}, 1e-3}; });
  };
  stock("listed", "on the register", "在册");
  for (Label const& category : sums.run().labels()[Dim::category])
    block.line("listed_" + category.text, "  " + category.text, category.zh, unit, [&](Year const& y) -> Series {
      return {y.stock(register_ + "listed", {y.only(Dim::category, category.text)}), {}, 1e-3};
    });
  stock("ever_listed", "ever listed", "累计纳入");
  flow("newly_listed", "newly listed", "新纳入");
  flow("removed", "risk removed", "风险消除");
  flow("wrongly_removed", "  while in need", "误消除");
  stock("queue", "awaiting verification", "待核查");
  return block.done();
}

YearlyBlock monitoring(Sums const& sums) {
  Block block(sums, "monitoring", "Monitoring as an early warning, percent");
  for (char const* const months : {"1", "3", "6"})
    block.line(std::string("recall_") + months,
               std::string("found within ") + months + (*months == '1' ? " month" : " months"),
               std::string(months) + "个月内发现", "percent of onsets", [months](Year const& y) -> Series {
                 return {y.flow(std::string("register_monthly/onsets_found_") + months),
                         y.flow("register_monthly/onsets_scored"), 100};
               });
  for (auto const& who : {std::string("lifted_out"), std::string("marginal"), std::string("ordinary")})
    block.line("recall_6_" + who, "  " + who, "", "percent of onsets", [&](Year const& y) -> Series {
      Keep const keep = y.only(Dim::household_class, who);
      return {y.flow("register_monthly/onsets_found_6", {keep}), y.flow("register_monthly/onsets_scored", {keep}), 100};
    });
  auto const share = [&](char const* key, char const* title, char const* zh, char const* unit, char const* top,
                         char const* bottom, double factor) {
    block.line(key, title, zh, unit, [=](Year const& y) -> Series {
      std::string const table = "register_monthly/";
      return {y.flow(table + top), y.flow(table + bottom), factor};
    });
  };
  share("listed_before_share", "listed before the onset", "事前纳入", "percent of onsets", "onsets_listed_before",
        "onsets_scored", 100);
  share("lead_months", "  months before", "提前月数", "months", "lead_months", "onsets_listed_before", 1);
  share("never_found_share", "not found in 12 months", "未发现", "percent of onsets", "onsets_never_found",
        "old_onsets_scored", 100);
  share("precision", "at risk, of newly listed", "确有风险", "percent of the newly listed", "newly_listed_at_risk",
        "newly_listed", 100);
  share("precision_in_need", "in need, of newly listed", "确有缺口", "percent of the newly listed",
        "newly_listed_in_need", "newly_listed", 100);
  share("removed_too_soon_share", "removed, soon in need", "误消除", "percent of removals", "removed_too_soon",
        "removed", 100);
  share("false_alarm_rate", "false per 1000 hh-months", "", "per 1,000 household-months", "false_alarms",
        "household_months", 1000);
  block.line("false_alarm_share", "false among alerts", "误报比例", "percent of alerts", [](Year const& y) -> Series {
    return {y.flow("register_monthly/false_alarms"), y.flow("register_monthly/alerts"), 100};
  });
  for (Label const& channel : sums.run().labels()[Dim::channel])
    block.line("newly_listed_share_" + channel.text, "by " + channel.text, channel.zh, "percent of the newly listed",
               [&](Year const& y) -> Series {
                 char const* const name = "register_monthly/newly_listed_by_channel";
                 return {y.flow(name, {y.only(Dim::channel, channel.text)}), y.flow(name), 100};
               });
  for (Label const& channel : sums.run().labels()[Dim::channel])
    block.line("found_alone_" + channel.text, "only " + channel.text, "", "percent of onsets found within 6 months",
               [&](Year const& y) -> Series {
                 return {y.flow("register_monthly/onsets_found_alone", {y.only(Dim::channel, channel.text)}),
                         y.flow("register_monthly/onsets_found_6"), 100};
               });
  return block.done();
}

// EV-MASS-1 and EV-MASS-3: proposals of this project (D); no official number says what a large-scale relapse is.
constexpr double warning_share = 0.01, failure_share = 0.03;

// By replicate: counties in which at least this share of lifted-out persons is counted in a year under `name`, a table
// by year and county.
std::vector<double> counties_reaching(Sums const& sums, Year const& y, char const* name, Where where, double share) {
  std::vector<double> out(static_cast<std::size_t>(sums.replicates()), missing);
  where.push_back(y.lifted());
  for (int k = 0; k < static_cast<int>(sums.run().labels().counties.size()); ++k) {
    Keep const here{Dim::county, {k}};
    where.push_back(here);
    auto const relapsed = y.in_year(name, where);
    auto const months = y.in_year("income/member_months", {y.lifted(), here});
    where.pop_back();
    for (std::size_t r = 0; r < out.size(); ++r) {
      if (std::isnan(relapsed[r]) || !(months[r] > 0)) continue;
      double const reached = 12 * relapsed[r] >= share * months[r] ? 1 : 0;
      out[r] = std::isnan(out[r]) ? reached : out[r] + reached;
    }
  }
  return out;
}

// By replicate: growth of register income per lifted-out member over the year before, less that of all members.
std::vector<double> growth_lead(Year const& y, Year const& before) {
  auto const income = [](Year const& year, Where const& who) {
    auto out = year.flow("income_monthly/income_register", who);
    auto const months = year.flow("income_monthly/member_months", who);
    for (std::size_t r = 0; r < out.size(); ++r) out[r] /= months[r];
    return out;
  };
  auto lead = income(y, {y.lifted()});
  auto const lifted_before = income(before, {before.lifted()}), all = income(y, {}), all_before = income(before, {});
  for (std::size_t r = 0; r < lead.size(); ++r) lead[r] = lead[r] / lifted_before[r] - all[r] / all_before[r];
  return lead;
}

// Per replicate 1 or 0, missing where there is no value.
template <class Holds>
std::vector<double> flags(std::vector<double> values, Holds&& holds) {
  for (double& value : values)
    if (!std::isnan(value)) value = holds(value) ? 1 : 0;
  return values;
}

// Articles 1, 2 and 28: the aims, as indicators.
YearlyBlock assessment(Sums const& sums) {
  Block block(sums, "assessment", "Assessment of lifted-out persons (small shares of households blur counties)");
  char const *const recorded = "poverty/recorded_relapse", *const latent = "poverty/latent_onsets";
  block.line("recorded_persons", "recorded relapse", "认定返贫", "thousand persons", [&](Year const& y) -> Series {
    return {y.flow("poverty_monthly/recorded_relapse", {y.lifted()}), {}, 1e-3};
  });
  block.line("missed_persons", "in a spell, not recorded", "漏评", "thousand persons", [&](Year const& y) -> Series {
    auto out = y.stock("poverty_monthly/in_spell", {y.lifted()});
    auto const found = y.flow("poverty_monthly/recorded_relapse", {y.lifted()});
    for (std::size_t r = 0; r < out.size(); ++r) out[r] = std::max(0.0, out[r] - found[r]);
    return {out, {}, 1e-3};
  });
  block.line("counties_recorded_1", "counties, recorded >= 1 %", "", "counties",
             [&](Year const& y) -> Series { return {counties_reaching(sums, y, recorded, {}, warning_share)}; });
  block.line("counties_recorded_3", "counties, recorded >= 3 %", "", "counties",
             [&](Year const& y) -> Series { return {counties_reaching(sums, y, recorded, {}, failure_share)}; });
  block.line("counties_latent_3", "counties, latent >= 3 %", "", "counties", [&](Year const& y) -> Series {
    return {counties_reaching(sums, y, latent, {y.line("poverty_line")}, failure_share)};
  });
  block.line("bottom_line_held", "bottom line held, % runs", "守住底线", "percent of replicates",
             [&](Year const& y) -> Series {
               auto const counties = counties_reaching(sums, y, recorded, {}, failure_share);
               return {flags(counties, [](double n) { return n == 0; }), {}, 100};
             });
  auto const lead = [&](Year const& y) {
    int const number = y.number();
    bool const both = sums.has_year(number) && sums.has_year(number - 1);
    return both ? growth_lead(y, Year(sums, number - 1))
                : std::vector<double>(static_cast<std::size_t>(sums.replicates()), missing);
  };
  block.line("growth_lead", "growth over all, points", "增速差", "percentage points", [&](Year const& y) -> Series {
    return {lead(y), {}, 100};
  });
  block.line("growth_target_reached", "growth target, % runs", "增速目标", "percent of replicates",
             [&](Year const& y) -> Series {
               return {flags(lead(y), [](double points) { return points > 0; }), {}, 100};
             });
  return block.done();
}

YearlyBlock money(Sums const& sums) {
  Block block(sums, "money", "Money paid, million yuan");
  for (Label const& instrument : sums.run().labels()[Dim::instrument])
    block.line(instrument.text, instrument.text, instrument.zh, "million yuan", [&](Year const& y) -> Series {
      return {y.paid({y.only(Dim::instrument, instrument.text)}), {}, 1e-6};
    });
  block.line("total", "total", "合计", "million yuan", [](Year const& y) -> Series { return {y.paid(), {}, 1e-6}; });
  return block.done();
}

}  // namespace

std::vector<int> years_of(RunReader const& run) {
  Labels const& labels = run.labels();
  std::vector<int> out;
  for (int m = 0; m < labels.months; ++m)
    if (int const year = (labels.first_month + m).year(); out.empty() || out.back() != year) out.push_back(year);
  return out;
}

std::vector<YearlyBlock> yearly_blocks(Sums const& sums) {
  std::vector<YearlyBlock> out;
  for (auto const make : {relapse, poverty, income, needs, listing, monitoring, assessment, money}) {
    out.push_back(make(sums));
    if (out.back().lines.empty()) out.pop_back();
  }
  return out;
}

}  // namespace holdfast
