#!/usr/bin/env python3
"""holdfast export: its cells are those of the run file, small ones are blank, and other programs open what it writes.

usage: export_test.py HOLDFAST [unittest arguments]
"""
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np
import openpyxl
import pandas as pd

HOLDFAST = ""
COUNTIES = "513401,511921,510121,513332,510185,511722"


class OfOneRun(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix="holdfast-export-")
        cls.addClassCleanup(holder.cleanup)
        cls.folder = holder.name
        cls.holdfast("run", "adopted-2021-2025", "-o", "run.h5", "--share", "0.002", "--replicates", "4", "--counties",
                     COUNTIES)
        with h5py.File(cls.path("run.h5")) as run:
            households, weight = run["population/households"][:], run["population/weight"][:]
            cls.drawn = np.round(households / weight).mean(axis=0).min(axis=0)  # county, class
            cls.adcodes, cls.weight = run["adcode"][:], weight

    @classmethod
    def path(cls, name):
        return os.path.join(cls.folder, name)

    @classmethod
    def holdfast(cls, *arguments, code=0):
        result = subprocess.run([HOLDFAST, *arguments], cwd=cls.folder, capture_output=True, encoding="utf-8", timeout=900)
        assert result.returncode == code, f"{arguments}\n{result.stdout}\n{result.stderr}"
        return result

    def rows(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.holdfast("export", "run.h5", *arguments).stdout)))


class Cells(OfOneRun):
    def test_cells_are_those_of_show(self):
        for table in ("poverty/latent_onsets", "headline/latent_relapse", "poverty_monthly/in_need", "ledger/paid"):
            shown = list(csv.reader(io.StringIO(self.holdfast("show", "run.h5", "--table", table).stdout)))
            exported = self.rows("--table", table, "--all-cells")
            self.assertEqual(len(exported), len(shown) - 1)
            dimensions = [name for name in shown[0][:-3]]
            for row, theirs in zip(exported, shown[1:]):
                self.assertEqual([row[name] for name in dimensions], theirs[:-3])
                self.assertEqual([row["value"], row["standard_error"], row["replicates"]], theirs[-3:])

    def test_what_is_not_kept_is_summed(self):
        with h5py.File(self.path("run.h5")) as run:
            onsets = run["poverty/latent_onsets"][:]  # replicate, year, county, class, line
            in_spell = run["poverty/in_spell"][:]
        rows = self.rows("--table", "poverty/latent_onsets", "--by", "county", "--all-cells")
        self.assertEqual([*rows[0]][:7], ["table", "table_zh", "unit", "adcode", "county", "county_en", "line"])
        for row in rows:
            k, line = list(self.adcodes).index(int(row["adcode"])), ["poverty_line", "monitoring_line"].index(row["line"])
            expected = onsets[:, :, k, :, line].sum(axis=(1, 2))
            if np.isnan(expected).any():
                self.assertEqual(row["value"], "")
                continue
            self.assertAlmostEqual(float(row["value"]), expected.mean(), delta=1e-6 * max(1, expected.mean()))
            self.assertAlmostEqual(float(row["standard_error"]), expected.std(ddof=1) / 2, delta=1e-5 * max(1, expected.mean()))
        stock = self.rows("--table", "poverty/in_spell", "--by", "household_class")
        self.assertAlmostEqual(float(stock[0]["value"]), np.nansum(in_spell[:, :, :, 0], axis=2).mean(), places=3)

    def test_without_tables_it_gives_headline_and_poverty(self):
        tables = {row["table"] for row in self.rows()}
        self.assertEqual({table.split("/")[0] for table in tables}, {"headline", "poverty"})
        self.assertIn("headline/latent_relapse", tables)

    def test_json_says_what_the_columns_mean(self):
        said = json.loads(self.holdfast("export", "run.h5", "--table", "population/members", "--json").stdout)
        self.assertIn("fewer than 10 drawn households", said["facts"]["small_cells"])
        self.assertEqual(said["facts"]["scenario"], "adopted-2021-2025")
        table, = said["tables"]
        self.assertEqual(table["unit"], "persons")
        self.assertIn({"name": "year", "title": "calendar year", "title_zh": "年份"}, table["columns"])
        self.assertIsInstance(table["rows"][0]["year"], int)


