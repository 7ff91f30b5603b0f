#!/usr/bin/env python3
"""Change numbers in a run file and the sentences change: random edits of a small run file, each one reported by
`holdfast report` and read in Chromium. Whatever a page says of a difference must be what the run files allow, and every
number must link to the cell that holds it.

usage: mutation_test.py HOLDFAST [--edits N] [--seed S]
Exit code 77: node, Chromium or the packages of viz/pages are missing. Checks itself with a page whose gate is broken,
one whose links are, and one that says the wrong word: each must be caught.
"""
import argparse
import collections
import json
import math
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

import h5py
import numpy

import independent

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PAGES = SOURCE / "viz" / "pages"
SMALL = ["--share", "0.01", "--counties", "511921,513437,513401", "--replicates", "5", "--threads", "1"]
VERDICTS = ("higher", "lower", "same", "unclear", "unknown")

EDITED = [  # what can be edited; the yearly tables by county first
    "poverty/latent_onsets", "poverty/at_risk_person_months", "poverty/below_line", "register/listed_persons",
    "poverty_monthly/latent_onsets", "poverty_monthly/at_risk_person_months", "poverty_monthly/in_spell",
    "poverty_monthly/recorded_relapse", "poverty_monthly/below_line", "poverty_monthly/gap", "poverty_monthly/gap_squared",
    "population_monthly/members", "health_monthly/out_of_pocket", "health_monthly/insured", "health_monthly/catastrophic",
    "income_monthly/resident_months", "register_monthly/listed_persons", "ledger/paid_by_payer"]

# Words that a sentence of one verdict must not have, in the language of the page.
CONTRARY = {
    "en": {"higher": r"\b(lower|fewer|less|about|no clear)\b", "lower": r"\b(higher|more|about|no clear)\b",
           "same": r"\b(higher|lower|fewer|more|less|no clear)\b", "unclear": r"\b(higher|lower|fewer|about)\b",
           "unknown": r"\b(higher|lower|fewer|more|less|about|no clear)\b"},
    "zh": {"higher": "较低|少于“|低于[A-Z]|比[A-Z]少|大致相同|明确差别", "lower": "较高|多于“|高于[A-Z]|比[A-Z]多|大致相同|明确差别",
           "same": "较[高低]|[多少]于“|[高低]于[A-Z]|比[A-Z][多少]|明确差别", "unclear": "较[高低]|[多少]于“|[高低]于[A-Z]|大致相同",
           "unknown": "较[高低]|[多少]于“|[高低]于[A-Z]|大致相同|没有明确差别|无明确差别"}}


