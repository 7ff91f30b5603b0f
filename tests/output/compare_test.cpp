// Two small runs with hand-computed differences: what is paired, what is refused, and what the words may claim.
#include "output/compare.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "output/text.hpp"
#include "small_run.hpp"

using namespace holdfast;
using small_run::At;
using small_run::SmallRun;

namespace {

Comparison compare(SmallRun const& a, SmallRun const& b) {
  example::Folder folder;
  a.write(folder / "a.h5");
  b.write(folder / "b.h5");
  return compare_runs(RunReader(folder / (a.complete == a.replicates ? "a.h5" : "a.h5.part")),
                      RunReader(folder / (b.complete == b.replicates ? "b.h5" : "b.h5.part")));
}

std::string reasons(SmallRun const& a, SmallRun const& b) {
  try {
    compare(a, b);
  } catch (InputError const& error) {
    return error.what();
  }
  return "";
}

// Onsets of a month: 2 x (1 + replicate) lifted-out persons at the poverty line, plus `more` from 2022-01 on.
SmallRun with_onsets(std::function<double(int replicate)> more) {
  SmallRun run;
  run.values["poverty_monthly/latent_onsets"] = [more](At const& at) {
    return 2.0 * (1 + at.replicate) +
           (at.month >= 12 && at.household_class == 0 && at.over == 0 ? more(at.replicate) : 0.0);
  };
  run.values["poverty_monthly/at_risk_person_months"] = [](At const&) { return 1200.0; };
  return run;
}

}  // namespace

TEST_CASE("two equal runs differ by exactly zero in everything", "[output][compare]") {
  Comparison const c = compare(with_onsets([](int) { return 0.0; }), with_onsets([](int) { return 0.0; }));
  REQUIRE(c.figures.size() > 15);
  for (auto const* list : {&c.figures, &c.money})
    for (ComparedFigure const& f : *list) {
      INFO(f.key);
      CHECK(f.change.difference.value == 0);
      CHECK(f.change.difference.standard_error == 0);
    }
  CHECK(c.first_different_month.empty());
  CHECK(c.inputs.empty());
  CHECK_FALSE(c.cost_is_meaningful);
  CHECK(compare_sentence(c) == "Latent relapse is the same under A and B in every replicate. Both cost the same.");
}

TEST_CASE("a known shift of onsets is found, with its month", "[output][compare]") {
  Comparison const c = compare(with_onsets([](int) { return 0.0; }), with_onsets([](int) { return 3.0; }));
  // A: onsets 2, 4, 6, 8 a month in four replicates, mean 5; at risk 1200 person-months a month: 5 per 100
  // person-years. B: 3 more in 24 of 36 months: +2 on average; +3 in the last two years.
  ComparedFigure const* const rate = c.figure("latent_relapse");
  REQUIRE(rate != nullptr);
  CHECK(rate->a.value == Approx(5));
  CHECK(rate->b.value == Approx(7));
  CHECK(rate->change.difference.value == Approx(2));
  CHECK(rate->change.difference.standard_error == Approx(0).margin(1e-9));
  CHECK(c.figure("latent_relapse_last_two_years")->change.difference.value == Approx(3));
  CHECK(c.figure("latent_relapse_monitoring_line")->change.difference.value == 0);
  CHECK(c.figure("newly_relapsed")->change.difference.value == Approx(72));
  CHECK(c.figure("new_poverty")->change.difference.value == 0);
  CHECK(c.first_different_month == "2022-01");
  CHECK(c.first_different_variable == "poverty_monthly/latent_onsets");
  std::string const sentence = compare_sentence(c);
  CHECK(sentence.find("is higher under B") != std::string::npos);
  CHECK(sentence.find("72 more newly relapsed persons over 36 months") != std::string::npos);
}

