// A run file with the totals of the model over 36 months, small enough to compute by hand: one county, and in every
// month, class and replicate the values that a test sets.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "example.hpp"
#include "output/tables/counted.hpp"

namespace small_run {

using namespace holdfast;

// Where a value stands; positions that a variable does not have are 0.
struct At {
  int replicate, month, household_class, over;
};
using Value = std::function<double(At const&)>;

struct SmallRun {
  int replicates = 4, complete = 4, months = 36;
  Month first_month = Month::of(2021, 1);
  std::uint64_t seed = 7;
  double share = 0.05;
  std::string scenario = R"({"name": "adopted", "title": "As adopted", "title_zh": "实际政策"})";
  std::string commit = "0123456789ab";
  std::vector<CountyLabel> counties{
      {513401, "西昌市", "Xichang", "凉山", "Liangshan", 102.2, 27.9, CountyClass::other}};
  std::map<std::string, Value> values;         // by path; the rest is 100
  Value paid = [](At const&) { return 2e6; };  // yuan; month = year, household_class = instrument, over = payer

  Labels labels() const {
    Labels out;
    out.replicates = replicates;
    out.first_month = first_month, out.months = months;
    out.first_year = first_month.year(), out.years = (first_month + (months - 1)).year() - out.first_year + 1;
    out.counties = counties;
    out[Dim::household_class] = labels_from(household_class_names);
    out[Dim::need] =
        labels_from(std::array<std::string_view, 6>{"income", "food", "school", "medical", "house", "water"});
    out[Dim::component] = labels_from(component_names);
    out[Dim::channel] = labels_from(channel_names);
    out[Dim::category] = labels_from(listed_category_names);
    out[Dim::line] = labels_from(line_names);
    out[Dim::threshold] = labels_from(threshold_names);
    out[Dim::hazard] =
        labels_from(std::array<std::string_view, 6>{"flood", "drought", "hail", "quake", "slide", "epizootic"});
    out[Dim::age_band] = labels_from(age_band_names);
    out[Dim::size_band] = labels_from(size_band_names);
    out[Dim::cause] = labels_from(main_cause_names);
    out[Dim::income_band] = labels_from(income_band_names);
    out[Dim::instrument] = {{"dibao", "低保"}, {"premium_subsidy", "参保资助"}};
    out[Dim::payer] = {{"central", "中央"}, {"household", "农户"}};
    return out;
  }

  static std::vector<Variable> variables() {
    std::vector<Variable> out = CountedByMonth::variables();
    out.push_back({"ledger",
                   "paid_by_payer",
                   {Dim::replicate, Dim::year, Dim::instrument, Dim::payer},
                   "yuan",
                   "paid",
                   "支出",
                   "year: sum"});
    return out;
  }

  void write(std::filesystem::path const& path) const {
    Provenance papers = example::provenance();
    papers.seed = seed, papers.households_share = share, papers.scenario_json = scenario, papers.commit = commit;
    RunWriter writer(path, labels(), variables(), papers);
    for (int r = 0; r < complete; ++r) writer.write_replicate(r, buffers(writer, r));
    if (complete == replicates) writer.finish();
  }

 private:
  std::vector<std::vector<double>> buffers(RunWriter const& writer, int replicate) const {
    auto out = make_buffers(writer.variables(), writer.labels());
    for (std::size_t v = 0; v < out.size(); ++v) {
      Variable const& variable = writer.variables()[v];
      auto const given = values.find(variable.path());
      bool const money = variable.group == "ledger";
      auto const shape = cell_shape(variable, writer.labels());
      std::int64_t const over = shape.size() > 2 ? shape[2] : 1;
      for (std::size_t i = 0; i < out[v].size(); ++i) {
        auto const cell = static_cast<std::int64_t>(i);
        At const at{replicate, static_cast<int>(cell / over / shape[1]), static_cast<int>(cell / over % shape[1]),
                    static_cast<int>(cell % over)};
        out[v][i] = money ? paid(at) : given == values.end() ? 100.0 : given->second(at);
      }
    }
    return out;
  }
};

}  // namespace small_run
