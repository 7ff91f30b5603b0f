#!/usr/bin/env python3
"""Runs what the front page tells a reader to type: every Python and R block of README.md on a small run, and every
scenario in README.md and docs/*.md through `holdfast check`.

usage: snippets_test.py HOLDFAST [unittest arguments]
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HOLDFAST = ""
SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RUN_FILE = os.path.join("results", "adopted-2021-2025.h5")  # the name that README.md uses


def blocks(page, language):
    with open(page, encoding="utf-8") as file:
        return re.findall(rf"^```{language}\n(.*?)^```$", file.read(), re.DOTALL | re.MULTILINE)


class FrontPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory(prefix="holdfast-snippets-")
        cls.addClassCleanup(cls.holder.cleanup)
        os.mkdir(os.path.join(cls.holder.name, "results"))
        subprocess.run([HOLDFAST, "run", "adopted-2021-2025", "-o", RUN_FILE, "--share", "0.001", "--replicates", "2"],
                       cwd=cls.holder.name, check=True, capture_output=True, timeout=300)

    def run_block(self, command, code):
        result = subprocess.run([*command, code], cwd=self.holder.name, capture_output=True, encoding="utf-8", timeout=120)
        self.assertEqual(result.returncode, 0, f"{code}\n{result.stdout}\n{result.stderr}")
        return result.stdout

    def numbers(self, text):
        return [float(word) for word in re.findall(r"(?<![\w.])-?\d+\.\d+(?:e[-+]?\d+)?", text)]

    def test_the_python_blocks_of_the_front_page_run_and_agree(self):
        found = blocks(os.path.join(SOURCE, "README.md"), "python")
        self.assertEqual(len(found), 2, "one with xarray, one with h5py")
        rates = [self.numbers(self.run_block(["/usr/bin/python3", "-c"], code)) for code in found]
        self.assertEqual(len(rates[0]), 5, "a relapse rate for each of five years")
        for one, other in zip(*rates):
            self.assertAlmostEqual(one, other, places=2)
        self.assertTrue(all(0 < rate < 100 for rate in rates[0]), rates[0])

    def test_the_r_blocks_of_the_front_page_run_and_agree_with_python(self):
        if shutil.which("Rscript") is None:
            self.skipTest("R is not installed")
        found = blocks(os.path.join(SOURCE, "README.md"), "r")
        self.assertEqual(len(found), 1)
        r = self.numbers(self.run_block(["Rscript", "-e"], found[0]))
        python = self.numbers(self.run_block(["/usr/bin/python3", "-c"],
                                             blocks(os.path.join(SOURCE, "README.md"), "python")[1]))
        self.assertEqual(len(r), 5)
        for one, other in zip(r, python):
            self.assertAlmostEqual(one, other, places=2)

    def test_every_scenario_in_the_pages_passes_the_check(self):
        checked = 0
        for page in [os.path.join(SOURCE, "README.md"), *sorted(glob.glob(os.path.join(SOURCE, "docs", "*.md")))]:
            for code in blocks(page, "json"):
                if "extends" not in json.loads(code):
                    continue
                with open(os.path.join(self.holder.name, "mine.json"), "w", encoding="utf-8") as file:
                    file.write(code)
                result = subprocess.run([HOLDFAST, "check", "--strict", "mine.json"], cwd=self.holder.name,
                                        capture_output=True, encoding="utf-8", timeout=120)
                self.assertEqual(result.returncode, 0, f"{page}\n{code}\n{result.stdout}{result.stderr}")
                checked += 1
        self.assertGreaterEqual(checked, 3, "README.md, docs/guide.md and docs/command-line.md each show one")


if __name__ == "__main__":
    HOLDFAST = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
