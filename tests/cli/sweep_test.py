#!/usr/bin/env python3
"""`holdfast sweep` and `holdfast attribute` as a user types them: killed and gone on with, refused, printed.

usage: sweep_test.py HOLDFAST [unittest arguments]
"""
import json
import os
import re
import signal
import subprocess
import sys
import time
import unittest

import h5py
import numpy

import command_line_test
from command_line_test import InAFolder

SMALL = {"base": "adopted-2021-2025",
         "run": {"replicates": 4, "households_share": 0.002, "counties": [513401, 511921, 510121], "months": 36},
         "parameters": [
             {"key": "premium_floor", "path": "policies.premium_subsidy.lifted_out_share", "as": "floor",
              "from": "2022-10", "values": [0, 1], "step": -0.1, "step_title": "10 points off the floor"},
             {"key": "growth", "path": "policies.dibao.line_yuan", "as": "growth", "from": "2021-12",
              "range": [0, 0.1], "points": 3}],
         "figures": ["newly_relapsed", "public_cost"]}


class SweepInAFolder(InAFolder):
    def setUp(self):
        super().setUp()
        self.write("small.json", json.dumps(SMALL, indent=1))

    def bytes_of(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def kill_after(self, replicates, *arguments):
        """Kills the sweep as soon as it has told of so many replicates; says how many stand in the .part."""
        process = subprocess.Popen([command_line_test.HOLDFAST, "sweep", "small.json", *arguments], cwd=self.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
        told = 0
        while told < replicates:
            line = process.stderr.readline()
            self.assertTrue(line, "the sweep ended before it could be killed")
            told += line.startswith("replicate ")
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()


class OtherFiles(SweepInAFolder):
    def test_the_file_of_a_sweep_is_no_run_and_nobody_is_no_province(self):
        self.expect(0, "sweep", "small.json", "-o", "sweep.h5")
        for command in (("show",), ("compare", "sweep.h5"), ("tail",), ("export",), ("why", "--find", "never-found")):
            told = self.expect(1, command[0], "sweep.h5", *command[1:]).stderr
            self.assertIn("is the file of a sweep", told)
        nobody = self.expect(1, "sweep", "small.json", "-o", "none.h5", "--counties", "510104").stderr
        self.assertIn("name only counties without rural people", nobody)
        self.assertIn("must read FIGURE=LEVEL", self.expect(1, "sweep", "small.json", "-o", "none.h5", "--threshold",
                                                            "latent_relapse=nan").stderr)
        self.assertFalse(os.path.exists(self.path("none.h5")))


class Resume(SweepInAFolder):
    def test_killed_at_any_point_it_goes_on_to_the_same_bytes_on_any_number_of_threads(self):
        self.expect(0, "sweep", "small.json", "-o", "whole.h5", "--threads", "1")
        whole = self.bytes_of("whole.h5")
        for replicates in (1, 2, 3):
            name = f"killed{replicates}.h5"
            self.kill_after(replicates, "-o", name, "--threads", "2")
            self.assertFalse(os.path.exists(self.path(name)))
            with h5py.File(self.path(name + ".part")) as part:
                done = int(part["done"][:].sum())
            self.assertGreaterEqual(done, replicates)
            result = self.expect(0, "sweep", "small.json", "-o", name, "--threads", "1")
            self.assertIn(f"going on from {done} complete replicates of 4", result.stderr)
            self.assertEqual(self.bytes_of(name), whole)
            self.assertEqual(sorted(n for n in os.listdir(self.folder) if n.startswith(name)), [name])

    def test_killed_again_and_again_after_any_time(self):
        self.expect(0, "sweep", "small.json", "-o", "whole.h5")
        for wait in (0.05, 0.2, 0.4, 0.7, 1.1, 1.6):
            process = subprocess.Popen([command_line_test.HOLDFAST, "sweep", "small.json", "-o", "a.h5"],
                                       cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(wait)
            process.kill()
            process.wait()
        self.expect(0, "sweep", "small.json", "-o", "a.h5")
        self.assertEqual(self.bytes_of("a.h5"), self.bytes_of("whole.h5"))

    def test_ctrl_c_keeps_what_is_complete(self):
        process = subprocess.Popen([command_line_test.HOLDFAST, "sweep", "small.json", "-o", "a.h5"], cwd=self.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
        while not process.stderr.readline().startswith("replicate 1"):
            pass
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
        self.assertEqual(process.returncode, 130, said)
        self.assertIn("the same command goes on with them", said)
        self.assertIn("going on from", self.expect(0, "sweep", "small.json", "-o", "a.h5").stderr)

    def test_a_complete_sweep_is_only_printed_again(self):
        first = self.expect(0, "sweep", "small.json", "-o", "a.h5")
        before = self.bytes_of("a.h5")
        again = self.expect(0, "sweep", "small.json", "-o", "a.h5")
        self.assertIn("nothing is simulated again", again.stderr)
        self.assertEqual(again.stdout, first.stdout)
        self.assertEqual(self.bytes_of("a.h5"), before)

    def test_another_sweep_under_the_name_is_refused_with_what_differs(self):
        self.kill_after(1, "-o", "a.h5")
        part = self.bytes_of("a.h5.part")
        refused = self.expect(1, "sweep", "small.json", "-o", "a.h5", "--seed", "9")
        self.assertRegex(refused.stderr, r"a\.h5\.part: holds \d replicates? of another sweep, which cannot be gone on "
                                         r"with\. What differs: .*seed: 1 there, 9 now")
        refused = self.expect(1, "sweep", "small.json", "-o", "a.h5", "--set", "policies.tekun.strength=0.5")
        self.assertIn("the base: policies.tekun.strength", refused.stderr)
        changed = json.loads(json.dumps(SMALL))
        changed["parameters"][0]["values"] = [0, 0.5]
        self.write("small.json", json.dumps(changed))
        refused = self.expect(1, "sweep", "small.json", "-o", "a.h5")
        self.assertIn("the sweep: its parameters, points or settings", refused.stderr)
        self.assertEqual(self.bytes_of("a.h5.part"), part)
        self.tiny_run("adopted-2021-2025", "run.h5")
        self.assertIn("run.h5: exists and is no file of this sweep",
                      self.expect(1, "sweep", "small.json", "-o", "run.h5").stderr)


class Surfaces(SweepInAFolder):
    def test_a_point_is_what_run_gives_with_its_settings(self):
        self.expect(0, "sweep", "small.json", "-o", "a.h5")
        with h5py.File(self.path("a.h5")) as file:
            points = json.loads(file["provenance/sweep"].asstr()[()])["points"]
            self.assertEqual(points[5]["levels"], [1, 0.1])
            self.assertEqual(list(file["points/growth"][:]), [0, 0.05, 0.1] * 2)
            onsets = file["outcome/onsets"][:, 5]
            self.assertEqual(file["outcome/onsets"].shape, (4, 6))
            self.assertEqual(file["outcome/onsets"].dims[1][0].name, "/point")
        settings = [part for s in points[5]["set"] for part in ("--set", s)]
        run = ["--replicates", "4", "--share", "0.002", "--counties", "513401,511921,510121", "--set", "run.months=36"]
        self.expect(0, "run", "adopted-2021-2025", "-o", "point.h5", *run, *settings)
        with h5py.File(self.path("point.h5")) as file:
            variable = file["poverty/latent_onsets"]  # replicate, year, county, household_class, line
            self.assertEqual(variable.attrs["dims"], "replicate year county household_class line")
            persons = numpy.nansum(variable[:, :, :, 0, 0], axis=(1, 2))
        self.assertTrue((persons > 0).all())
        numpy.testing.assert_allclose(onsets, persons, rtol=1e-9)

    def test_text_and_json_tell_slopes_and_thresholds(self):
        text = self.expect(0, "sweep", "small.json", "-o", "a.h5", "--threshold", "public_cost=1").stdout
        self.assertRegex(text, r"Each 10 points off the floor: -?[\d+]")
        self.assertIn("premium_floor \\ growth", text)
        self.assertIn("not crossed between the lowest and the highest level", text)
        result = json.loads(self.expect(0, "sweep", "small.json", "-o", "a.h5", "--json", "--figures",
                                        "latent_relapse", "--threshold", "latent_relapse=2").stdout)
        self.assertEqual(list(result["figures"]), ["latent_relapse"])
        self.assertEqual(len(result["figures"]["latent_relapse"]["at"]), 6)
        self.assertEqual(result["thresholds"][0]["figure"], "latent_relapse")
        self.assertEqual(len(result["thresholds"][0]["crossings"]), 3 + 2)

    def test_the_sweep_of_the_page_runs(self):
        with open(os.path.join(command_line_test.SOURCE, "docs", "scenario-files.md"), encoding="utf-8") as page:
            found = [b for b in re.findall(r"^```json\n(.*?)^```$", page.read(), re.DOTALL | re.MULTILINE)
                     if "parameters" in json.loads(b)]
        self.assertEqual(len(found), 1)
        self.write("page.json", found[0])
        text = self.expect(0, "sweep", "page.json", "--replicates", "2", *command_line_test.TINY).stdout
        self.assertIn("Each 10 points off the floor under the premium subsidy", text)
        self.assertTrue(os.path.exists(self.path("premium-floor.h5")))
        said = self.expect(1, "show", "premium-floor.h5").stderr
        self.assertIn("is the file of a sweep", said)

    def test_bad_input_is_told_all_at_once(self):
        self.write("bad.json", '{"base": "adopted-2021-2025", "parameters": [{"key": "x", "path": '
                               '"policies.dibao.line_yuans", "values": [1, 9000]}], "figurs": []}')
        said = self.expect(1, "sweep", "bad.json").stderr
        self.assertIn('Did you mean "policies.dibao.line_yuan"?', said)
        self.assertIn('bad.json:1:119: /figurs is not known here. Did you mean "figures"?', said)
        self.assertIn("Shipped sweeps: premium-floor-by-dibao-growth", self.expect(3, "sweep", "nothing").stderr)
        self.assertIn("latent_relaps is no figure",
                      self.expect(1, "sweep", "small.json", "--threshold", "latent_relaps=1").stderr)
        self.assertIn("must read FIGURE=LEVEL",
                      self.expect(1, "sweep", "small.json", "--threshold", "latent_relapse=low").stderr)
        self.assertFalse([n for n in os.listdir(self.folder) if ".h5" in n])


class Attribute(InAFolder):
    TINY = ["--share", "0.002", "--replicates", "3", "--counties", "513401,511921,510121", "--set", "run.months=24"]

    def test_parts_sum_to_the_total_in_every_replicate(self):
        result = json.loads(self.expect(0, "attribute", "--json", *self.TINY).stdout)
        self.assertEqual([p["key"] for p in result["parts"]], ["illness", "accident", "disaster", "job", "price"])
        self.assertEqual(result["coalitions"], 32)
        self.assertTrue(result["exact"])
        for key, figure in result["figures"].items():
            total = sum(part["value"] for part in figure["parts"].values())
            self.assertAlmostEqual(total, figure["total"]["value"], delta=1e-9 * max(1, abs(figure["all"]["value"])), msg=key)

    def test_a_cause_that_is_off_gets_exactly_0_and_instruments_can_be_parts(self):
        off = ["--set", "shocks.job_loss.separation_chance=0", "--set", "shocks.job_loss.stop_share=0"]
        result = json.loads(self.expect(0, "attribute", "--json", "--parts", "job,illness,policies.dibao", *off,
                                        *self.TINY).stdout)
        for figure in result["figures"].values():
            self.assertEqual(figure["parts"]["job"]["by_replicate"], [0, 0, 0])
            self.assertEqual(figure["parts"]["job"]["interval"], [0, 0])
        self.assertGreater(result["figures"]["public_cost"]["parts"]["policies.dibao"]["value"], 0)

    def test_threads_change_nothing(self):
        one, three = (self.expect(0, "attribute", "--parts", "illness,price", "--threads", n, *self.TINY).stdout
                      for n in ("1", "3"))
        self.assertEqual(one, three)
        self.assertIn("+ illness", one)
        self.assertIn("= as it is", one)

    def test_sampled_orders_sum_too(self):
        result = json.loads(self.expect(0, "attribute", "--json", "--orders", "2", *self.TINY).stdout)
        self.assertFalse(result["exact"])
        self.assertEqual(result["orders"], 4)
        for figure in result["figures"].values():
            total = sum(part["value"] for part in figure["parts"].values())
            self.assertAlmostEqual(total, figure["total"]["value"], delta=1e-9 * max(1, abs(figure["all"]["value"])))

    def test_unknown_parts_and_figures_are_told_all_at_once(self):
        said = self.expect(1, "attribute", "--parts", "ilness,policies.dibo,illness,illness").stderr
        self.assertIn('ilness is no cause. Did you mean "illness"?', said)
        self.assertIn('policies.dibo is no instrument. Did you mean "policies.dibao"?', said)
        self.assertIn("illness stands there twice", said)
        self.assertIn("newly is no figure", self.expect(1, "attribute", "--figures", "newly").stderr)


if __name__ == "__main__":
    command_line_test.HOLDFAST = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
