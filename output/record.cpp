#include "output/record.hpp"

#include <memory>

#include "output/run_file.hpp"
#include "output/tables/all.hpp"

namespace holdfast {

Labels labels_of(Scenario const& scenario, std::vector<CountyFacts> const& counties) {
  Labels labels;
  labels.replicates = scenario.replicates;
  labels.first_month = scenario.start;
  labels.months = scenario.months;
  labels.first_year = scenario.start.year();
  labels.years = (scenario.start + (scenario.months - 1)).year() - labels.first_year + 1;
  for (CountyFacts const& f : counties)
    labels.counties.push_back(
        {f.adcode, f.name_zh, f.name_en, f.prefecture_zh, f.prefecture_en, f.lon, f.lat, f.county_class()});
  static constexpr std::array<std::string_view, 3> class_zh{"脱贫户", "边缘户", "一般户"},
      category_zh{"脱贫不稳定户", "边缘易致贫户", "突发严重困难户"};
  static constexpr std::array<std::string_view, 6> need_zh{"收入",     "吃饭",     "义务教育",
                                                           "基本医疗", "住房安全", "饮水安全"};
  static constexpr std::array<std::string_view, 6> hazard_zh{"洪涝泥石流", "干旱",     "风雹冻害",
                                                             "地震",       "滑坡火灾", "畜疫"};
  static constexpr std::array<std::string_view, 4> component_zh{"工资性", "经营性", "财产性", "转移性"},
      channel_zh{"群众报告", "部门数据比对", "干部走访", "自主申报"};
  static constexpr std::array<std::string_view, 2> line_zh{"贫困线", "监测线"};
  static constexpr std::array<std::string_view, 3> threshold_zh{"10%", "25%", "40%"};
  static constexpr std::array<std::string_view, 8> payer_zh{"医保基金", "大病保险基金", "养老保险基金", "中央财政",
                                                            "省级财政", "市县财政",     "村集体",       "农户"};
  auto const name = [&](Dim dim, auto const& en, auto const& zh) {
    for (std::size_t k = 0; k < en.size(); ++k) labels[dim].push_back({std::string(en[k]), std::string(zh[k])});
  };
  name(Dim::household_class, household_class_names, class_zh);
  name(Dim::need, need_names, need_zh);
  name(Dim::component, component_names, component_zh);
  name(Dim::channel, channel_names, channel_zh);
  name(Dim::category, listed_category_names, category_zh);
  name(Dim::line, line_names, line_zh);
  name(Dim::threshold, threshold_names, threshold_zh);
  name(Dim::hazard, hazard_names, hazard_zh);
  static constexpr std::array<std::string_view, 5> age_zh{"0—5岁", "6—15岁", "16—18岁", "19—59岁", "60岁及以上"};
  static constexpr std::array<std::string_view, 6> size_zh{"1人", "2人", "3人", "4人", "5人", "6人及以上"};
  name(Dim::age_band, age_band_names, age_zh);
  name(Dim::size_band, size_band_names, size_zh);
  static constexpr std::array<std::string_view, 6> cause_zh{"因灾", "因病", "因残", "缺劳动力", "务工就业", "其他"};
  name(Dim::cause, main_cause_names, cause_zh);
  for (std::string_view const edge : income_band_names)
    labels[Dim::income_band].push_back({std::string(edge), std::string(edge) + "元起"});
  name(Dim::payer, payer_names, payer_zh);
  for (InstrumentInfo const& info : instrument_infos(scenario))
    labels[Dim::instrument].push_back({info.key, info.title_zh});
  return labels;
}

namespace {

// The files of the orders while their replicates come in.
struct Recording {
  std::vector<Labels> labels;
  std::vector<std::unique_ptr<RunWriter>> writers;
  std::vector<Recorded> recorded;