TEST_CASE("a noisy difference has the interval of its replicates and no claim", "[output][compare]") {
  // Differences of onsets over 24 months in the replicates: 24 x {3, -3, 1, -1}, mean 0; in the rate 2, -2, 2/3, -2/3:
  // standard deviation sqrt((4 + 4 + 4/9 + 4/9) / 3) = 1.7213, over 4 replicates an error of 0.8607, x t(3) 3.1824
  // = 2.739.
  double const more[]{3, -3, 1, -1};
  Comparison const c = compare(with_onsets([](int) { return 0.0; }), with_onsets([&](int r) { return more[r]; }));
  Estimate const d = c.figure("latent_relapse")->change.difference;
  CHECK(d.value == Approx(0).margin(1e-12));
  CHECK(d.low == Approx(-2.739).epsilon(1e-3));
  CHECK(d.high == Approx(2.739).epsilon(1e-3));
  std::string const sentence = compare_sentence(c);
  CHECK(sentence.find("cannot be told") != std::string::npos);
  CHECK(sentence.find("higher") == std::string::npos);
  CHECK(sentence.find("lower") == std::string::npos);
}

TEST_CASE("the words follow the sign of a sure difference", "[output][compare]") {
  double const less[]{-1, -1.1, -0.9, -1};
  Comparison const c = compare(with_onsets([](int) { return 0.0; }), with_onsets([&](int r) { return less[r]; }));
  CHECK(c.figure("latent_relapse")->change.difference.high < 0);
  CHECK(compare_sentence(c).find("is lower under B") != std::string::npos);
  CHECK(c.figure("latent_relapse")->change.variance_reduction > 100);  // A varies by 2, the difference by 0.05
}

TEST_CASE("one replicate gives a difference without any claim", "[output][compare]") {
  SmallRun a = with_onsets([](int) { return 0.0; }), b = with_onsets([](int) { return 3.0; });
  a.replicates = a.complete = b.replicates = b.complete = 1;
  Comparison const c = compare(a, b);
  CHECK(std::isnan(c.figure("latent_relapse")->change.difference.low));
  CHECK(compare_sentence(c).find("cannot be said from one replicate") != std::string::npos);
  CHECK(c.notes.size() == 1);
}

TEST_CASE("only common complete replicates are paired, and the reader is told", "[output][compare]") {
  SmallRun b = with_onsets([](int) { return 3.0; });
  b.complete = 2;
  Comparison const c = compare(with_onsets([](int) { return 0.0; }), b);
  CHECK(c.replicates == 2);
  CHECK(c.figure("latent_relapse")->a.value == Approx(3));  // replicates 0 and 1: 2 and 4 a month
  REQUIRE(c.notes.size() == 2);
  CHECK(c.notes[0] == "A has 4 replicates and B has 2: the first 2 are paired.");
  CHECK(c.notes[1] == "b.h5.part is not finished: 2 of 4 replicates are complete.");
}

TEST_CASE("runs that cannot be paired are refused with every reason", "[output][compare]") {
  SmallRun const a;
  SmallRun seed, share, months, counties;
  seed.seed = 8;
  share.share = 0.1;
  months.months = 24;
  counties.counties[0].adcode = 511102;
  CHECK(reasons(a, seed).find("--seed 7") != std::string::npos);
  CHECK(reasons(a, share).find("--share 0.05") != std::string::npos);
  CHECK(reasons(a, months).find("36 months from 2021-01, and 24 months from 2021-01") != std::string::npos);
  CHECK(reasons(a, counties).find("same counties") != std::string::npos);
  SmallRun both = seed;
  both.share = 0.1;
  std::string const two = reasons(a, both);
  CHECK(two.find("seeds differ") != std::string::npos);
  CHECK(two.find("shares of households differ") != std::string::npos);
}

TEST_CASE("cost per averted person-year needs a sure cost and a sure effect", "[output][compare]") {
  // In a spell: 120 persons a month in A, 96 in B: 36 months x 24 / 12 = 72 person-years averted. B pays 1 million yuan
  // more by each of 2 instruments x 2 payers in each of 3 years: 12 million; 166,667 yuan for each year averted.
  SmallRun a, b;
  a.values["poverty_monthly/in_spell"] = [](At const& at) { return 120.0 + at.replicate; };
  b.values["poverty_monthly/in_spell"] = [](At const& at) { return 96.0 + at.replicate; };
  b.paid = [](At const&) { return 3e6; };
  Comparison const c = compare(a, b);
  CHECK(c.figure("total")->a.value == Approx(24));
  CHECK(c.figure("total")->change.difference.value == Approx(12));
  CHECK(c.figure("dibao")->b.value == Approx(18));
  CHECK(c.cost_is_meaningful);
  CHECK(c.cost_per_averted.value == Approx(12e6 / 72));
  b.paid = a.paid;  // dearer by nothing
  CHECK_FALSE(compare(a, b).cost_is_meaningful);
}