class SmallCells(OfOneRun):
    def by_class(self, *more):
        rows = self.rows("--table", "poverty/in_spell", "--by", "county,household_class", *more)
        names = ["lifted_out", "marginal", "ordinary"]
        return {(list(self.adcodes).index(int(r["adcode"])), names.index(r["household_class"])): r for r in rows}

    def test_a_county_with_few_drawn_households_is_blank_and_all_cells_shows_it(self):
        hidden, shown = self.by_class(), self.by_class("--all-cells")
        simulated = [at for at in hidden if not np.isnan(self.drawn[at])]
        small = [at for at in simulated if self.drawn[at] < 10]
        large = [at for at in simulated if hidden[at]["suppressed"] == ""]
        self.assertEqual(len(simulated), 18)
        self.assertTrue(small and large)
        for at in small:
            self.assertEqual(hidden[at]["value"] + hidden[at]["standard_error"], "")
            self.assertEqual(hidden[at]["suppressed"], "fewer than 10 drawn households")
            self.assertEqual(int(hidden[at]["drawn_households"]), int(self.drawn[at]))
        for at in large:
            self.assertGreaterEqual(self.drawn[at], 10)
            self.assertEqual(hidden[at]["value"], shown[at]["value"])
        for at in simulated:
            self.assertNotEqual(shown[at]["value"], "")
            self.assertEqual(shown[at]["suppressed"], "")
        # No single blank among the classes of a county or the counties of a class.
        blank = np.array([[hidden[k, c]["suppressed"] != "" and self.drawn[k, c] > 0 for c in range(3)]
                          for k in sorted({k for k, _ in simulated})])
        self.assertNotIn(1, [*blank.sum(axis=0), *blank.sum(axis=1)])

    def test_drawn_households_are_whole_numbers(self):
        with h5py.File(self.path("run.h5")) as run:
            counted = run["population/households"][:] / self.weight
        counted = counted[~np.isnan(counted)]
        self.assertGreater(len(counted), 200)
        np.testing.assert_allclose(counted, np.round(counted), atol=1e-6)


class Ranks(OfOneRun):
    def test_chances_sum_to_the_number_of_places_and_no_rank_stands_alone(self):
        rows = self.rows("--ranks", "latent_relapse", "--worst", "2", "--all-cells", "--household-class", "all")
        self.assertFalse([name for name in rows[0] if name.endswith("rank")])
        chances = {row["adcode"]: float(row["probability_worst_2"]) for row in rows if row["probability_worst_2"]}
        self.assertEqual(sorted(chances), sorted(COUNTIES.split(",")))
        self.assertAlmostEqual(sum(chances.values()), 2, places=9)
        for row in rows:
            if row["value"]:
                self.assertLess(float(row["low"]), float(row["value"]))
        with h5py.File(self.path("run.h5")) as run:
            rate = 1200 * run["poverty/latent_onsets"][..., 0].sum(axis=(1, 3)) / run["poverty/at_risk_person_months"][:].sum(
                axis=(1, 3))
        worst = np.sort(np.where(np.isnan(rate), -1, rate), axis=1)[:, -2]
        for row in rows:
            k = list(self.adcodes).index(int(row["adcode"]))
            if row["value"]:
                self.assertAlmostEqual(chances[row["adcode"]], np.mean(rate[:, k] >= worst), places=9)

    def test_few_drawn_households_take_no_part(self):
        rows = self.rows("--ranks", "latent_relapse", "--worst", "1", "--household-class", "marginal")
        blank = [row for row in rows if row["suppressed"]]
        self.assertTrue(blank)
        self.assertFalse([row for row in blank if row["value"] or row["low"] or row["probability_worst_1"]])


