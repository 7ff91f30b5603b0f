#!/usr/bin/env python3
"""holdfast tail and holdfast frontier as a user types them.

usage: tail_test.py HOLDFAST [unittest arguments]
"""
import json
import os
import sys
import unittest

import command_line_test as typed

COUNTIES = ["--share", "0.01", "--counties", "511921,513437,513401", "--threads", "1"]
SCHEDULES = """{
  "name": "tiny", "title": "Tiny", "title_zh": "小例", "base": "adopted-2021-2025",
  "schedules": {
    "premium_subsidy": {"start": "2024-01", "length_months": [0, 18], "floor": [0, 1]},
    "public_welfare_posts": {"start": "2024-01", "length_months": 0, "floor": [0, 1]}
  },
  "safe": %s
}"""


class Tail(typed.InAFolder):
    def test_curves_of_a_policy_and_of_the_same_under_stress(self):
        self.expect(0, "run", "adopted-2021-2025", "-o", "a.h5", "--replicates", "4", *COUNTIES)
        self.expect(0, "run", "adopted-2021-2025", "--with", "stress/macro-downturn", "-o", "b.h5", "--replicates", "4",
                    *COUNTIES)
        text = self.expect(0, "tail", "a.h5", "b.h5", "--least-households", "0").stdout
        self.assertTrue(text.startswith("No official number says what large-scale relapse is"))
        self.assertIn("adopted-2021-2025+macro-downturn", text)
        self.assertIn("drawing alone moves a share of 2 %", " ".join(text.split()))
        data = json.loads(self.expect(0, "tail", "a.h5", "b.h5", "--least-households", "0", "--json").stdout)
        self.assertEqual(len(data["runs"]), 2)
        for run in data["runs"]:
            self.assertEqual(run["counties_used"], 3)
            self.assertEqual(len(run["curve"]), 5 * 6)
            for year in (2021, 2022, 2023, 2024, 2025, "any"):
                curve = [p for p in run["curve"] if p["year"] == year]
                for measure in ("any_county", "expected_counties", "province"):
                    values = [p[measure]["value"] for p in curve]
                    self.assertEqual(values, sorted(values, reverse=True), "higher thresholds are reached less often")
                for p in curve:
                    self.assertLessEqual(p["any_county"]["value"], min(1, 4 * p["expected_counties"]["value"]))
                    low, high = p["any_county"]["interval"]
                    self.assertTrue(0 <= low <= p["any_county"]["value"] <= high <= 1)
        nobody = self.expect(1, "tail", "a.h5", "--least-households", "1e8").stderr
        self.assertIn("no county has 1e+08 drawn lifted-out households: run it with a larger --share", nobody)
        self.expect(2, "tail", "a.h5", "--threshold", "nan")

    def test_the_curve_is_what_the_run_file_says(self):
        import h5py
        import numpy
        self.expect(0, "run", "adopted-2021-2025", "-o", "a.h5", "--replicates", "4", *COUNTIES)
        with h5py.File(self.path("a.h5")) as run:
            onsets = run["poverty/latent_onsets"][:, :, :, 0, 0]
            members = run["population/members"][:, :, :, 0]
        share = numpy.nan_to_num(onsets) / numpy.where(members > 0, members, numpy.inf)
        data = json.loads(self.expect(0, "tail", "a.h5", "--threshold", "1,2%", "--least-households", "0", "--json").stdout)
        for p in data["runs"][0]["curve"]:
            reached = share >= p["threshold_percent"] / 100
            reached = reached.any(axis=1) if p["year"] == "any" else reached[:, p["year"] - 2021]
            self.assertAlmostEqual(p["any_county"]["value"], reached.any(axis=1).mean())
            self.assertAlmostEqual(p["expected_counties"]["value"], reached.sum(axis=1).mean())

    def test_a_rare_event_counts_plainly_without_a_shift(self):
        command = ["tail", "--rare", "adopted-2021-2025", "--threshold", "1", "--year", "2021", "--replicates", "6",
                   "--pilot", "10", "--least-households", "0", *COUNTIES, "--json"]
        plain = json.loads(self.expect(0, *command, "--no-shift").stdout)
        self.expect(0, "run", "adopted-2021-2025", "-o", "a.h5", "--replicates", "6", *COUNTIES)
        curve = json.loads(self.expect(0, "tail", "a.h5", "--threshold", "1", "--least-households", "0", "--json").stdout)
        counted = [p for p in curve["runs"][0]["curve"] if p["year"] == 2021][0]["any_county"]
        self.assertAlmostEqual(plain["probability"], counted["value"], msg="the same replicates as a run")
        self.assertEqual((plain["shift"], plain["pilot_replicates"]), (0, 0))
        shifted = json.loads(self.expect(0, *command).stdout)
        self.assertGreaterEqual(shifted["pilot_replicates"], 10)
        self.assertTrue(0 <= shifted["interval"][0] <= shifted["probability"] <= shifted["interval"][1] <= 1)

    def test_wrong_questions(self):
        self.expect(2, "tail")
        self.expect(2, "tail", "a.h5", "--share", "0.1")
        self.expect(2, "tail", "a.h5", "--rare", "adopted-2021-2025")
        self.assertIn("one number", self.expect(1, "tail", "--rare", "adopted-2021-2025").stderr)
        self.assertIn("2019", self.expect(1, "tail", "--rare", "adopted-2021-2025", "--threshold", "2", "--year", "2019",
                                          *COUNTIES).stderr)
        self.expect(3, "tail", "nothing.h5")


