// Exports: what is summed and what never is, which cells are blank, and the chance of being among the worst. Values are
// small enough to be added up by hand.
#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

#include "example.hpp"
#include "output/export/cells.hpp"
#include "output/export/ranks.hpp"

using namespace holdfast;
using Drawn = std::vector<std::vector<double>>;

namespace {

// Two years, three counties (the last was not simulated), three classes, four replicates.
// onsets = 1000 line + 100 county + 10 class + year + replicate; in_spell = that without the line.
struct ExportRun {
  example::Folder folder;
  std::filesystem::path path = folder / "run.h5";
  double marginal_of_first = 3;  // drawn households; all others are 40

  bool weights = true;

  std::vector<Variable> variables() const {
    using enum Dim;
    std::vector<Variable> out = {{"headline",
                                  "latent_relapse",
                                  {replicate, year, household_class},
                                  "per 100 person-years",
                                  "rate",
                                  "发生率",
                                  "year: mean"},
                                 {"population",
                                  "households",
                                  {replicate, year, county, household_class},
                                  "households",
                                  "households",
                                  "户数",
                                  "year: point (December)"},
                                 {"population", "weight", {county, household_class}, "1", "weight", "抽样权数"},
                                 {"poverty",
                                  "latent_onsets",
                                  {replicate, year, county, household_class, line},
                                  "persons",
                                  "onsets",
                                  "新发人数",
                                  "year: sum"},
                                 {"poverty",
                                  "at_risk_person_months",
                                  {replicate, year, county, household_class},
                                  "person-months",
                                  "at risk",
                                  "人月数",
                                  "year: sum"},
                                 {"poverty",
                                  "in_spell",
                                  {replicate, year, county, household_class},
                                  "persons",
                                  "in spell",
                                  "人数",
                                  "year: point (December)"},
                                 {"poverty_monthly",
                                  "in_spell",
                                  {replicate, month, household_class},
                                  "persons",
                                  "in spell",
                                  "人数",
                                  "month: point (end of month)"}};
    if (!weights) out.erase(out.begin() + 2);
    return out;
  }

  void write(int replicates = 4) const {
    Labels labels = example::labels(replicates);
    labels[Dim::line] = {{"poverty_line", "贫困线"}, {"monitoring_line", "监测线"}};
    RunWriter writer(path, labels, variables(), example::provenance());
    for (int r = 0; r < replicates; ++r) {
      auto out = make_buffers(writer.variables(), labels);
      if (!weights) out.insert(out.begin() + 2, std::vector<double>(9));  // set and thrown away
      std::fill(out[0].begin(), out[0].end(), 2.5);
      std::fill(out[6].begin(), out[6].end(), 7);
      for (std::size_t k = 0; k < 2; ++k)
        for (std::size_t c = 0; c < 3; ++c) {
          double const weight = 20;
          out[2][k * 3 + c] = weight;
          for (std::size_t y = 0; y < 2; ++y) {
            std::size_t const cell = (y * 3 + k) * 3 + c;
            double const value =
                100.0 * static_cast<double>(k) + 10.0 * static_cast<double>(c) + static_cast<double>(y) + r;
            out[1][cell] = weight * (k == 0 && c == 1 ? marginal_of_first + (y == 0 ? 30 : 0) : 40);
            out[3][cell * 2] = value, out[3][cell * 2 + 1] = 1000 + value;
            out[4][cell] = 1200;
            out[5][cell] = value;
          }
        }
      if (!weights) out.erase(out.begin() + 2);
      writer.write_replicate(r, out);
    }
    writer.finish();
  }
};

ExportColumn const& column(ExportTable const& table, std::string const& name) {
  for (ExportColumn const& c : table.columns)
    if (c.name == name) return c;
  FAIL("no column " << name);
  return table.columns.front();
}

std::vector<std::string> names(ExportTable const& table) {
  std::vector<std::string> out;
  for (ExportColumn const& c : table.columns) out.push_back(c.name);
  return out;
}

}  // namespace

TEST_CASE("a small cell is blank, and so is a second one that a total would betray", "[export]") {
  // The class of nine takes the next smallest of its county with it; in its class the twelve; and so the twelve's
  // county.
  SmallCells const small(Drawn{{20, 12, 300}, {22, 9, 250}, {50, 40, 30}}, false);
  auto const yes = Shown::yes, too_small = Shown::small, second = Shown::complementary;
  std::vector<std::vector<Shown>> const expected{{second, second, yes}, {second, too_small, yes}, {yes, yes, yes}};
  for (int k = 0; k < 3; ++k)
    for (int c = 0; c < 3; ++c)
      CHECK(small.shown(k, c) == expected[static_cast<std::size_t>(k)][static_cast<std::size_t>(c)]);
  for (int k = 0; k < 3; ++k) CHECK(small.shown(k, -1) == yes);
  CHECK(small.drawn(1, -1) == 281);
  CHECK(small.drawn(-1, 1) == 61);
  CHECK(small.shown(-1, 1) == yes);
}

