#!/usr/bin/env python3
"""holdfast at-risk as a user types it: what it prints, the file of households, and what it refuses.

usage: at_risk_test.py HOLDFAST [unittest arguments]
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

import h5py
import xarray

HOLDFAST = ""
TINY = ["--share", "0.01", "--replicates", "3", "--counties", "513401,511921,513338", "--threads", "1"]


def holdfast(*arguments, folder):
    return subprocess.run([HOLDFAST, *arguments], cwd=folder, timeout=900, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding="utf-8")


class AtRisk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix="holdfast-at-risk-")
        cls.addClassCleanup(holder.cleanup)
        cls.folder = holder.name
        cls.both = holdfast("at-risk", "adopted-2021-2025", "no-support", *TINY, "--json", "-o", "who.h5",
                            folder=cls.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def refused(self, code, *arguments, says):
        result = holdfast("at-risk", *arguments, folder=self.folder)
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertEqual(result.stdout, "")
        for text in says:
            self.assertIn(text, result.stderr)

    def test_json_has_the_three_versions_who_moves_and_where(self):
        self.assertEqual(self.both.returncode, 0, self.both.stderr)
        report = json.loads(self.both.stdout)
        self.assertEqual((report["from"], report["window"]), ("2024-12", ["2025-01", "2025-12"]))
        lifted_out = report["classes"][0]
        self.assertEqual(lifted_out["key"], "lifted_out")
        self.assertEqual([v["threshold"] for v in lifted_out["vulnerable"]], [0.05, 0.10, 0.20])
        for count in [*lifted_out["vulnerable"], lifted_out["exposed"]]:
            low, high = count["persons"]["interval"]
            self.assertTrue(0 <= low <= count["persons"]["value"] <= high)
            self.assertLessEqual(high, lifted_out["persons_at_risk"] + 1e-6)
        self.assertGreater(lifted_out["exposed"]["raw_persons"], 0)
        self.assertGreater(lifted_out["movement"]["pushed_below_line"]["value"], 0)
        self.assertEqual({c["adcode"] for c in report["counties"]}, {513401, 511921, 513338})
        for years in (report["yearly_states"], report["yearly_states_b"]):
            self.assertEqual([y["year"] for y in years], ["all", 2021, 2022, 2023, 2024])
            for row in years[0]["states"].values():
                if row["persons"]["value"] > 0:
                    self.assertAlmostEqual(sum(p["value"] for p in row["probability"].values()), 1)

    def test_the_file_of_households_opens_and_agrees(self):
        root = xarray.open_dataset(self.path("who.h5"))
        self.assertEqual(root.attrs["window_first"], "2025-01")
        with xarray.open_dataset(self.path("who.h5"), group="households") as who:
            lifted_out = who.where(who.household_class == 0, drop=True)
            raw = float(((lifted_out.exposed >= 1) * lifted_out.members * lifted_out.at_risk * lifted_out.weight).sum())
            self.assertEqual(len(set(who.household.values.tolist())), who.sizes["household"])
            self.assertEqual(set(who.at_risk.values.tolist()), {0, 3})  # one past: at risk in all replicates or in none
        report = json.loads(self.both.stdout)
        self.assertAlmostEqual(raw / 3, report["classes"][0]["exposed"]["raw_persons"], places=3)
        with xarray.open_dataset(self.path("who.h5"), group="households", engine="h5netcdf") as who:
            self.assertEqual(who.relapses_b.dims, ("household",))
        with h5py.File(self.path("who.h5")) as file:
            self.assertIn("flag_meanings", file["households/household_class"].attrs)
            names = [json.loads(file[g + "/scenario"].asstr()[()])["name"] for g in ("provenance", "provenance_b")]
            self.assertEqual(names, ["adopted-2021-2025", "no-support"])
            self.assertEqual(file["provenance"].attrs["replicates"], 3)
        self.assertFalse(os.path.exists(self.path("who.h5.part")))

    def test_one_scenario_has_no_exposed_and_prints_a_page(self):
        result = holdfast("at-risk", "adopted-2021-2025", *TINY, "--from", "2022-06", folder=self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        for text in ("2022-07 to 2023-06", "(a) on the register in 2022-06", "(b) chance of a spell", "raw", "脱贫户"):
            self.assertIn(text, result.stdout)
        self.assertNotIn("exposed", result.stdout)

    def test_the_same_scenario_twice_exposes_nobody(self):
        result = holdfast("at-risk", "adopted-2021-2025", "adopted-2021-2025", *TINY, "--json", folder=self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        for group in json.loads(result.stdout)["classes"]:
            self.assertEqual(group["exposed"]["persons"], {"value": 0, "interval": [0, 0]})
            self.assertEqual(group["movement"]["pushed_into_spell"]["value"], 0)

    def test_refuses_what_cannot_be_answered(self):
        self.refused(1, "adopted-2021-2025", *TINY, "--from", "2025-01", says=["--from", "2021-01 to 2024-12"])
        self.refused(1, "adopted-2021-2025", *TINY, "--from", "December", says=["is no month", "2024-12"])
        self.refused(1, "adopted-2021-2025", "--replicates", "1", "--from", "2030-01",
                     says=["--replicates", "--from"])  # both at once
        self.refused(1, "adopted-2021-2025", *TINY, "--set", "run.months=12", says=["12 months are too few"])
        other = self.path("other-frame.json")
        with open(other, "w", encoding="utf-8") as file:
            json.dump({"name": "other-frame", "extends": "adopted-2021-2025.json", "run": {"months": 48}}, file)
        self.refused(1, "adopted-2021-2025", other, *TINY, says=["other-frame", "must be equal"])
        self.refused(3, "adopted-2021-2025", "nowhere", *TINY, says=["nowhere"])
        self.refused(3, "adopted-2021-2025", *TINY, "-o", "missing/who.h5", says=["there is no such folder"])
        with open(self.path("notes.txt"), "w", encoding="utf-8") as file:
            file.write("notes")
        self.refused(3, "adopted-2021-2025", *TINY, "-o", "notes.txt", says=["no HDF5 file"])
        self.refused(2, "adopted-2021-2025", "no-support", "cliff-2024", says=[])


if __name__ == "__main__":
    HOLDFAST = os.path.abspath(sys.argv[1])
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
