#!/usr/bin/env python3
"""Several runs against a base, and runs under a precision contract, as a user types them.

usage: statistics_test.py HOLDFAST [unittest arguments]
"""
import hashlib
import json
import os
import sys
import unittest

import h5py

import command_line_test
from command_line_test import InAFolder

SMALL = ["--share", "0.002", "--counties", "513401,511921,510121"]
ONE_COUNTY = ["--share", "0.001", "--counties", "513401"]


class SeveralAgainstABase(InAFolder):
    def test_each_is_held_against_the_base_over_the_set(self):
        self.expect(0, "run", "adopted-2021-2025", "cliff-2024", "no-support", "-o", "out", "--replicates", "4",
                    *SMALL, "--threads", "1")
        base, cliff, none = (f"out/{name}.h5" for name in ("adopted-2021-2025", "cliff-2024", "no-support"))
        text = self.expect(0, "compare", base, cliff, none).stdout
        inputs = text.index("policies.premium_subsidy.strength: 1 -> 0 from 2024-01")
        self.assertLess(inputs, text.index("Relapse, per 100 person-years"), "inputs come first")
        for words in ("By household class", "By class of county", "premium_subsidy", "Holm p",
                      "declared set of 2 scenarios", "it takes 72"):
            self.assertIn(words, text)
        both = json.loads(self.expect(0, "compare", base, cliff, none, "--json").stdout)
        alone = json.loads(self.expect(0, "compare", base, none, "--json").stdout)
        self.assertEqual([run["b_run"]["name"] for run in both], ["cliff-2024", "no-support"])
        together, single = both[1]["latent_relapse"], alone["latent_relapse"]
        self.assertEqual(together["difference"], single["difference"])
        self.assertEqual(together["p_value"], single["holm_p_value"])
        p = sorted(run["latent_relapse"]["p_value"] for run in both)
        adjusted = sorted(run["latent_relapse"]["holm_p_value"] for run in both)
        self.assertAlmostEqual(adjusted[0], min(1, 2 * p[0]))
        self.assertAlmostEqual(adjusted[1], max(adjusted[0], p[1]))

    def test_classes_of_county_add_up_to_all(self):
        self.tiny_run("adopted-2021-2025", "a.h5")
        told = json.loads(self.expect(0, "compare", "a.h5", "a.h5", "--json").stdout)
        rows = {key: value["a"] for key, value in told["groups"].items() if key.startswith("at_risk_register_in_")}
        self.assertGreater(len(rows), 1)
        self.assertAlmostEqual(sum(rows.values()), told["at_risk_register"]["a"], places=6)

    def test_one_that_does_not_fit_is_refused(self):
        self.tiny_run("adopted-2021-2025", "a.h5")
        self.tiny_run("adopted-2021-2025", "b.h5", "--seed", "2")
        self.assertIn("b.h5: cannot be paired: the seeds differ",
                      self.expect(1, "compare", "a.h5", "a.h5", "b.h5").stderr)


class PrecisionContract(InAFolder):
    def run_until(self, code, contract, folder, *more):
        return self.expect(code, "run", "cliff-2024", "--against", "adopted-2021-2025", "--until", contract,
                           "-o", folder, *ONE_COUNTY, *more)

    def bytes_of(self, name):
        """All but the first header: with many replicates the HDF5 library notes in it when the file was made."""
        with open(self.path(name), "rb") as file:
            file.seek(128)
            return hashlib.sha256(file.read()).hexdigest()

    def test_the_half_widths_hold_and_the_files_are_those_of_a_plain_run(self):
        contract = "latent_relapse: 0.6pp, difference: 0.3 pp"
        told = self.run_until(0, contract, "one", "--threads", "1", "--batch", "3")
        self.assertIn("50 replicates are not enough: going on to", told.stderr)
        self.assertIn("Half these errors would cost four times the replicates", told.stdout)
        self.assertEqual(sorted(os.listdir(self.path("one"))), ["adopted-2021-2025.h5", "cliff-2024.h5"])
        numbers = json.loads(self.expect(0, "compare", "one/adopted-2021-2025.h5", "one/cliff-2024.h5", "--json").stdout)
        headline = numbers["latent_relapse"]
        self.assertLessEqual(headline["interval_b"][1] - headline["interval_b"][0], 2 * 0.6)
        self.assertLessEqual(headline["interval"][1] - headline["interval"][0], 2 * 0.3)
        replicates = numbers["replicates"]
        self.assertGreater(replicates, 50)
        # Another number of threads and another batch, and then a run of just as many replicates.
        other = self.run_until(0, contract, "other", "--threads", "2", "--batch", "7")
        self.assertIn(f"on {replicates} replicates", other.stdout)
        self.expect(0, "run", "adopted-2021-2025", "cliff-2024", "-o", "plain", "--replicates", str(replicates), *ONE_COUNTY,
                    "--threads", "2")
        for name in ("adopted-2021-2025.h5", "cliff-2024.h5"):
            self.assertEqual(self.bytes_of("plain/" + name), self.bytes_of("other/" + name), name)
            with h5py.File(self.path("one/" + name)) as a, h5py.File(self.path("plain/" + name)) as b:
                for table in ("poverty/latent_onsets", "ledger/paid_by_payer"):
                    same = (a[table][:] == b[table][:]) | (a[table][:] != a[table][:])
                    self.assertTrue(same.all(), table)

    def test_at_the_cap_it_says_so_and_keeps_the_files(self):
        told = self.expect(1, "run", "adopted-2021-2025", "--until", "in_spell: 1 persons", "--cap", "52", "-o", "a.h5",
                           *ONE_COUNTY)
        self.assertIn("does not hold on 52 replicates", told.stderr)
        self.assertRegex(told.stdout, r"in_spell: .* asked for 1, reached .*: not held")
        self.assertIn("52 replicates", self.expect(0, "show", "a.h5").stdout)
        self.assertEqual(os.listdir(self.folder), ["a.h5"])

    def test_bad_contracts_are_told_in_full_before_anything_is_made(self):
        for contract, words in (("latent_relaps: 0.05pp", 'Did you mean "latent_relapse"?'),
                                ("latent_relapse: 0.05", "has no unit: write 0.05pp"),
                                ("latent_relapse: 0.05%", "write 0.05pp (percentage points"),
                                ("in_spell: 5000", "write 5000 persons"),
                                ("latent_relapse: -1pp", "no half-width"),
                                ("latent_relapse 0.05pp", "is no term"),
                                ("difference: 0.02pp", "add --against"),
                                ("in_spell: 5 persons, in_spell: 6 persons", "twice"),
                                (" , ", "is no term")):
            with self.subTest(contract):
                self.assertIn(words, self.expect(1, "run", "cliff-2024", "--until", contract).stderr)
        both = self.expect(1, "run", "cliff-2024", "--until", "latent_relapse: 0.05, incom: 3 yuan").stderr
        self.assertIn("has no unit", both)
        self.assertIn('Did you mean "income"?', both)
        self.assertIn("one scenario", self.expect(1, "run", "cliff-2024", "no-support", "--until",
                                                  "latent_relapse: 0.05pp").stderr)
        for arguments in (["--replicates", "5", "--until", "income: 1 yuan"], ["--against", "no-support"],
                          ["--until", "income: 1 yuan", "--cap", "20"]):
            self.expect(2, "run", "cliff-2024", *arguments)
        self.assertEqual(os.listdir(self.folder), [])


if __name__ == "__main__":
    command_line_test.HOLDFAST = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
