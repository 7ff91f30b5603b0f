#!/usr/bin/env python3
"""The Python package: run files open with their labels, scenarios run, refusals are exceptions, comparisons are tables.

usage: package_test.py HOLDFAST [unittest arguments]
"""
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "python"))
import holdfast  # noqa: E402

HOLDFAST = ""
SMALL = {"share": 0.002, "replicates": 3, "counties": [513401, 511921], "threads": 1}


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix="holdfast-python-")
        cls.addClassCleanup(holder.cleanup)
        cls.folder = pathlib.Path(holder.name)
        os.environ["HOLDFAST"] = HOLDFAST
        cls.a = holdfast.run_scenario("adopted-2021-2025", output=cls.folder / "a.h5", **SMALL)
        cls.b = holdfast.run_scenario({"extends": "adopted-2021-2025", "name": "半价", "policies": {"premium_subsidy": {"strength": 0}}},
                                      output=cls.folder / "b.h5", **SMALL)

    def test_a_run_opens_as_one_labelled_dataset(self):
        run = holdfast.open_run(self.a)
        self.assertEqual(run.sizes["replicate"], 3)
        self.assertEqual(str(run["month"].values[0])[:10], "2021-01-01")
        self.assertEqual(run["household_class_zh"].values.tolist(), ["脱贫户", "边缘户", "一般户"])
        onsets = run["poverty/latent_onsets"]
        self.assertEqual(onsets.dims, ("replicate", "year", "county", "household_class", "line"))
        self.assertEqual(onsets.attrs["units"], "persons")
        self.assertEqual(onsets.attrs["long_name_zh"], "潜在返贫（致贫）新发人数")
        self.assertEqual(run.attrs["seed"], 1)
        self.assertEqual(json.loads(run.attrs["scenario"])["name"], "adopted-2021-2025")
        names = subprocess.run([HOLDFAST, "show", self.a, "--list", "--json"], capture_output=True, check=True, encoding="utf-8")
        self.assertEqual({v["name"] for v in json.loads(names.stdout)["variables"]}, set(run.data_vars))
        # One cell by label, against the command.
        cell = onsets.sel(county="西昌市", year=2023, household_class="ordinary", line="monitoring_line").mean("replicate")
        shown = subprocess.run([HOLDFAST, "show", self.a, "--table", "poverty/latent_onsets"], capture_output=True, check=True,
                               encoding="utf-8").stdout
        theirs, = [row for row in csv.reader(io.StringIO(shown))
                   if row[:2] == ["2023", "西昌市"] and row[3:5] == ["ordinary", "monitoring_line"]]
        self.assertGreater(float(theirs[5]), 0)
        self.assertAlmostEqual(float(cell), float(theirs[5]), delta=1e-8 * float(theirs[5]))

    def test_only_complete_replicates_are_seen(self):
        part = self.folder / "killed.h5.part"
        shutil.copy(self.a, part)
        with h5py.File(part, "r+") as file:
            file["done"][2] = 0
        self.assertEqual(holdfast.open_run(part).sizes["replicate"], 2)

    def test_what_is_no_run_file_is_said(self):
        with h5py.File(self.folder / "other.h5", "w") as file:
            file["x"] = 1
        with self.assertRaisesRegex(ValueError, "no run file"):
            holdfast.open_run(self.folder / "other.h5")

    def test_a_comparison_is_a_table(self):
        table = holdfast.compare(self.a, self.b)
        said = json.loads(subprocess.run([HOLDFAST, "compare", self.a, self.b, "--json"], capture_output=True, check=True,
                                         encoding="utf-8").stdout)
        row = table.loc["latent_relapse"]
        self.assertEqual([row.a, row.b, row.difference, row.unit],
                         [said["latent_relapse"][key] for key in ("a", "b", "difference", "unit")])
        self.assertEqual([row.low, row.high], said["latent_relapse"]["interval"])
        self.assertLess(table.loc["money/premium_subsidy"].difference, 0)
        self.assertEqual(table.loc["money/premium_subsidy"].b, 0)
        self.assertEqual(table.attrs["sentence"], said["sentence"])
        self.assertEqual(table.attrs["b_run"]["name"], "半价")
        np.testing.assert_allclose(table.b - table.a, table.difference, atol=1e-6 * table.a.abs().max())

    def test_refusals_are_exceptions_with_the_whole_message(self):
        with self.assertRaisesRegex(holdfast.HoldfastError, 'Did you mean "take_up_share"') as raised:
            holdfast.run_scenario("adopted-2021-2025", output=self.folder / "x.h5",
                                  changes={"policies.dibao.takeup_share": 0.9, "policies.dibao.line_yuan": -4}, **SMALL)
        self.assertEqual(raised.exception.returncode, 1)
        self.assertEqual(str(raised.exception).count("error:"), 2)
        self.assertFalse((self.folder / "x.h5").exists())
        with self.assertRaises(holdfast.HoldfastError) as raised:
            holdfast.compare(self.a, self.folder / "none.h5")
        self.assertEqual(raised.exception.returncode, 3)
        with self.assertRaises(holdfast.HoldfastError) as raised:
            holdfast.run_scenario("adopted-2021-2025", output=self.folder / "x.h5", replicates="many")
        self.assertEqual(raised.exception.returncode, 2)

    def test_the_command_is_found_in_the_environment_first(self):
        try:
            os.environ["HOLDFAST"] = "/nowhere/holdfast"
            with self.assertRaisesRegex(holdfast.HoldfastError, "/nowhere/holdfast cannot be started"):
                holdfast.compare(self.a, self.b)
        finally:
            os.environ["HOLDFAST"] = HOLDFAST


if __name__ == "__main__":
    HOLDFAST = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