class Frontier(typed.InAFolder):
    SMALL = ["--share", "0.002", "--counties", "511921,513437", "--threads", "1", "--replicates", "2", "--scan", "6",
             "--rounds", "1", "--a-round", "2"]

    def setUp(self):
        super().setUp()
        self.write("tiny.json", SCHEDULES % '{"figure": "latent_relapse", "at_most": 1e9}')
        if "NLopt" in typed.holdfast("frontier", "tiny.json", *self.SMALL, folder=self.folder).stderr:
            self.skipTest("built without NLopt")

    def test_schedules_are_returned_confirmed_and_written(self):
        result = self.expect(0, "frontier", "tiny.json", *self.SMALL, "-o", "found", "--json")
        data = json.loads(result.stdout)
        rows = data["schedules"]
        self.assertGreaterEqual(len(rows), 1)
        self.assertEqual([r["chosen"] for r in rows].count(True), 1)
        costs = [r["search"]["cost"] for r in rows]
        risks = [r["search"]["risk"] for r in rows]
        self.assertEqual(costs, sorted(costs))
        self.assertEqual(risks, sorted(risks, reverse=True), "what costs more has less risk")
        self.assertEqual(len(os.listdir(self.path("found"))), len(rows))
        self.assertNotEqual(data["seed"], data["fresh_seed"])
        # The written scenario costs what the search says.
        self.expect(0, "check", "found/tiny-01.json")
        again = json.loads(self.expect(0, "frontier", "tiny.json", *self.SMALL, "--json").stdout)
        for row in again["schedules"] + rows:
            row.pop("file", None)
        self.assertEqual(again["schedules"], rows, "the same bits again")
        text = self.expect(0, "frontier", "tiny.json", *self.SMALL).stdout
        self.assertIn("probability of correct selection", " ".join(text.split()))
        self.assertIn("end less than a year before the run does", " ".join(text.split()))

    def test_nothing_safe_is_said(self):
        self.write("never.json", SCHEDULES % '{"figure": "latent_relapse", "at_most": 0.0001}')
        text = self.expect(0, "frontier", "never.json", *self.SMALL).stdout
        self.assertIn("No schedule of the family is safe.", text)
        self.write("few.json", SCHEDULES % '{"figure": "large_scale_relapse", "threshold_percent": 2, "at_most": 0.5}')
        told = self.expect(1, "frontier", "few.json", *self.SMALL).stderr
        self.assertIn("no county has 100 drawn lifted-out households", told)

    def test_problems_come_at_once(self):
        self.write("wrong.json", SCHEDULES.replace("premium_subsidy", "premium") % '{"figure": "latent_relapse", "at_least": 1}')
        told = self.expect(1, "frontier", "wrong.json").stderr
        self.assertIn("/schedules/premium is no instrument", told)
        self.assertIn("/safe/at_least is not known here", told)
        self.assertIn("wrong.json:", told)


if __name__ == "__main__":
    typed.HOLDFAST = os.path.abspath(sys.argv.pop(1))
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]])