class Refusals(OfOneRun):
    def refused(self, code, *arguments):
        before = sorted(os.listdir(self.folder))
        result = self.holdfast("export", "run.h5", *arguments, code=code)
        self.assertEqual(result.stdout, "")
        self.assertEqual(sorted(os.listdir(self.folder)), before)
        return result.stderr

    def test_wrong_names_are_all_reported_with_the_nearest(self):
        said = self.refused(1, "--table", "poverty/latnt_onsets", "--table", "registr", "--table", "listed", "-o", "a.csv")
        self.assertIn('Did you mean "poverty/latent_onsets"?', said)
        self.assertIn('Did you mean "register"?', said)
        self.assertIn("register/listed, register_monthly/listed", said)
        self.assertIn("--list", said)
        self.assertIn('Did you mean "household_class"?',
                      self.refused(1, "--table", "poverty", "--by", "county,houshold_class"))
        self.assertIn("no dimension of these tables", self.refused(1, "--table", "poverty", "--by", "month"))

    def test_wrong_ranks(self):
        said = self.refused(1, "--ranks", "latent_relaps", "--household-class", "marginl")
        self.assertIn('Did you mean "latent_relapse"?', said)
        self.assertIn('Did you mean "marginal"?', said)
        self.refused(2, "--ranks", "latent_relapse", "--by", "county")
        self.refused(2, "--worst", "3")

    def test_an_unknown_ending_and_an_unwritable_target(self):
        self.assertIn(".csv, .xlsx, .dta and .json", self.refused(1, "-o", "a.ods"))
        for name in ("a.csv", "a.xlsx", "a.dta", "a.json"):
            self.assertIn("cannot be written", self.refused(3, "-o", f"nowhere/{name}"))
        self.assertIn("no-run.h5", self.holdfast("export", "no-run.h5", code=3).stderr)


class Excel(OfOneRun):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holdfast("export", "run.h5", "-o", "a.xlsx", "--table", "headline", "--table", "poverty/latent_onsets",
                     "--table", "poverty_monthly/in_spell", "--table", "poverty_monthly/latent_onsets")

    def test_sheets_have_typed_cells_and_a_frozen_header_in_two_languages(self):
        book = openpyxl.load_workbook(self.path("a.xlsx"))
        self.assertEqual(book.sheetnames[:2], ["readme", "latent_relapse"])
        sheet = book["latent_onsets"]
        header = [cell.value for cell in sheet[1]]
        self.assertEqual(header[:4], ["year\n年份", "adcode\n县（市、区）代码", "county\n县（市、区）", "county_en\n县（市、区）（英文）"])
        self.assertIn("value\n潜在返贫（致贫）新发人数\n(persons)", header)
        self.assertEqual(sheet.freeze_panes, "A2")
        self.assertTrue(sheet["A1"].font.bold)
        at = {name.split("\n")[0]: position for position, name in enumerate(header)}
        theirs = self.rows("--table", "poverty/latent_onsets")
        ours = list(sheet.iter_rows(min_row=2, values_only=True))
        self.assertEqual(len(ours), len(theirs))
        for our, their in zip(ours, theirs):
            self.assertIsInstance(our[at["year"]], int)
            self.assertIsInstance(our[at["county"]], str)
            for name in ("year", "adcode", "value", "standard_error", "replicates", "drawn_households"):
                self.assertEqual("" if our[at[name]] is None else f"{our[at[name]]:.9g}", their[name])
            for name in ("county", "county_en", "household_class", "household_class_zh", "line_zh", "suppressed"):
                self.assertEqual(our[at[name]] or "", their[name])
        self.assertTrue(any(our[at["value"]] is None for our in ours))
        monthly = book["in_spell"]["A2"]
        self.assertTrue(monthly.is_date)
        self.assertEqual((monthly.value.year, monthly.value.month), (2021, 1))
        self.assertIn("latent_onsets~2", book.sheetnames)

    def test_the_readme_says_run_rule_unit_and_meaning(self):
        sheet = openpyxl.load_workbook(self.path("a.xlsx"))["readme"]
        text = "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value)
        for expected in ("adopted-2021-2025", "fewer than 10 drawn households", "样本户", "poverty/latent_onsets", "persons",
                         "per 100 person-years", "潜在返贫", "commit", "seed"):
            self.assertIn(expected, text)

    def test_the_same_run_gives_the_same_bytes(self):
        for name in ("a.xlsx", "a.dta", "a.csv", "a.json"):
            contents = []
            for _ in range(2):
                self.holdfast("export", "run.h5", "--table", "poverty/latent_onsets", "-o", name)
                with open(self.path(name), "rb") as file:
                    contents.append(file.read())
            self.assertEqual(contents[0], contents[1], name)