TEST_CASE("inputs that differ are named in words, and only those", "[output][compare]") {
  std::string const a =
      R"({"name": "a", "run": {"replicates": 20}, "policies": {"premium_subsidy": {"amount_yuan": {"value": 200, "source": "P1"}},
      "dibao": {"line_yuan": {"2021-01": 400, "2022-01": 450}}, "tekun": {"by_place": 1}}})";
  std::string const b =
      R"({"name": "b", "run": {"replicates": 5}, "policies": {"premium_subsidy": {"amount_yuan": 200, "strength": {"value": 1, "2024-01": 0}},
      "dibao": {"line_yuan": {"2021-01": 400, "2022-01": 450, "2023-01": 500, "2024-01": 450}}, "tekun": {"by_place": 1}}})";
  std::vector<std::string> const lines = input_differences(a, b);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "policies.dibao.line_yuan: 450 -> 500 from 2023-01 until 2024-01");
  CHECK(lines[1] == "policies.premium_subsidy.strength: 1 -> 0 from 2024-01");
  CHECK(input_differences(a, a).empty());
}

TEST_CASE("differences by class, by shape and of modules switched off are named", "[output][compare]") {
  auto const of = [](std::string const& module) { return R"({"policies": {"dibao": )" + module + "}}"; };
  CHECK(input_differences(of(R"({"line_yuan": 400})"),
                          of(R"({"line_yuan": {"value": 400, "by_household_class": {"marginal": 300}}})")) ==
        std::vector<std::string>{"policies.dibao.line_yuan[marginal]: 400 -> 300"});
  CHECK(input_differences(of(R"({"strength": {"2024-01": 1, "2025-12": 0.8}})"),
                          of(R"({"strength": {"2024-01": 1, "2025-12": 0.8, "path": "linear"}})")) ==
        std::vector<std::string>{
            "policies.dibao.strength: 1 in 2024-01, 0.8 in 2025-12 -> 1 in 2024-01, 0.8 in 2025-12 (linear)"});
  CHECK(input_differences(of(R"({})"), of(R"({"on": false})")) ==
        std::vector<std::string>{"policies.dibao.on: true -> false"});
  // What bends a path is an input, too.
  auto const bent = [&](char const* x, char const* y) { return input_differences(of(x), of(y)); };
  CHECK(bent(R"({"line_yuan": {"value": 400}})",
             R"({"line_yuan": {"value": 400, "times": {"value": 1, "2024-01": 0.8}}})") ==
        std::vector<std::string>{"policies.dibao.line_yuan times: 1 -> 0.8 from 2024-01"});
  CHECK(bent(R"({"line_yuan": 400})",
             R"({"line_yuan": {"value": 400, "indexed": {"from": "2024-01", "rate_per_year": 0.04}}})") ==
        std::vector<std::string>{"policies.dibao.line_yuan indexed: none -> 0.04 a year from 2024-01"});
  char const* const back =
      R"({"strength": {"value": 1, "2024-01": 0, "restore_when": {"register_share_above": 0.03, "for_months": 12}}})";
  CHECK(bent(R"({"strength": {"value": 1, "2024-01": 0}})", back) ==
        std::vector<std::string>{
            "policies.dibao.strength restore_when: none -> for 12 months where more than 0.03 of the "
            "lifted-out are on the register"});
  CHECK(bent(back, back).empty());
  CHECK(bent(R"({})", R"({"strength": {"value": 1, "announced": "2023-01"}})") ==
        std::vector<std::string>{"policies.dibao.strength announced: none -> 2023-01"});
  CHECK(bent(R"({})", R"({"strength": {"times": 0.5}})") ==
        std::vector<std::string>{"policies.dibao.strength times: 1 -> 0.5"});
  CHECK(bent(R"({})", R"({"strength": {"by_county_class": {"other": 0.5}}})") ==
        std::vector<std::string>{"policies.dibao.strength[other]: 1 -> 0.5"});
  CHECK(input_differences(R"({})", R"({"hold_policies_after": "2021-12"})") ==
        std::vector<std::string>{"hold_policies_after: absent -> 2021-12"});
}

