#!/usr/bin/env python3
"""The command as a user types it: exit codes, hints, tiny runs, interruption, broken files, clean output.

usage: command_line_test.py HOLDFAST [unittest arguments]
The exit codes and the names in --json are those of docs/command-line.md.
"""
import json
import os
import pty
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import h5py

HOLDFAST = ""
SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TINY = ["--share", "0.002", "--counties", "513401,511921,510121", "--threads", "1"]
ESCAPE = "\x1b"


def holdfast(*arguments, folder, env=None, timeout=900, **more):
    return subprocess.run([HOLDFAST, *arguments], cwd=folder, env={**os.environ, **(env or {})}, timeout=timeout,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **more)


def on_terminal(*arguments, folder, env):
    """What the command writes when stdout and stderr are a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen([HOLDFAST, *arguments], cwd=folder, env=env, stdout=slave, stderr=slave)
    os.close(slave)
    written = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        written += piece
    process.wait()
    os.close(master)
    return written.decode("utf-8")


class InAFolder(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="holdfast-cli-")
        self.addCleanup(holder.cleanup)
        self.folder = holder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def expect(self, code, *arguments, **more):
        result = holdfast(*arguments, folder=self.folder, **more)
        self.assertEqual(result.returncode, code, f"{arguments}\n{result.stdout}\n{result.stderr}")
        return result

    def tiny_run(self, scenario, name, *arguments):
        return self.expect(0, "run", scenario, "-o", name, "--replicates", "3", *TINY, *arguments)


class ExitCodes(InAFolder):
    def test_done_is_0(self):
        self.assertIn("adopted-2021-2025", self.expect(0, "list").stdout)
        self.assertIn("Exit codes", self.expect(0, "--help").stdout)
        self.assertRegex(self.expect(0, "--version").stdout, r"^holdfast \d+\.\d+\.\d+\n$")

    def test_a_problem_in_the_input_is_1(self):
        self.write("percent.json", '{"extends": "adopted-2021-2025", "policies": {"dibao": {"take_up_share": 83}}}')
        self.assertIn("did you mean 0.83?", self.expect(1, "check", "percent.json").stdout)
        refused = self.expect(1, "run", "percent.json", "-o", "x.h5")
        self.assertIn("did you mean 0.83?", refused.stderr)
        self.assertEqual(os.listdir(self.folder), ["percent.json"], "a refused scenario leaves no file")
        self.expect(1, "run", "adopted-2021-2025", "--counties", "999999")
        changed = self.expect(1, "run", "adopted-2021-2025", "--set", "policies.dibao.take_up_share=0.6")
        self.assertIn("name the run file with -o", changed.stderr)
        self.assertIn("did you mean", self.expect(1, "explain", "dibao.line_yaun").stderr.lower())

    def test_a_wrong_command_line_is_2(self):
        for arguments in ([], ["run"], ["list", "nothing"], ["show", "x.h5", "--colour"], ["run", "x", "--threads", "0"]):
            with self.subTest(arguments):
                result = self.expect(2, *arguments)
                self.assertEqual(result.stdout, "")
                self.assertIn("holdfast --help", result.stderr)

    def test_an_unknown_subcommand_is_2_with_a_hint(self):
        result = self.expect(2, "comapre", "a.h5", "b.h5")
        self.assertIn('There is no subcommand "comapre".', result.stderr)
        self.assertRegex(result.stderr, r'[Dd]id you mean "?compare')

    def test_a_file_or_the_machine_is_3(self):
        self.assertIn("nothing.h5", self.expect(3, "show", "nothing.h5").stderr)
        self.assertIn("no-such-scenario", self.expect(3, "run", "no-such-scenario").stderr)
        self.expect(3, "schema", "-o", "no/such/folder.json")


class Check(InAFolder):
    def test_a_missing_file_does_not_hide_the_others(self):
        result = self.expect(3, "check", "no-such-scenario", "cliff-2024", "--json")
        first, second = json.loads(result.stdout)
        self.assertIn("there is no such scenario file", first["errors"][0]["message"])
        self.assertEqual((second["file"], second["errors"]), ("cliff-2024", []))
        self.assertIn("cliff-2024: no errors", self.expect(3, "check", "no-such-scenario", "cliff-2024").stdout)

    def test_a_layer_is_read_over_the_scenario(self):
        self.write("layer.json", '{"policies": {"dibao": {"take_up_share": 83}}}')
        self.assertIn("layer.json:1:42", self.expect(1, "check", "cliff-2024", "--with", "layer.json").stdout)


class EqualCost(InAFolder):
    def test_the_factor_pays_and_stands_in_the_file(self):
        self.write("half.json", '{"extends": "adopted-2021-2025", "run": {"months": 24, "counties": [513401, 511921]},'
                                ' "policies": {"premium_subsidy": {"strength": 0.5}}}')
        self.write("base.json", '{"extends": "adopted-2021-2025", "run": {"months": 24, "counties": [513401, 511921]}}')
        call = ["equal-cost", "base.json", "half.json", "--scale", "policies.public_welfare_posts", "--tolerance", "0.5%",
                "--share", "0.005", "--replicates", "1", "--threads", "1"]
        told = json.loads(self.expect(0, *call, "--json", "-o", "remix.json").stdout)
        self.assertTrue(told["reached"])
        self.assertGreater(told["factor"], 1)
        self.assertLess(abs(told["variant_yuan"] - told["base_yuan"]), 0.005 * told["base_yuan"])
        with open(self.path("remix.json"), encoding="utf-8") as file:
            remix = json.load(file)
        self.assertEqual(remix["policies"]["public_welfare_posts"]["strength"]["times"], told["factor"])
        self.assertIn("holdfast equal-cost base half", remix["note"])
        self.expect(0, "check", "remix.json")

    def test_an_unknown_instrument_is_told(self):
        refused = self.expect(1, "equal-cost", "adopted-2021-2025", "cliff-2024", "--scale", "policies.dibo")
        self.assertIn('Did you mean "dibao"?', refused.stderr)


class SeveralScenarios(InAFolder):
    def test_each_gets_its_file_and_its_numbers(self):
        told = self.expect(0, "run", "adopted-2021-2025", "cliff-2024", "-o", "out", "--replicates", "2", *TINY)
        self.assertIn("shares its past with adopted-2021-2025 until 2023-12", told.stderr)
        self.assertEqual(sorted(os.listdir(self.path("out"))), ["adopted-2021-2025.h5", "cliff-2024.h5"])
        self.expect(0, "run", "cliff-2024", "-o", "alone.h5", "--replicates", "2", *TINY)
        same = json.loads(self.expect(0, "compare", "out/cliff-2024.h5", "alone.h5", "--json").stdout)
        self.assertIsNone(same["first_different_month"])

    def test_a_fork_is_one_past_or_is_refused(self):
        self.write("early.json", '{"name": "early", "extends": "adopted-2021-2025", '
                                 '"policies": {"dibao": {"strength": {"value": 1, "2022-07": 0.9}}}}')
        told = self.expect(0, "run", "adopted-2021-2025", "cliff-2024", "-o", "out", "--replicates", "1",
                           "--fork-at", "2024-01", *TINY)
        self.assertIn("together: 108 months are lived instead of 168, 36 % less", told.stderr)
        early = self.expect(1, "run", "adopted-2021-2025", "cliff-2024", "early.json", "--fork-at", "2024-01")
        self.assertIn("early: parts from adopted-2021-2025 in 2022-07, before the fork in 2024-01:\n"
                      "    policies.dibao.strength: 1 -> 0.9 from 2022-07", early.stderr)
        wrong = self.expect(1, "run", "adopted-2021-2025", "cliff-2024", "--fork-at", "2024-13")
        self.assertIn('"2024-13" is no month of this run: write one from 2019-02 to 2025-12', wrong.stderr)

    def test_what_does_not_go_together_is_refused_and_leaves_nothing(self):
        self.write("short.json", '{"name": "short", "extends": "adopted-2021-2025", "run": {"months": 12}}')
        self.assertIn("must be equal", self.expect(1, "run", "adopted-2021-2025", "short.json").stderr)
        twice = self.expect(1, "run", "adopted-2021-2025", "adopted-2021-2025")
        self.assertIn("two scenarios", twice.stderr)
        self.assertIn("need a folder",
                      self.expect(3, "run", "adopted-2021-2025", "cliff-2024", "-o", "short.json").stderr)
        self.assertEqual(os.listdir(self.folder), ["short.json"])


class RunShowCompare(InAFolder):
    def test_two_runs_compare_under_the_names_that_scripts_rely_on(self):
        self.tiny_run("adopted-2021-2025", "a.h5")
        self.tiny_run("no-support", "b.h5")
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.h5", "b.h5"])
        self.assertIn("complete: 3 replicates", self.expect(0, "show", "a.h5").stdout)
        text = self.expect(0, "compare", "a.h5", "b.h5").stdout
        self.assertIn("latent relapse of the lifted-out", text)
        compared = self.expect(0, "compare", "a.h5", "b.h5", "--json")
        self.assertEqual(compared.stderr, "")
        numbers = json.loads(compared.stdout)
        headline = numbers["latent_relapse"]
        low, high = headline["interval"]
        self.assertLess(low, high)
        self.assertAlmostEqual((low + high) / 2, headline["difference"], places=9)
        self.assertAlmostEqual(headline["b"] - headline["a"], headline["difference"], places=9)
        self.assertEqual(headline["replicates"], 3)
        for key in ("recorded_relapse", "new_poverty", "at_risk_register", "headcount_ratio", "money", "sentence",
                    "cost_per_averted", "first_different_month", "inputs", "a_run", "b_run", "seed", "households_share"):
            self.assertIn(key, numbers)
        self.assertEqual(numbers["seed"], 1)
        self.headline_is_the_ratio_of_sums("a.h5", headline["a"])
        same = json.loads(self.expect(0, "compare", "a.h5", "a.h5", "--json").stdout)["latent_relapse"]
        self.assertEqual((same["difference"], same["interval"]), (0, [0, 0]))

    def headline_is_the_ratio_of_sums(self, name, printed):
        """Onsets of lifted-out persons at the poverty line over their person-years at risk, from the file itself."""
        with h5py.File(self.path(name)) as run:
            def total(variable):
                data = run[variable]
                axes = data.attrs["dims"].split() if isinstance(data.attrs["dims"], str) else list(data.attrs["dims"])
                values = data[:]
                for axis in reversed(range(len(axes))):
                    if axes[axis] == "household_class":
                        values = values.take(list(run["household_class"].asstr()[:]).index("lifted_out"), axis)
                    if axes[axis] == "line":
                        values = values.take(list(run["line"].asstr()[:]).index("poverty_line"), axis)
                return values[values >= 0].sum()  # missing counties are NaN or -1
            onsets, person_months = total("poverty/latent_onsets"), total("poverty/at_risk_person_months")
        self.assertAlmostEqual(printed, onsets / person_months * 1200, delta=printed * 0.002)

    def test_runs_of_different_seeds_are_not_compared(self):
        self.tiny_run("adopted-2021-2025", "a.h5", "--set", "run.months=12")
        self.tiny_run("adopted-2021-2025", "b.h5", "--set", "run.months=12", "--seed", "2")
        self.assertIn("seed", self.expect(1, "compare", "a.h5", "b.h5").stderr)

    def test_no_absolute_path_is_in_a_run_file(self):
        self.write("mine.json", '{"name": "mine", "extends": "adopted-2021-2025", "run": {"months": 12}}')
        self.tiny_run(self.path("mine.json"), self.path("a.h5"))
        found = []

        def look(where, value):
            value = value.tolist() if hasattr(value, "tolist") else value
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, bytes):
                    text = text.decode("utf-8")
                if isinstance(text, str):
                    texts.append(text)
                    if re.search(r"(^|[\s\"'=:,(])/[A-Za-z0-9_.-]+/", text):
                        found.append((where, text[:200]))
                    if self.folder in text or SOURCE in text:
                        found.append((where, text[:200]))

        def visit(name, node):
            for key, value in node.attrs.items():
                look(f"{name}@{key}", value)
            if isinstance(node, h5py.Dataset) and h5py.check_string_dtype(node.dtype):
                look(name, node.asstr()[()] if node.shape == () else list(node.asstr()[:].flat))

        texts = []
        with h5py.File(self.path("a.h5")) as run:
            visit("/", run)
            run.visititems(visit)
        self.assertTrue(any("mine.json" in text for text in texts), "the scenario's own file is among the inputs")
        self.assertEqual(found, [])


class Why(InAFolder):
    def test_a_found_household_is_told_from_its_run_file_alone(self):
        self.tiny_run("adopted-2021-2025", "a.h5")
        found = json.loads(self.expect(0, "why", "a.h5", "--find", "pushed-under", "--county", "513401,511921",
                                       "--replicate", "1", "--limit", "2", "--json").stdout)
        self.assertEqual(len(found), 2)
        self.assertIn("after health spending", found[0]["reason"])
        told = self.expect(0, "why", "a.h5", "--household", str(found[0]["household"]), "--replicate", "1")
        self.assertEqual(told.stderr, "", "the replay counts what the run file holds")
        self.assertRegex(told.stdout, r"(?m)^2021:  +income [\d,]+ a head")
        life = json.loads(self.expect(0, "why", "a.h5", "--household", str(found[0]["household"]), "--replicate", "1",
                                      "--json").stdout)
        self.assertEqual(life["adcode"], found[0]["adcode"])
        self.assertEqual(len(life["years"]), 5)
        self.assertTrue(all(e["title_zh"] for m in life["months"] for e in m["events"]))

    def test_two_lives_stand_side_by_side_and_the_first_different_month_is_marked(self):
        self.tiny_run("adopted-2021-2025", "a.h5")
        self.tiny_run("no-support", "b.h5")
        found = json.loads(self.expect(0, "why", "a.h5", "--find", "pushed-under", "--county", "513401", "--limit", "1",
                                       "--json").stdout)
        told = self.expect(0, "why", "a.h5", "b.h5", "--household", str(found[0]["household"])).stdout
        self.assertIn("the first month that differs", told)
        both = json.loads(self.expect(0, "why", "a.h5", "b.h5", "--household", str(found[0]["household"]), "--json").stdout)
        self.assertRegex(both["first_different_month"], r"^202\d-\d\d$")

    def test_what_cannot_be_told_is_refused_with_the_reason(self):
        self.tiny_run("adopted-2021-2025", "a.h5", "--set", "run.months=12")
        self.assertIn("not among the households", self.expect(1, "why", "a.h5", "--household", "4000000000").stderr)
        self.assertIn("3 complete replicates",
                      self.expect(1, "why", "a.h5", "--household", "1", "--replicate", "3").stderr)
        self.assertIn("needs two runs", self.expect(1, "why", "a.h5", "--find", "relapsed-under-b").stderr)
        self.assertIn("give one of the two", self.expect(1, "why", "a.h5").stderr)


class Patterns(InAFolder):
    few = ["--share", "0.002", "--replicates", "2", "--counties", "513401,511921,510121"]

    def test_each_pattern_has_figures_with_interval_and_verdict_on_any_number_of_threads(self):
        one = self.expect(0, "patterns", "--json", "--threads", "1", *self.few).stdout
        self.assertEqual(one, self.expect(0, "patterns", "--json", "--threads", "3", *self.few).stdout)
        out = json.loads(one)
        self.assertEqual(len(out["patterns"]), 6)
        for pattern in out["patterns"]:
            for figure in pattern["figures"]:
                low, high = figure["interval"]
                expected = "holds" if low > 0 else "fails" if high < 0 else "not shown"
                self.assertEqual(figure["verdict"], expected, figure["title"])

    def test_patterns_need_the_five_years(self):
        self.assertIn("start 2021-01, 60 months",
                      self.expect(1, "patterns", "--set", "run.months=24", *self.few).stderr)


class Ablate(InAFolder):
    few = ["--set", "run.months=12", "--share", "0.002", "--replicates", "2", "--counties", "513401,511921"]

    def test_each_coupling_has_a_difference_with_its_interval(self):
        out = json.loads(self.expect(0, "ablate", "--only", "kin_sharing,common_luck", "--json", *self.few).stdout)
        self.assertEqual([c["key"] for c in out["couplings"]], ["kin_sharing", "common_luck"])
        for coupling in out["couplings"]:
            self.assertEqual(sorted(coupling["figures"]),
                             ["income", "latent_relapse", "listed_households", "relapse_tail"])
            low, high = coupling["figures"]["income"]["interval"]
            self.assertLessEqual(low, coupling["figures"]["income"]["difference"])
            self.assertLessEqual(coupling["figures"]["income"]["difference"], high)
        self.assertIn("Without kin_sharing", self.expect(0, "ablate", "--only", "kin_sharing", *self.few).stdout)

    def test_a_researchers_own_table_and_an_unknown_key(self):
        self.write("mine.json", json.dumps({"couplings": [
            {"key": "gifts", "title": "Gifts", "title_zh": "馈赠", "meaning": "no gifts at all",
             "set": {"livelihood.sharing.kin_share": 0, "livelihood.sharing.village_share": 0}}]}))
        out = json.loads(self.expect(0, "ablate", "--table", "mine.json", "--json", *self.few).stdout)
        self.assertEqual(out["couplings"][0]["key"], "gifts")
        self.assertIn("There are: migration_peers", self.expect(1, "ablate", "--only", "magic").stderr)


class Trouble(InAFolder):
    long_run = ["run", "adopted-2021-2025", "-o", "long.h5", "--replicates", "400", "--batch", "1", *TINY]

    def started(self):
        """A long run, once one replicate is complete."""
        process = subprocess.Popen([HOLDFAST, *self.long_run], cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, encoding="utf-8")
        self.addCleanup(lambda: (process.kill() if process.poll() is None else None, process.communicate()))
        end = time.monotonic() + 600
        while time.monotonic() < end and process.poll() is None:
            time.sleep(0.3)
            if os.path.exists(self.path("long.h5.part")) and self.complete("long.h5.part") > 0:
                return process
        self.fail(f"no replicate was complete after ten minutes, exit code {process.poll()}")

    def complete(self, name):
        """Complete replicates, as `holdfast show` says; 0 when it cannot be read (yet)."""
        shown = holdfast("show", name, folder=self.folder)
        found = re.search(r"PART of a run: (\d+) of 400 replicates", shown.stdout)
        return int(found.group(1)) if shown.returncode == 0 and found else 0

    def test_ctrl_c_keeps_complete_replicates_and_exits_130(self):
        process = self.started()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, told)
        kept = re.search(r"Stopped\. (\d+) of 400 replicates are complete and stand in long\.h5\.part", told)
        self.assertIsNotNone(kept, told)
        self.assertEqual(os.listdir(self.folder), ["long.h5.part"])
        self.assertEqual(self.complete("long.h5.part"), int(kept.group(1)))
        self.assertGreater(int(kept.group(1)), 0)
        self.assertLess(int(kept.group(1)), 400)

    def test_a_killed_run_leaves_only_a_part_that_show_reads(self):
        process = self.started()
        process.kill()
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, -signal.SIGKILL)
        self.assertEqual(os.listdir(self.folder), ["long.h5.part"])
        self.assertGreater(self.complete("long.h5.part"), 0)
        again = self.expect(0, "run", "adopted-2021-2025", "-o", "long.h5", "--replicates", "1", *TINY)
        self.assertIn("long.h5.part.old", again.stderr, "the next start says what it found")

    def test_a_full_disk_is_3_and_leaves_no_half_file_under_the_name(self):
        def small_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and children would inherit that
            resource.setrlimit(resource.RLIMIT_FSIZE, (200 * 1024, 200 * 1024))

        result = self.expect(3, "run", "adopted-2021-2025", "-o", "x.h5", "--replicates", "3", *TINY,
                             preexec_fn=small_disk)
        self.assertIn("x.h5", result.stderr)
        self.assertNotIn("x.h5", os.listdir(self.folder))

    def test_an_unwritable_target_is_refused_before_anything_is_simulated(self):
        self.write("file", "not a folder")
        start = time.monotonic()
        result = self.expect(3, "run", "adopted-2021-2025", "-o", "file/x.h5", "--share", "0.5", timeout=60)
        self.assertLess(time.monotonic() - start, 60)
        self.assertIn("file/x.h5", result.stderr)

    def test_a_truncated_run_file_is_refused_with_the_reason(self):
        self.tiny_run("adopted-2021-2025", "a.h5", "--set", "run.months=12")
        size = os.path.getsize(self.path("a.h5"))
        for left in (0, 100, size // 2, size - 1):
            with self.subTest(bytes=left):
                with open(self.path("a.h5"), "rb") as whole, open(self.path("cut.h5"), "wb") as cut:
                    cut.write(whole.read(left))
                result = self.expect(3, "show", "cut.h5")
                self.assertIn("cut.h5", result.stderr)
                self.assertEqual(result.stdout, "")
        self.write("words.h5", "these are words")
        self.assertIn("words.h5", self.expect(3, "compare", "a.h5", "words.h5").stderr)


class Colour(InAFolder):
    def setUp(self):
        super().setUp()
        self.write("bad.json", '{"extends": "adopted-2021-2025", "policies": {"dibao": {"take_up_share": 83}}}')
        self.plain = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}

    def test_piped_output_carries_no_escape_codes(self):
        for code, arguments in ((0, ["list"]), (0, ["explain", "dibao"]), (1, ["check", "bad.json"]), (2, ["nonsense"]),
                                (0, ["run", "adopted-2021-2025", "-o", "x.h5", "--replicates", "1", "--set", "run.months=3",
                                 *TINY])):
            with self.subTest(arguments):
                result = self.expect(code, *arguments, env={"TERM": "xterm-256color"})
                self.assertNotIn(ESCAPE, result.stdout + result.stderr)

    def test_a_terminal_shows_colour_unless_no_color_is_set(self):
        self.assertIn(ESCAPE, on_terminal("list", "scenarios", folder=self.folder, env=self.plain))
        for arguments in (["list"], ["check", "bad.json"]):
            written = on_terminal(*arguments, folder=self.folder, env={**self.plain, "NO_COLOR": "1"})
            self.assertGreater(len(written), 20)
            self.assertNotIn(ESCAPE, written)


class Pages(InAFolder):
    def test_the_page_of_parameters_is_what_the_command_prints(self):
        with open(os.path.join(SOURCE, "docs", "parameters.md"), encoding="utf-8") as file:
            page = file.read()
        printed = self.expect(0, "list", "parameters").stdout
        self.assertGreater(printed.count("\n| `"), 400)
        self.assertTrue(page == printed, "docs/parameters.md is out of date: holdfast list parameters > docs/parameters.md")

    def test_the_pages_of_articles_are_what_the_command_prints(self):
        for name, more in (("articles.md", []), ("articles.zh.md", ["--zh"])):
            with open(os.path.join(SOURCE, "docs", name), encoding="utf-8") as file:
                page = file.read()
            printed = self.expect(0, "list", "articles", "--markdown", *more).stdout
            self.assertEqual(len(re.findall(r"^\| [0-9]+ \|", printed, re.M)), 28)
            self.assertTrue(page == printed, f"docs/{name} is out of date: docs/generate")

    def test_all_articles_are_listed_for_scripts(self):
        rows = json.loads(self.expect(0, "list", "--articles", "--json").stdout)["articles"]
        self.assertEqual([row["article"] for row in rows], list(range(1, 29)))
        self.assertEqual(rows[0]["verdict"], "indicator only")
        self.assertIn("policies.dibao", rows[10]["instruments"])

    def test_explain_gives_numbers_by_class_and_year(self):
        asked = self.expect(0, "explain", "key_county.yuan_per_county", "--json").stdout
        values = json.loads(asked)[0]["values"]
        by_class = {v["county_class"]: v["by_year"] for v in values}
        self.assertEqual(by_class["national_key"]["2023"], [{"from": "2023-01", "value": 103200000.0}])
        self.assertEqual(by_class["other"]["2021"], [{"from": "2021-01", "value": 0.0}])
        line = json.loads(self.expect(0, "explain", "tekun.standard_yuan", "--json").stdout)[0]["values"]
        self.assertIsNone(line[0]["county_class"])
        self.assertEqual(line[0]["by_year"]["2022"],
                         [{"from": "2022-01", "value": 540.0}, {"from": "2022-07", "value": 624.0}])

    def test_a_run_of_a_few_counties_does_not_answer_counts_of_the_province(self):
        self.tiny_run("adopted-2021-2025", "few.h5", "--set", "run.months=12")
        shown = json.loads(self.expect(0, "show", "few.h5", "--json").stdout)
        ever = next(row for row in shown["plausibility"] if row["name"] == "ever_listed_2021_08")
        self.assertEqual(ever["standing"], "unanswered")
        self.assertEqual(ever["note"], "the run holds 3 of 183 counties")
        listed = json.loads(self.expect(0, "show", "few.h5", "--list", "--json").stdout)["variables"]
        names = [row["name"].split("/")[-1] for row in listed]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            said = self.expect(1, "show", "few.h5", "--table", twice).stderr
            self.assertIn("name one of:", said)


if __name__ == "__main__":
    HOLDFAST = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