class Stata(OfOneRun):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holdfast("export", "run.h5", "-o", "a.dta", "--table", "poverty/latent_onsets", "--table",
                     "poverty_monthly/in_spell")

    def test_pandas_reads_labels_in_chinese(self):
        with pd.io.stata.StataReader(self.path("a.dta")) as reader:
            variables, values, data_label = reader.variable_labels(), reader.value_labels(), reader.data_label
        self.assertEqual(data_label, "Holdfast adopted-2021-2025")
        self.assertTrue(variables["household_class"].startswith("农户类别"))
        self.assertTrue(variables["value"].startswith("数值"))
        self.assertEqual(values["county"][513332], "石渠县")
        self.assertEqual(sorted(values["table"].values()), ["处于返贫（致贫）状态人数", "潜在返贫（致贫）新发人数"])
        data = pd.read_stata(self.path("a.dta"))
        theirs = pd.DataFrame(self.rows("--table", "poverty/latent_onsets", "--table", "poverty_monthly/in_spell"))
        self.assertEqual(len(data), len(theirs))
        np.testing.assert_allclose(data["value"], pd.to_numeric(theirs["value"]), rtol=1e-8)
        self.assertEqual([*data["household_class"]], [*theirs["household_class_zh"]])
        self.assertEqual([*data["month"].dropna().dt.strftime("%Y-%m")], [month for month in theirs["month"] if month])
        self.assertEqual([*data["suppressed"].astype(str).replace("0", "")], [*theirs["suppressed_zh"]])

    def test_haven_reads_labels_in_chinese(self):
        if shutil.which("Rscript") is None:
            self.skipTest("R is not installed")
        code = """suppressMessages(library(haven)); d <- read_dta("a.dta")
            cat(attr(d$household_class, "label"), "\\n", names(attr(d$county, "labels"))[attr(d$county, "labels") == 513332], "\\n",
                levels(as_factor(d$household_class)), "\\n", nrow(d), sum(is.na(d$value)), sprintf("%.6f", sum(d$value, na.rm = TRUE)),
                attr(d$month, "format.stata"), "\\n")"""
        result = subprocess.run(["Rscript", "-e", code], cwd=self.folder, capture_output=True, encoding="utf-8", timeout=120,
                                env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual(result.returncode, 0, result.stderr)
        label, county, classes, numbers = [line.split() for line in result.stdout.strip().splitlines()]
        data = pd.read_stata(self.path("a.dta"), convert_categoricals=False)
        self.assertEqual(label[0], "农户类别")
        self.assertEqual(county, ["石渠县"])
        self.assertEqual(len(classes), 3)
        self.assertIn("脱贫户", classes)
        self.assertEqual([int(numbers[0]), int(numbers[1])], [len(data), data["value"].isna().sum()])
        self.assertAlmostEqual(float(numbers[2]), data["value"].sum(), places=4)
        self.assertEqual(numbers[3], "%tm")


if __name__ == "__main__":
    HOLDFAST = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
