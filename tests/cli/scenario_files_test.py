#!/usr/bin/env python3
"""What a user does with scenario files: announced and conditional changes, classes, layers, the template, and the slips.

usage: scenario_files_test.py HOLDFAST [unittest arguments]
"""
import json
import os
import sys
import unittest

import command_line_test
from command_line_test import SOURCE, InAFolder


class ScenarioFiles(InAFolder):
    def scenario(self, name, text):
        self.write(name + ".json", json.dumps({"name": name, **text}))
        return name + ".json"

    def findings(self, *arguments):
        report = json.loads(self.expect(0, "check", *arguments, "--json").stdout)
        return [f["pointer"] + " " + f["message"] for f in report[0]["findings"]]

    def test_explain_tells_a_strength_by_year_and_class(self):
        path = self.scenario("fades", {"extends": "adopted-2021-2025", "policies": {"public_welfare_posts": {"strength": {
            "value": 1, "2024-01": 1, "2025-12": 0, "path": "linear", "by_county_class": {"national_key": 1},
            "announced": "2023-07"}}}})
        told = self.expect(0, "explain", "public_welfare_posts.strength", "-s", path).stdout
        for words in ("multiplies places", "announced 2023-07", "national_key counties\n      2019-2025  1",
                      "to 0 by 2025-12"):
            self.assertIn(words, told)
        data = json.loads(self.expect(0, "explain", "policies.public_welfare_posts.strength", "-s", path, "--json").stdout)
        self.assertEqual(data[0]["announced"], "2023-07")
        by_class = {v["county_class"]: v["by_year"] for v in data[0]["values"]}
        self.assertEqual(by_class["national_key"]["2025"], [{"from": "2025-01", "value": 1.0}])
        self.assertEqual(by_class["other"]["2025"][-1], {"from": "2025-12", "value": 0.0})
        module = self.expect(0, "explain", "public_welfare_posts", "-s", path).stdout
        self.assertIn("changes: holdfast explain policies.public_welfare_posts.strength -s fades.json", module)
        self.assertIn("strength  1\n", self.expect(0, "explain", "dibao", "-s", path).stdout)

    def test_explain_tells_what_comes_back_and_when(self):
        told = self.expect(0, "explain", "public_welfare_posts.places", "-s", "restore-on-alarm").stdout
        self.assertIn("from 2024-01, where more than 3 % of a county's lifted-out households stand on the register, for "
                      "12 months: 100000 to 105000", told)
        self.assertNotIn("from 2024-01, where", self.expect(0, "explain", "public_welfare_posts.places").stdout)
        held = self.expect(0, "explain", "dibao.strength", "-s", "frozen-2021", "--set",
                           'policies.dibao.strength={"value":1,"2024-01":0}').stdout
        self.assertIn("2019-2025  1", held)  # policies are held as in December 2021

    def test_what_is_set_on_the_command_line_is_checked_like_a_file(self):
        late = self.findings("adopted-2021-2025", "--set", 'policies.dibao.line_yuan={"2024-01":600}')
        self.assertTrue(any("changes back in 2024-07" in f for f in late), late)
        held = self.findings("frozen-2021", "--set", 'policies.dibao.strength={"value":1,"2024-01":0}')
        self.assertIn("/policies/dibao/strength/2024-01 never counts: hold_policies_after is 2021-12.", held)

    def test_a_class_that_replaces_earlier_months_is_found(self):
        path = self.scenario("key", {"extends": "adopted-2021-2025", "policies": {"premium_subsidy": {"lifted_out_share": {
            "by_county_class": {"national_key": {"value": 0.75, "2024-01": 0.9}}}}}})
        self.assertTrue(any(f.startswith("/policies/premium_subsidy/lifted_out_share/by_county_class/national_key replaces "
                                         "the general value in all months") for f in self.findings(path)))
        tilted = self.scenario("tilted", {"extends": "adopted-2021-2025", "policies": {"premium_subsidy": {
            "lifted_out_share": {"times": {"value": 1, "by_county_class": {"national_key": {"value": 1, "2024-01": 0.5}}}}}}})
        self.assertEqual(self.findings(tilted), [])

    def test_a_run_beyond_the_revisions_of_its_base_is_found(self):
        longer = self.scenario("longer", {"extends": "adopted-2021-2025", "run": {"months": 120}})
        self.assertTrue(any(f.startswith("/run/months takes the run to 2030-12 with ") for f in self.findings(longer)))
        shorter = self.scenario("shorter", {"extends": "adopted-2021-2025", "run": {"months": 48}})
        self.assertEqual(self.findings(shorter), [])

    def test_the_template_works_wherever_it_is_copied(self):
        with open(os.path.join(SOURCE, "scenarios", "templates", "my-county.json"), encoding="utf-8") as file:
            self.write("mine.json", file.read())
        self.assertIn("1 of 183 counties", self.expect(0, "check", "--strict", "mine.json").stdout)

    def test_slips_are_answered_with_the_way_to_go(self):
        self.assertIn("It belongs to /policies.",
                      self.expect(1, "check", "adopted-2021-2025", "--set", "dibao.line_yuan=480").stdout)
        self.assertIn('Did you mean "stress/earthquake"?',
                      self.expect(3, "check", "cliff-2024", "--with", "earthquake").stdout)
        misplaced = self.scenario("misplaced", {"extends": "cliff-2024", "monitoring": {"monitoring_line": {
            "restore_when": {"register_share_above": 0.01, "for_months": 6}}}})
        self.assertIn("It belongs inside one of its paths, such as strength or line_yuan.",
                      self.expect(1, "check", misplaced).stdout)
        dated = self.scenario("dated", {"extends": "adopted-2021-2025", "policies": {"public_welfare_posts": {
            "on": {"value": True, "2024-01": False}}}})
        self.assertIn('"strength": {"value": 1, "2024-01": 0}', self.expect(1, "check", dated).stdout)

    def test_cliffs_are_written_where_they_are_told_and_nowhere_else(self):
        self.assertIn("neither .svg nor .csv",
                      self.expect(2, "check", "cliff-2024", "--cliffs", "--json").stderr)
        self.assertEqual(os.listdir(self.folder), [])
        self.expect(0, "check", "cliff-2024", "--cliffs", "cliffs.csv")
        self.assertEqual(os.listdir(self.folder), ["cliffs.csv"])

    def test_an_announced_cut_is_foreseen_only_by_who_looks_ahead(self):
        path = self.scenario("told", {"extends": "cliff-2024", "policies": {"public_welfare_posts": {"strength": {
            "announced": "2023-01"}}}})
        self.assertTrue(any("changes nothing: nobody looks ahead" in f for f in self.findings(path)))
        ahead = ("--set", "livelihood.consumption.foresight_months=6")
        self.assertEqual(self.findings(path, *ahead), [])
        few = ("--share", "0.01", "--counties", "513401,511921", "--replicates", "2", "--threads", "1")
        self.expect(0, "run", path, "-o", "blind.h5", *few)
        self.expect(0, "run", path, "-o", "seeing.h5", *few, *ahead)
        compared = json.loads(self.expect(0, "compare", "blind.h5", "seeing.h5", "--json").stdout)
        self.assertEqual(compared["first_different_month"], "2023-07")


if __name__ == "__main__":
    command_line_test.HOLDFAST = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