TEST_CASE("ten drawn households are enough, and nothing is blank when all cells are wanted", "[export]") {
  SmallCells const enough(Drawn{{10, 10, 10}, {10, 10, 10}}, false), wanted(Drawn{{1, 10, 10}, {0, 0, 0}}, true);
  for (int k = -1; k < 2; ++k)
    for (int c = -1; c < 3; ++c) {
      CHECK(enough.shown(k, c) == Shown::yes);
      CHECK(wanted.shown(k, c) == Shown::yes);
    }
}

TEST_CASE("a class of which nobody was drawn is blank and needs no second cell, nor is it one", "[export]") {
  SmallCells const none(Drawn{{0, 40, 300}, {20, 50, 90}}, false);
  CHECK(none.shown(0, 0) == Shown::small);
  CHECK(none.shown(0, 1) == Shown::yes);
  CHECK(none.shown(1, 0) == Shown::yes);
  SmallCells const beside(Drawn{{0, 9, 200}, {0, 8, 300}}, false);
  CHECK(beside.shown(0, 1) == Shown::small);
  CHECK(beside.shown(0, 2) == Shown::complementary);  // the nought beside it does not hide the nine
  CHECK(beside.shown(1, 2) == Shown::complementary);
}

TEST_CASE("counties that were not simulated are no second cell", "[export]") {
  SmallCells const small(Drawn{{9, 200, 300}, {missing, missing, missing}}, false);
  CHECK(small.shown(0, 0) == Shown::small);
  CHECK(small.shown(0, 1) == Shown::complementary);
  CHECK(small.shown(0, 2) == Shown::yes);
  CHECK(small.shown(0, -1) == Shown::yes);
  CHECK(small.drawn(1, -1) == 0);
}

TEST_CASE("persons and yuan are summed, rates and overlapping positions never", "[export]") {
  CHECK(can_be_summed(Dim::county));
  CHECK_FALSE(can_be_summed(Dim::line));
  CHECK_FALSE(can_be_summed(Dim::channel));
  auto const v = ExportRun().variables();
  CHECK_FALSE(can_be_summed(v[0]));
  CHECK(can_be_summed(v[3]));
}

TEST_CASE("an export keeps every cell with its mean, its error and its drawn households", "[export]") {
  ExportRun example;
  example.marginal_of_first = 40;
  example.write();
  RunReader const run(example.path);
  ExportTable const table = export_table(run, "poverty/latent_onsets", std::nullopt, SmallCells(run, false));
  CHECK(names(table) == std::vector<std::string>{"year", "county", "household_class", "line", "value", "standard_error",
                                                 "replicates", "drawn_households", "suppressed"});
  REQUIRE(table.rows() == 2 * 3 * 3 * 2);
  std::size_t const row = ((1 * 3 + 1) * 3 + 2) * 2 + 1;  // 2022, the second county, ordinary, monitoring line
  CHECK(column(table, "year").values[row] == 2022);
  CHECK(column(table, "county").labels[1].code == 511002);
  CHECK(column(table, "value").values[row] == Approx(1000 + 100 + 20 + 1 + 1.5));
  CHECK(column(table, "standard_error").values[row] == Approx(std::sqrt(5.0 / 3 / 4)));  // of 0, 1, 2, 3
  CHECK(column(table, "replicates").values[row] == 4);
  CHECK(column(table, "drawn_households").values[row] == 40);
  std::size_t const not_simulated = 2 * 3 * 2;
  CHECK(std::isnan(column(table, "value").values[not_simulated]));
  CHECK(column(table, "suppressed").values[not_simulated] == 0);  // missing, not withheld
}

TEST_CASE("what is not kept is summed, a stock is averaged over years, the lines stay apart", "[export]") {
  ExportRun example;
  example.write();
  RunReader const run(example.path);
  SmallCells const small(run, false);
  ExportTable const flow = export_table(run, "poverty/latent_onsets", std::vector{Dim::county}, small);
  CHECK(names(flow)[0] == "county");
  CHECK(names(flow)[1] == "line");
  REQUIRE(flow.rows() == 3 * 2);
  // Classes 0, 10, 20 in years 0 and 1 with a mean replicate of 1.5: 60 + 3 + 9.
  CHECK(column(flow, "value").values[0] == Approx(72));
  CHECK(column(flow, "value").values[1] == Approx(72 + 6000));
  CHECK(column(flow, "value").values[2] == Approx(72 + 600));
  ExportTable const stock = export_table(run, "poverty/in_spell", std::vector{Dim::county}, small);
  CHECK(column(stock, "value").values[0] == Approx(36));
  ExportTable const rate = export_table(run, "headline/latent_relapse", std::vector{Dim::year}, small);
  CHECK(rate.rows() == 2 * 3);  // a rate keeps its classes
}