  Recording(std::vector<RunOrder> const& orders, std::vector<CountyFacts> const& counties) {
    for (RunOrder const& order : orders) {
      labels.push_back(labels_of(*order.scenario, counties));
      writers.push_back(
          std::make_unique<RunWriter>(order.path, labels.back(), RunTables::variables(), order.provenance));
      recorded.push_back({0, false, writers.back()->notice()});
    }
  }
  void write(std::size_t order, Scenario const& scenario, ReplicateResult const& result) {
    RunWriter& writer = *writers[order];
    auto buffers = make_buffers(writer.variables(), labels[order]);
    RunTables::fill(std::span(buffers), TableSource{result, scenario, labels[order]});
    writer.write_replicate(result.replicate, buffers);
  }
};

// Copies the complete replicates of NAME.part into a file that was planned for no more. Without success NAME.part is as
// before.
void finish_with(std::filesystem::path const& path, Labels labels, Provenance const& papers) {
  std::filesystem::path const part = part_path(path), spool = path.string() + ".spool";
  std::filesystem::rename(part, spool);
  try {
    RunReader const from(spool);
    labels.replicates = from.complete_replicates();
    RunWriter to(path, std::move(labels), RunTables::variables(), papers);
    for (int r = 0; r < from.complete_replicates(); ++r) {
      std::vector<std::vector<double>> buffers;
      for (Variable const& v : to.variables()) buffers.push_back(from.read_replicate(v.path(), r).data);
      to.write_replicate(r, buffers);
    }
    to.finish();
  } catch (...) {
    std::filesystem::rename(spool, part);
    throw;
  }
  std::filesystem::remove(spool);
}

}  // namespace

std::vector<Recorded> record_runs(std::vector<RunOrder> const& orders, std::vector<CountyFacts> const& counties,
                                  SimulateOptions const& options) {
  Recording files(orders, counties);
  std::vector<Scenario const*> scenarios;
  for (RunOrder const& order : orders) scenarios.push_back(order.scenario);
  int const complete = simulate(scenarios, counties, options, [&](std::size_t scenario, ReplicateResult const& result) {
    files.write(scenario, *scenarios[scenario], result);
  });
  for (std::size_t k = 0; k < orders.size(); ++k) {
    files.recorded[k].replicates = complete;
    files.recorded[k].finished = complete == orders[k].scenario->replicates;
    if (files.recorded[k].finished) files.writers[k]->finish();
  }
  return files.recorded;
}

std::vector<Recorded> record_growing(std::vector<RunOrder> const& orders, std::vector<CountyFacts> const& counties,
                                     SimulateOptions const& options, Growth const& growth) {
  Recording files(orders, counties);
  std::vector<Scenario> stage;
  for (RunOrder const& order : orders) stage.push_back(*order.scenario);
  std::vector<Scenario const*> scenarios;
  for (Scenario const& scenario : stage) scenarios.push_back(&scenario);
  int done = 0, total = growth.first_total;
  while (done < total) {
    for (Scenario& scenario : stage) scenario.replicates = total;
    SimulateOptions onward = options;
    onward.first_replicate = done;
    done += simulate(scenarios, counties, onward, [&](std::size_t k, ReplicateResult const& result) {
      files.write(k, *scenarios[k], result);
      growth.observe(k, result);
    });
    if (done < total) break;  // stopped
    total = growth.next(done);
  }
  for (std::size_t k = 0; k < orders.size(); ++k) {
    files.recorded[k].replicates = done;
    files.recorded[k].finished = done >= total;
    if (!files.recorded[k].finished) continue;
    files.writers[k].reset();  // closes NAME.part
    finish_with(orders[k].path, files.labels[k], growth.papers(k, done));
  }
  return files.recorded;
}

Recorded record_run(Scenario const& scenario, std::vector<CountyFacts> const& counties, SimulateOptions const& options,
                    Provenance const& provenance, std::filesystem::path const& path) {
  return record_runs({{&scenario, provenance, path}}, counties, options).front();
}

}  // namespace holdfast