class Edit:
    """One random change of a run file, told in words so that a failure can be repeated."""

    def __init__(self, luck, replicates, counties):
        self.kind = luck.choice(["factor", "factor", "factor", "tiny", "one replicate", "noise", "county", "done"])
        self.variables = luck.sample(EDITED, luck.choice([1, 2, 4]))
        self.factor = luck.choice([0.5, 0.8, 0.95, 1.05, 1.3, 2])
        self.replicate = luck.randrange(replicates)
        self.county = luck.choice(counties)
        self.of_base = luck.random() < 0.3
        self.numbers = [luck.lognormvariate(0, 0.5) for _ in range(replicates)]

    def apply(self, path):
        with h5py.File(path, "r+") as run:
            if self.kind == "done":  # all but one or two replicates are lost
                run["done"][1 + self.replicate % 2:] = 0
                return
            for name in self.variables:
                values = run[name][:]
                if self.kind == "factor":
                    values *= self.factor
                elif self.kind == "tiny":
                    values *= 1 + (self.factor - 1) / 100
                elif self.kind == "one replicate":
                    values[self.replicate] *= self.factor
                elif self.kind == "noise":
                    values *= numpy.reshape(self.numbers, [-1] + [1] * (values.ndim - 1))
                elif self.kind == "county":
                    if "county" in str(run[name].attrs["dims"]).split():
                        values[:, :, self.county] *= self.factor
                    else:
                        values[:, values.shape[1] // 2:] += self.factor * numpy.nanmean(numpy.abs(values))
                run[name][...] = values

    def __str__(self):
        where = "A" if self.of_base else "B"
        return f"{self.kind} on {where}: {', '.join(self.variables)} x {self.factor}, replicate {self.replicate}, county {self.county}"


def parsed(text):
    """The number that a reader sees, and whether its unit was 万 or 亿."""
    scale = {"万": 1e4, "亿": 1e8}.get(text[-1:], None)
    digits = text[:-1] if scale else text
    return float(digits.replace(",", "").replace("−", "-").replace("%", "")), scale or 1


COUNTED = {"persons": 1, "households": 1, "yuan": 1, "million yuan": 1e6, "million yuan a year": 1e6, "thousand households": 1e3}


class Checker:
    """Holds what a page says against the run files."""

    def __init__(self):
        self.failures, self.seen = [], collections.Counter()

    def page(self, edit, a, b, seen):
        own = [independent.figures(run) for run in (a, b)]
        entries = entries_of(seen["data"])
        fail = lambda what: self.failures.append(f"{edit}: {what}")
        for error in seen["errors"]:
            fail(f"the page failed: {error}")
        for repeated in seen["repeated"]:
            fail(f"two cells are called {repeated}")
        for gate in seen["gates"]:
            self.gate(gate, own, entries, seen["language"], fail)
        for number in seen["numbers"]:
            self.number(number, own, entries, seen["language"], fail)

    def gate(self, gate, own, entries, language, fail):
        key = gate["key"]
        if key in own[0] and key in own[1]:
            allowed = independent.verdict(own[0][key], own[1][key])
            self.seen[allowed] += 1
        elif key in entries:  # a line that is not computed again: by the interval that the command gives
            allowed = verdict_of(entries[key])
            self.seen["by its interval"] += 1
        else:
            return fail(f"a sentence about {key}, of which the run files say nothing")
        if gate["verdict"] != allowed:
            fail(f"{key} is called {gate['verdict']}; the runs say {allowed}")
        elif re.search(CONTRARY["zh" if language.startswith("zh") else "en"][allowed], gate["text"]):
            fail(f"{key} is {allowed}, but the page says: {gate['text']}")

    def number(self, number, own, entries, language, fail):
        key, text = number["key"], number["text"]
        if number["cell"] is None:
            return fail(f"the number {text} links to {number['href']}, which is not there")
        in_cell = re.findall(r"-?\d+(?:,\d{3})*(?:\.\d+)?[万亿]?", number["cell"])
        if text not in in_cell and "-" + text not in in_cell:
            return fail(f"the number {text} links to a cell with {number['cell']}")
        if key not in entries:
            return fail(f"the number {text} is of {key}, which the report does not hold")
        entry = entries[key]
        run = number["run"]
        printed = entry["differences"][run] if number["what"] == "difference" else entry["values"][run]
        part = {"value": 0, "low": 1, "high": 2}[number["part"]]
        value = [printed["value"], printed["low"], printed["high"]][part]
        if key in own[run] and key in own[0]:
            found = independent.difference(own[0][key], own[run][key]) if number["what"] == "difference" else independent.estimate(own[run][key])
            value = found[part]
            self.seen["numbers computed again"] += 1
        shown, word = parsed(text)
        unit = COUNTED.get(entry["unit"], None) if language.startswith("zh") else None
        value = abs(value) if shown >= 0 and not text.startswith("-") and number["what"] == "difference" else value
        value, room = value * (unit or 1), 0.51 * 10.0 ** printed["place"] * (unit or 1)
        if not abs(shown * word - value) <= room + 1e-9 * abs(value):
            fail(f"{key} {number['what']} {number['part']} of run {run} is shown as {text}; the run files say {value}")
        self.seen["numbers"] += 1


def entries_of(data):
    """Everything with values and differences in a report, by the keys of the cells."""
    out = {figure["key"]: figure for figure in data["figures"]}

    def at(entry, place):
        pick = lambda lists: [one[place] if one is not None else None for one in lists]
        return {"unit": entry["unit"], "values": pick(entry["values"]), "differences": pick(entry["differences"])}
    for line in data["timelines"] + data["early_warning"]:
        for place, time in enumerate(line["times"]):
            out[f"timeline.{line['key']}.{time}"] = at(line, place)
    for figure in data["county_figures"]:
        for place, county in enumerate(data["counties"]):
            out[f"county.{figure['key']}.{county['adcode']}"] = at(figure, place)
    for run, cost in enumerate(data["cost_per_averted"]):
        entry = out.setdefault("cost_per_averted", {"unit": "yuan", "values": [], "differences": []})
        entry["values"].append(cost), entry["differences"].append(cost if run else None)
    return out


def verdict_of(entry):
    difference, base = entry["differences"][1], entry["values"][0]["value"]
    if difference is None or difference["low"] is None:
        return "unknown"
    room = independent.BAND * abs(base)
    low, high = difference["low"], difference["high"]
    return "higher" if low > 0 else "lower" if high < 0 else "same" if -room <= low and high <= room else "unclear"


class Reader:
    """One Chromium that reads page after page."""

    def __init__(self, chromium):
        script = pathlib.Path(__file__).with_name("read_pages.mjs")
        self.node = subprocess.Popen(["node", script, chromium], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def read(self, path):
        self.node.stdin.write(f"{path}\n")
        self.node.stdin.flush()
        line = self.node.stdout.readline()
        if not line:
            raise RuntimeError("the reader of the pages died")
        return json.loads(line)

    def close(self):
        self.node.stdin.close()
        self.node.wait(timeout=30)


def check(holdfast, folder, reader, edits, seed, data=None):
    """Makes so many edits, reports each one, and holds what the page says against the edited files."""
    luck, checker = random.Random(seed), Checker()
    originals = [folder / "adopted-2021-2025.h5", folder / "cliff-2024.h5"]
    runs = [independent.Run(path) for path in originals]
    counties = [k for k, drawn in enumerate(runs[0].drawn) if drawn >= independent.FEWEST_DRAWN]
    for number in range(edits):
        edit = Edit(luck, runs[0].replicates, counties)
        which = 0 if edit.of_base else 1
        edited = folder / "edited.h5"
        shutil.copy(originals[which], edited)
        edit.apply(edited)
        files = [edited if at == which else original for at, original in enumerate(originals)]
        page = folder / "page.html"
        subprocess.run([holdfast, "report", *files, "-o", page, "--language", luck.choice(["en", "zh"]),
                        *(["--data", data] if data else [])], check=True, stderr=subprocess.DEVNULL)
        checker.page(edit, *trimmed(files), reader.read(page))
    return checker


def trimmed(files):
    """The two runs over the replicates that both have."""
    runs = [independent.Run(path) for path in files]
    fewest = min(run.replicates for run in runs)
    for run in runs:
        run.replicates = fewest
        run.values = {name: values[:fewest] for name, values in run.values.items()}
    return runs


def broken_page(folder, name, file, before, after):
    """A folder of scenarios for --data whose page was built from sources with one mistake in them."""
    work, share = folder / f"{name}-pages", folder / f"{name}-share"
    shutil.copytree(PAGES, work, ignore=shutil.ignore_patterns("node_modules"))
    (work / "node_modules").symlink_to(PAGES / "node_modules")
    if (SOURCE / "viz" / "data").exists() and not (folder / "data").exists():
        (folder / "data").symlink_to(SOURCE / "viz" / "data")
    source = work / file
    text = source.read_text(encoding="utf-8")
    if before not in text:
        raise RuntimeError(f"{file} has no longer: {before}")
    source.write_text(text.replace(before, after), encoding="utf-8")
    (share / "viz").mkdir(parents=True)
    (share / "scenarios").symlink_to(SOURCE / "scenarios")
    subprocess.run(["node", "build.mjs", "report", "--out", share / "viz" / "built"], cwd=work, check=True, stdout=subprocess.DEVNULL)
    return share / "scenarios"


MISTAKES = [
    ("signs", "src/report/gate.ts", "if (difference.low > 0)", "if ((difference.value ?? 0) > 0)"),
    ("band", "src/report/gate.ts", "export const band = 0.02", "export const band = 0.2"),
    ("links", "src/report/cells.ts", "href: `#${cellId(source)}`", "href: `#${cellId({ ...source, run: 0 })}`"),
    ("numbers", "src/shared/numbers.ts", "Math.round(value / unit) * unit", "Math.round(value / unit + 1) * unit"),
]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("holdfast", type=lambda text: str(pathlib.Path(text).resolve()))
    options.add_argument("--edits", type=int, default=120)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--no-mistakes", action="store_true", help="do not check the test itself")
    options = options.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None or shutil.which("node") is None or not (PAGES / "node_modules" / "playwright-core").exists():
        print("skipped: needs node, Chromium and `npm ci` in viz/pages")
        return 77
    with tempfile.TemporaryDirectory(prefix="holdfast-mutation-") as name:
        folder = pathlib.Path(name)
        subprocess.run([options.holdfast, "run", "adopted-2021-2025", "cliff-2024", "-o", folder, *SMALL], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        reader = Reader(chromium)
        checker = check(options.holdfast, folder, reader, options.edits, options.seed)
        for failure in checker.failures[:20]:
            print(failure)
        print(f"{options.edits} edits, {len(checker.failures)} failures; {dict(checker.seen)}")
        failed = bool(checker.failures)
        for verdict in VERDICTS:
            if checker.seen[verdict] < min(20, options.edits // 4):
                failed = True
                print(f"only {checker.seen[verdict]} sentences were {verdict}: the edits do not test this")
        for mistake, *change in [] if options.no_mistakes else MISTAKES:
            caught = len(check(options.holdfast, folder, reader, 4, 2, broken_page(folder, mistake, *change)).failures)
            print(f"a mistake in the {mistake} of the page: {caught} failures")
            failed = failed or caught == 0
        reader.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