TEST_CASE("the JSON has the keys that scripts rely on", "[output][compare]") {
  Comparison const c = compare(with_onsets([](int) { return 0.0; }), with_onsets([](int) { return 3.0; }));
  auto const json = nlohmann::json::parse(compare_json(c));
  auto const& relapse = json.at("latent_relapse");
  CHECK(relapse.at("a").get<double>() == Approx(5));
  CHECK(relapse.at("b").get<double>() == Approx(7));
  CHECK(relapse.at("difference").get<double>() == Approx(2));
  REQUIRE(relapse.at("interval").size() == 2);
  CHECK(relapse.at("interval")[0].get<double>() == Approx(2));
  CHECK(relapse.at("unit") == "per 100 person-years");
  CHECK(relapse.contains("variance_reduction"));
  for (char const* key : {"recorded_relapse", "headcount_ratio", "headcount_ratio_lifted_out", "poverty_gap",
                          "catastrophic_40", "out_of_pocket_per_person", "insured_share", "at_risk_register",
                          "at_risk_monitoring_line", "newly_relapsed", "in_spell"})
    CHECK(json.contains(key));
  CHECK(json.at("money").at("total").at("a").get<double>() == Approx(24));
  CHECK(json.at("money_by_payer").contains("central"));
  CHECK(json.at("first_different_month") == "2022-01");
}

TEST_CASE("no line of the comparison is wider than a terminal of 100 columns", "[output][compare]") {
  SmallRun b = with_onsets([](int) { return 3.0; });
  b.scenario =
      R"({"name": "gradual", "title": "Support fades out step by step over the five years of the transition", "title_zh": "过渡期五年内逐步退出各项帮扶政策并保持兜底保障"})";
  std::istringstream lines(compare_text(compare(with_onsets([](int) { return 0.0; }), b)));
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    INFO(line);
    CHECK(display_width(line) <= terminal_columns);
  }
  CHECK(count > 30);
}

namespace {

std::string scenario_text(std::string const& name, int tenths) {
  return R"({"name": ")" + name + R"(", "policies": {"dibao": {"strength": )" + std::to_string(tenths) + "e-1}}}";
}

// The base, and scenarios with so many more onsets in each replicate.
std::vector<Comparison> compare_several(std::vector<std::function<double(int)>> const& more) {
  example::Folder folder;
  SmallRun base = with_onsets([](int) { return 0.0; });
  base.scenario = scenario_text("adopted", 10);
  base.write(folder / "base.h5");
  std::vector<RunReader> others;
  for (std::size_t k = 0; k < more.size(); ++k) {
    SmallRun run = with_onsets(more[k]);
    run.scenario = scenario_text("variant_" + std::to_string(k), static_cast<int>(k) + 1);
    run.write(folder / ("v" + std::to_string(k) + ".h5"));
    others.emplace_back(folder / ("v" + std::to_string(k) + ".h5"));
  }
  return compare_with_base(RunReader(folder / "base.h5"), others);
}

double const unsure_more[]{3, -3, 1, -1};  // mean 0
double const hardly_more[]{1.2, 0.5, 0.9, 0.4};

}  // namespace

TEST_CASE("several runs are each held against the base, adjusted over the set", "[output][compare]") {
  auto const all = compare_several({[](int r) { return hardly_more[r]; }, [](int r) { return unsure_more[r]; }});
  REQUIRE(all.size() == 2);
  CHECK(all[0].b.name == "variant_0");
  CHECK(all[1].inputs == std::vector<std::string>{"policies.dibao.strength: 1 -> 0.2"});
  ComparedFigure const &hardly = *all[0].figure("latent_relapse"), &unsure = *all[1].figure("latent_relapse");
  // Differences of the rate 2/3 x {1.2, 0.5, 0.9, 0.4}: mean 0.5, standard error 2/3 x 0.3697 / 2 = 0.1232; t = 4.057,
  // two-sided with 3 degrees of freedom 0.027.
  CHECK(hardly.p_value == Approx(0.027).margin(0.0005));
  CHECK(hardly.holm_p_value == Approx(2 * hardly.p_value));
  CHECK(unsure.holm_p_value == Approx(1).margin(1e-9));
  // Alone its interval excludes zero; as one of a set of two it does not stand.
  CHECK(hardly.change.difference.low > 0);
  std::string const text = compare_many_text(all);
  CHECK(text.find("variant_0 cannot be told from that under adopted") != std::string::npos);
  CHECK(text.find("higher under") == std::string::npos);
  CHECK(text.find("set of 2 scenarios") != std::string::npos);
  CHECK(text.find("policies.dibao.strength: 1 -> 0.1") < text.find("latent relapse of the lifted-out\n"));
  CHECK(text.find("4 replicates allow no interval here: it takes 72.") != std::string::npos);
}

