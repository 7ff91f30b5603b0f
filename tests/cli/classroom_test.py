#!/usr/bin/env python3
"""holdfast classroom: a whole page or none, and refusals that say what to do.
    classroom_test.py HOLDFAST"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

holdfast = sys.argv[1]
failures = []


def run(folder, *words):
    return subprocess.run([holdfast, "classroom", *words], cwd=folder, capture_output=True, text=True)


def check(what, good, detail=""):
    if not good:
        failures.append(f"{what}: {detail}")


def data_of(page):
    return json.loads(re.search(r'<script type="application/json" id="classroom-data">(.*?)</script>', page, re.S)[1])


def a_page(folder):
    done = run(folder, "-o", "class.html", "--county-class", "lifted_out", "--language", "zh")
    page = (folder / "class.html").read_text(encoding="utf-8")
    data = data_of(page)
    check("a page is made", done.returncode == 0 and "__HOLDFAST_DATA__" not in page, done.stderr)
    check("one county of each class", [c["class"] for c in data["counties"]] == ["national_key", "provincial_key", "lifted_out", "other"], data["counties"])
    check("the class asked for comes first", data["counties"][data["first_county"]]["class"] == "lifted_out", data["first_county"])
    check("the language is as asked", data["language"] == "zh", data["language"])
    drawn = [c["rural_households"] * c["households_share"] for c in data["counties"]]
    check("about 5,000 households each", all(abs(n - 5000) < 50 for n in drawn), drawn)
    check("levers have names in both languages", all(lever["title"]["en"] and lever["title"]["zh"] for lever in data["levers"]), data["levers"])
    check("nothing is asked of a network", not re.search(r'(src|href)="https?:', page))
    check("the file stays small", len(page) < 6_000_000, len(page))


def refused(folder, what, code, words, *said):
    (folder / "kept.html").write_text("an older page", encoding="utf-8")
    done = run(folder, *words)
    check(what, done.returncode == code and all(word in done.stderr for word in said), f"{done.returncode} {done.stderr}")
    check(f"{what}, and the older file stands", (folder / "kept.html").read_text() == "an older page" and not list(folder.glob("*.part")))


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    a_page(folder)
    refused(folder, "a county that does not exist", 1, ["-o", "kept.html", "--county", "123456"], "123456", "six digits")
    refused(folder, "a class that is not on offer", 1, ["-o", "kept.html", "--county", "513428", "--county-class", "other"], "other")
    refused(folder, "held policies", 1, ["frozen-2021", "-o", "kept.html"], "hold_policies_after", "adopted-2021-2025")
    refused(folder, "no such scenario", 3, ["adoptd", "-o", "kept.html"], "adoptd")
    refused(folder, "too many households", 2, ["-o", "kept.html", "--households", "1000000"], "households")
    refused(folder, "a folder instead of a file", 3, ["-o", "."], "folder")
    done = run(folder, "cliff-2024", "-o", "cliff.html")
    paths = [lever["path"] for lever in data_of((folder / "cliff.html").read_text(encoding="utf-8"))["levers"]]
    check("what a scenario moves itself has no lever", "policies.premium_subsidy.strength" not in paths and "policies.dibao.strength" in paths, paths)

print("\n".join(failures) if failures else "the classroom command keeps its word")
sys.exit(bool(failures))