TEST_CASE("a county with few drawn households is blank until all cells are asked for", "[export]") {
  ExportRun example;  // 33 drawn marginal households in the first year, 3 in the second: the fewest count
  example.write();
  RunReader const run(example.path);
  auto const by = std::vector{Dim::county, Dim::household_class};
  ExportTable const hidden = export_table(run, "poverty/in_spell", by, SmallCells(run, false));
  ExportTable const shown = export_table(run, "poverty/in_spell", by, SmallCells(run, true));
  CHECK(std::isnan(column(hidden, "value").values[1]));
  CHECK(std::isnan(column(hidden, "standard_error").values[1]));
  CHECK(column(hidden, "drawn_households").values[1] == 3);
  CHECK(column(hidden, "suppressed").values[1] == 1);
  CHECK(column(hidden, "suppressed").values[0] == 2);  // of two classes with 40 the first
  CHECK(column(hidden, "value").values[2] == Approx(22));
  CHECK(column(shown, "value").values[1] == Approx(12));
  CHECK(column(shown, "suppressed").values[1] == 0);
  CHECK(export_csv({{}, {hidden}}).find("fewer than 10 drawn households") != std::string::npos);
}

TEST_CASE("in runs without weights the share stands for them", "[export]") {
  ExportRun example;
  example.weights = false;
  example.write();
  RunReader const run(example.path);
  CHECK(SmallCells(run, false).drawn(1, 0) == Approx(40));
}

TEST_CASE("tables of different dimensions join into one, blank where a dimension is absent", "[export]") {
  ExportRun example;
  example.write();
  RunReader const run(example.path);
  SmallCells const small(run, true);
  std::vector<ExportTable> const tables{export_table(run, "headline/latent_relapse", std::nullopt, small),
                                        export_table(run, "poverty_monthly/in_spell", std::nullopt, small),
                                        export_table(run, "poverty/latent_onsets", std::nullopt, small)};
  std::string const csv = export_csv({{}, tables});
  std::string const header = csv.substr(0, csv.find('\n'));
  CHECK(header ==
        "table,table_zh,unit,year,household_class,household_class_zh,month,adcode,county,county_en,line,line_zh,value,"
        "standard_error,replicates,drawn_households,suppressed,suppressed_zh");
  CHECK(csv.find("\nheadline/latent_relapse,发生率,per 100 person-years,2021,lifted_out,脱贫户,,,,,,,2.5,0,4,") !=
        std::string::npos);
  CHECK(csv.find("\npoverty_monthly/in_spell,人数,persons,,ordinary,一般户,2021-03,,,,,,7,0,4,") != std::string::npos);
  CHECK(csv.find("\npoverty/latent_onsets,新发人数,persons,2022,marginal,边缘户,,511002,内江市市中区,Shizhong District,"
                 "poverty_line,贫困线,112.5,") != std::string::npos);
}

TEST_CASE("the chance of being among the worst is counted over replicates", "[export]") {
  // Worst two of four: by replicate {a b}, {a c}, {b c}, {a d}.
  std::vector<std::vector<double>> const values{{9, 8, 1, 7}, {8, 1, 9, 2}, {1, 9, 8, 1}, {2, 2, 2, 8}};
  std::vector<double> const chance = chance_among_worst(values, 2);
  CHECK(chance == std::vector<double>{0.75, 0.5, 0.5, 0.25});
}

TEST_CASE("a tie over the last place shares it, and chances sum to the number of places", "[export]") {
  std::vector<std::vector<double>> const values{{5, 0}, {3, 0}, {3, 0}, {1, 0}, {missing, 9}, {}};
  std::vector<double> const chance = chance_among_worst(values, 2);
  CHECK(chance[0] == Approx((1 + 0.5) / 2));
  CHECK(chance[1] == Approx((0.5 + 0.5) / 2));
  CHECK(chance[3] == Approx((0 + 0.5) / 2));
  CHECK(std::isnan(chance[4]));  // takes no part
  CHECK(std::isnan(chance[5]));
  CHECK(std::accumulate(chance.begin(), chance.begin() + 4, 0.0) == Approx(2));
  CHECK(chance_among_worst(values, 9)[3] == Approx(1));  // more places than counties: all are among them
}

TEST_CASE("ranks show rate, interval and chance, and leave out counties of few drawn households", "[export]") {
  ExportRun example;
  example.write();
  RunReader const run(example.path);
  ExportTable const table = export_ranks(run, "latent_relapse", 1, 0, SmallCells(run, true));
  // 1200 * onsets / person-months over both years: (0 + 1 + 2 r) / 2400 * 1200 with a mean r of 1.5.
  CHECK(column(table, "value").values[0] == Approx(2));
  CHECK(column(table, "value").values[1] == Approx(102));
  CHECK(column(table, "low").values[0] < 2);
  CHECK(column(table, "probability_worst_1").values[0] == 0);
  CHECK(column(table, "probability_worst_1").values[1] == 1);
  CHECK(std::isnan(column(table, "probability_worst_1").values[2]));
  for (std::string const& name : names(table)) CHECK(name.find("rank") == std::string::npos);
  ExportTable const hidden = export_ranks(run, "latent_relapse", 1, 1, SmallCells(run, false));
  CHECK(std::isnan(column(hidden, "value").values[0]));
  CHECK(column(hidden, "suppressed").values[0] == 1);
}