TEST_CASE("a sure difference stands in a set of scenarios, and the JSON is an array", "[output][compare]") {
  auto const all =
      compare_several({[](int) { return 3.0; }, [](int r) { return unsure_more[r]; }, [](int) { return 0.0; }});
  std::string const text = compare_many_text(all);
  CHECK(text.find("is higher under variant_0 than under adopted, by 2 per 100") != std::string::npos);
  CHECK(text.find("is the same under variant_2 and adopted") != std::string::npos);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(display_width(line) <= terminal_columns);
  }
  auto const json = nlohmann::json::parse(compare_many_json(all));
  REQUIRE(json.size() == 3);
  CHECK(json[0].at("latent_relapse").at("difference").get<double>() == Approx(2));
  CHECK(json[1].at("b_run").at("name") == "variant_1");
  CHECK(json[0].at("groups").at("latent_relapse_lifted_out").at("b").get<double>() == Approx(7));
  CHECK(json[0].at("histories").size() == 3);
}

TEST_CASE("several runs that cannot be paired are all named", "[output][compare]") {
  example::Folder folder;
  SmallRun seed, share;
  seed.seed = 8, share.share = 0.1;
  SmallRun{}.write(folder / "base.h5"), seed.write(folder / "seed.h5"), share.write(folder / "share.h5");
  std::vector<RunReader> others;
  for (char const* name : {"seed.h5", "share.h5"}) others.emplace_back(folder / name);
  try {
    compare_with_base(RunReader(folder / "base.h5"), others);
    FAIL("was not refused");
  } catch (InputError const& error) {
    CHECK(error.problems().size() == 2);
  }
}

TEST_CASE("weak pairing of a headcount ratio is explained, and strong pairing is not", "[output][compare]") {
  // Below the line of 100 members a class: replicates of A 10, 20, 30, 40; B moves the other way, or along.
  auto const with_poor = [](double slope) {
    SmallRun run;
    run.values["poverty_monthly/below_line"] = [slope](At const& at) {
      return at.month < 24 ? 25.0 : 25 + slope * 10 * (at.replicate - 1.5);
    };
    return run;
  };
  Comparison const against = compare(with_poor(1), with_poor(-1));
  CHECK(against.figure("headcount_ratio")->change.variance_reduction == Approx(0.5));
  std::string const why = pairing_explanation(against);
  CHECK(why.find("headcount ratio, all (0.5)") != std::string::npos);
  CHECK(why.find("from 2023-01 on") != std::string::npos);
  CHECK(compare_text(against).find("The pairing of headcount ratio") != std::string::npos);
  CHECK(pairing_explanation(compare(with_poor(1), with_poor(1.1))).empty());
  CHECK(pairing_explanation(compare(with_poor(1), with_poor(1))).empty());
}

TEST_CASE("a Chinese character takes two columns", "[output][text]") {
  CHECK(display_width("dibao 低保") == 10);
  CHECK(pad_left("低保", 6) == "  低保");
  CHECK(pad_right("±1", 4) == "±1  ");
  CHECK(wrap("one two three", 2, true, 9) == "one two\n  three");
  CHECK(format_interval(estimate_from(0.314, 0.052, 20, 19)) == "[0.21, 0.42]");
  CHECK(format_value(estimate_from(12345, 600, 20, 19)) == "12,300");
  CHECK(format_value(estimate_from(72, 0, 4, 3)) == "72");
  CHECK(format_interval(estimate_from(0, 0, 4, 3)) == "[0, 0]");
  CHECK(format_interval(estimate_from(1, std::nan(""), 1, 0)).empty());
}
