#!/usr/bin/env python3
"""The county map, from a small run file made here: what is read, what is drawn, what is refused."""
import csv
import os
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "viz"))
import map as county_map  # noqa: E402
from run_file import RunFile  # noqa: E402

with open(os.path.join(ROOT, "scenarios", "data", "counties.csv"), encoding="utf-8") as _file:
    COUNTIES = list(csv.DictReader(_file))
CLASSES = ["national_key", "provincial_key", "lifted_out", "other"]
REPLICATES, YEARS = 3, 2


def county_class(row):
    flags = ["national_key_county", "provincial_key_county", "lifted_out_county"]
    return next((k for k, name in enumerate(flags) if row[name] == "1"), 3)


def write_run(path, shift=0.0, complete=REPLICATES):
    """Onsets in replicate r, county k: (k + 1) (r + 1) 10 + shift for lifted-out people at the poverty line, else 7."""
    text = h5py.string_dtype("utf-8")
    with h5py.File(path, "w") as file:
        axes = {"replicate": np.arange(REPLICATES), "year": np.array([2021, 2022]),
                "county": [r["name_zh"] for r in COUNTIES],
                "household_class": ["lifted_out", "marginal", "ordinary"], "line": ["poverty_line", "monitoring_line"]}
        for name, values in axes.items():
            file.create_dataset(name, data=values, **({} if isinstance(values, np.ndarray) else {"dtype": text}))
            file[name].make_scale(name)
        file["done"] = np.array([1] * complete + [0] * (REPLICATES - complete), dtype="i1")
        file["adcode"] = np.array([int(r["adcode"]) for r in COUNTIES], dtype="i4")
        for name in ("lon", "lat"):
            file[name] = np.array([float(r[name]) for r in COUNTIES])
        for name in ("name_zh", "name_en", "prefecture_zh", "prefecture_en"):
            file.create_dataset(name, data=[r[name] for r in COUNTIES], dtype=text)
        file["county_class"] = np.array([county_class(r) for r in COUNTIES], dtype="i1")
        file["county_class"].attrs["flag_meanings"] = " ".join(CLASSES)
        dims = ("replicate", "year", "county", "household_class")
        onsets = np.full((REPLICATES, YEARS, 183, 3, 2), -1, dtype="i8")
        months = np.full((REPLICATES, YEARS, 183, 3), -1, dtype="i8")
        for k, row in enumerate(COUNTIES):
            if int(row["rural_population_2020"]) == 0:
                continue
            for r in range(REPLICATES):
                onsets[r, :, k] = 7
                onsets[r, :, k, 0, 0] = (k + 1) * (r + 1) * 10 + shift
                months[r, :, k] = 12000
        for name, data, names in (("latent_onsets", onsets, dims + ("line",)), ("at_risk_person_months", months, dims)):
            made = file.create_dataset("poverty/" + name, data=data)
            made.attrs["_FillValue"] = np.array([-1])
            made.attrs["dims"] = " ".join(names)
            made.attrs["long_name"], made.attrs["long_name_zh"] = name, "变量"
    return path


def content(path):
    with open(path, "rb") as file:
        return file.read()


class Map(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.run_path = write_run(os.path.join(self.folder.name, "a.h5"))

    def values(self, *argv):
        return county_map.drawn_values(county_map.parse([self.run_path, *argv]))[1]

    def test_headline_is_onsets_per_100_person_years_of_lifted_out_people_at_the_poverty_line(self):
        values = self.values()
        # county 10: mean over replicates of 110, 220, 330 = 220 a year; 2 years, 24000 person-months
        self.assertAlmostEqual(values[10], 220 * 2 / 24000 * 1200, places=9)

    def test_counties_without_rural_people_have_no_value(self):
        empty = [k for k, row in enumerate(COUNTIES) if int(row["rural_population_2020"]) == 0]
        self.assertEqual(np.flatnonzero(np.isnan(self.values())).tolist(), empty)

    def test_axes_can_be_cut_and_classes_chosen(self):
        self.assertAlmostEqual(self.values("--variable", "latent_onsets", "--at", "year=2022")[10], 220)
        everyone = self.values("--variable", "latent_onsets", "--household-class", "all")
        self.assertAlmostEqual(everyone[10], 2 * (220 + 7 + 7))
        self.assertAlmostEqual(self.values("--variable", "latent_onsets", "--at", "line=monitoring_line")[10], 14)

    def test_replicates_that_are_not_complete_are_left_out(self):
        write_run(self.run_path, complete=2)
        self.assertAlmostEqual(self.values("--variable", "latent_onsets", "--at", "year=2021")[10], 165)  # 110 and 220

    def test_difference_uses_the_replicates_that_both_runs_have(self):
        other = write_run(os.path.join(self.folder.name, "b.h5"), shift=4, complete=1)
        args = county_map.parse([self.run_path, "--minus", other, "--variable", "latent_onsets"])
        _, values, replicates = county_map.drawn_values(args)
        self.assertEqual(replicates, 1)
        self.assertAlmostEqual(values[10], -8)  # 110 less 114 in each of two years

    def test_what_is_wrong_is_said(self):
        with self.assertRaisesRegex(SystemExit, "no such run file"):
            RunFile(os.path.join(self.folder.name, "none.h5"))
        with self.assertRaisesRegex(SystemExit, "poverty/latent_onsets"):
            self.values("--variable", "relapse")
        with self.assertRaisesRegex(SystemExit, "year has no 2031; it has 2021, 2022"):
            self.values("--at", "year=2031")
        write_run(self.run_path, complete=0)
        with self.assertRaisesRegex(SystemExit, "no replicate is complete"):
            RunFile(self.run_path)

    def test_projection_keeps_areas_and_boundaries_match_the_counties(self):
        outlines = county_map.read_outlines()
        self.assertEqual(sorted(outlines), [int(r["adcode"]) for r in COUNTIES])
        area = 0.0
        for path in outlines.values():
            rings = np.split(path.vertices, np.flatnonzero(path.codes == path.MOVETO)[1:])
            signed = [np.sum(r[:-1, 0] * r[1:, 1] - r[1:, 0] * r[:-1, 1]) / 2 for r in rings]
            area += abs(sum(signed))
        self.assertAlmostEqual(area / 487687, 1, delta=0.005)  # km2, NOTICE-boundaries.md

    def test_command_writes_both_files_the_same_each_time(self):
        out = os.path.join(self.folder.name, "map")
        other = write_run(os.path.join(self.folder.name, "b.h5"), shift=4)
        command = [sys.executable, os.path.join(ROOT, "viz", "map.py"), self.run_path, "-o", out, "--dpi", "60"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        first = {kind: content(f"{out}.{kind}") for kind in ("png", "svg")}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for kind, data in first.items():
            self.assertEqual(data, content(f"{out}.{kind}"), kind)
        self.assertTrue(first["png"].startswith(b"\x89PNG") and b"<svg" in first["svg"])
        subprocess.run([*command, "--minus", other], check=True, stdout=subprocess.DEVNULL)
        self.assertNotEqual(first["png"], content(f"{out}.png"))


if __name__ == "__main__":
    unittest.main()
