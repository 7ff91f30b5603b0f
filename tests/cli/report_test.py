#!/usr/bin/env python3
"""holdfast report as a user types it: what it writes is what viz/pages/src/report/data.ts promises, its numbers are
those of the run files, and what cannot be done is refused before anything is left behind.

usage: report_test.py HOLDFAST [unittest arguments]
"""
import base64
import json
import os
import re
import shutil
import sys
import tempfile
import unittest

import h5py
import numpy

import command_line_test as typed

SOURCE = typed.SOURCE
# Counties with enough drawn lifted-out households to be told apart, and one without any.
SMALL = ["--share", "0.01", "--counties", "511921,513437,510121", "--threads", "1"]
NO_BROWSER = {"PATH": "/nonexistent"}
T_975 = {3: 3.182446305284263}  # 97.5 % point of Student's t
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Contract:
    """The interfaces of data.ts, and whether a value is of one."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            text = re.sub(r"//.*", "", file.read())
        self.interfaces = {}
        for name, base, body in re.findall(r"export interface (\w+)(?: extends (\w+))? \{\n(.*?)\n\}", text, re.DOTALL):
            self.interfaces[name] = {**self.interfaces.get(base, {}), **self.fields(body)}

    @staticmethod
    def fields(body):
        parts, depth, part = [], 0, ""
        for sign in body:
            depth += {"{": 1, "}": -1}.get(sign, 0)
            if sign == ";" and depth == 0:
                parts, part = parts + [part], ""
            else:
                part += sign
        return {key.strip(): kind.strip() for key, _, kind in (p.partition(":") for p in parts + [part] if p.strip())}

    @staticmethod
    def split(kind):
        out, depth, part = [], 0, ""
        for sign in kind:
            depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(sign, 0)
            if sign == "|" and depth == 0:
                out, part = out + [part], ""
            else:
                part += sign
        return [p.strip() for p in out + [part]]

    def broken(self, value, kind, at):
        """"" or where and why the value is not of that kind."""
        if len(self.split(kind)) > 1:
            found = [self.broken(value, one, at) for one in self.split(kind)]
            return "" if "" in found else found[0]
        if kind.endswith("[]"):
            if not isinstance(value, list):
                return f"{at} is no list"
            inside = kind[:-2].strip()
            inside = inside[1:-1] if inside.startswith("(") and inside.endswith(")") else inside
            return next(filter(None, (self.broken(v, inside, f"{at}[{k}]") for k, v in enumerate(value))), "")
        if kind in self.interfaces or kind.startswith("{"):
            fields = self.interfaces.get(kind) or self.fields(kind[1:-1])
            if not isinstance(value, dict) or set(value) != set(fields):
                return f"{at} has {sorted(value) if isinstance(value, dict) else value}, not {sorted(fields)}"
            return next(filter(None, (self.broken(value[f], k, f"{at}.{f}") for f, k in fields.items())), "")
        fits = {"number": type(value) in (int, float), "string": isinstance(value, str), "boolean": isinstance(value, bool),
                "null": value is None}.get(kind, json.dumps(value) == kind)
        return "" if fits else f"{at} is {value!r}, not {kind}"


def by_key(entries):
    return {entry["key"]: entry for entry in entries}


def all_figures(compared):
    """The figures of compare --json by key, whatever they stand under."""
    lists = [compared, compared["money"], compared["money_by_payer"], compared["groups"]]
    return {key: f for one in lists for key, f in one.items() if isinstance(f, dict) and "holm_p_value" in f}


def paired(a, b):
    """The mean of B minus A and its 95 % interval."""
    difference = numpy.asarray(b, float) - numpy.asarray(a, float)
    half = T_975[len(difference) - 1] * difference.std(ddof=1) / len(difference) ** 0.5
    return difference.mean(), difference.mean() - half, difference.mean() + half


class OfRuns(typed.InAFolder):
    """Two runs of four replicates, made once."""

    @classmethod
    def setUpClass(cls):
        cls.runs = tempfile.TemporaryDirectory(prefix="holdfast-report-")
        cls.addClassCleanup(cls.runs.cleanup)
        made = typed.holdfast("run", "adopted-2021-2025", "cliff-2024", "-o", ".", "--replicates", "4", *SMALL,
                              folder=cls.runs.name)
        assert made.returncode == 0, made.stderr
        cls.a, cls.b = (os.path.join(cls.runs.name, name) for name in ("adopted-2021-2025.h5", "cliff-2024.h5"))

    def report(self, *arguments, **more):
        return json.loads(self.expect(0, "report", *arguments, "--json", **more).stdout)

    def data_in(self, name):
        """What the page holds, as a browser would read it."""
        with open(self.path(name), encoding="utf-8") as file:
            page = file.read()
        return re.search(r'<script type="application/json" id="report-data">(.*?)</script>', page, re.DOTALL).group(1)


class Numbers(OfRuns):
    def test_it_is_what_the_pages_are_promised(self):
        contract = Contract(os.path.join(SOURCE, "viz", "pages", "src", "report", "data.ts"))
        self.assertGreater(len(contract.interfaces), 10)
        for runs in ([self.a], [self.a, self.b], [self.b, self.a, self.b]):
            data = self.report(*runs)
            self.assertEqual(contract.broken(data, "ReportData", "data"), "")
            for entry in data["figures"] + data["timelines"] + data["early_warning"] + data["county_figures"]:
                self.assertEqual((len(entry["values"]), len(entry["differences"])), (len(runs), len(runs)), entry["key"])
                self.assertIsNone(entry["differences"][0])
            self.assertEqual(len(by_key(data["figures"])), len(data["figures"]), "keys name one figure each")

    def test_figures_are_those_of_compare(self):
        data = self.report(self.a, self.b)
        expected = all_figures(json.loads(self.expect(0, "compare", self.a, self.b, "--json").stdout))
        self.assertEqual(set(by_key(data["figures"])), set(expected))
        for figure in data["figures"]:
            same, difference = expected[figure["key"]], figure["differences"][1]
            self.assertEqual([v["value"] for v in figure["values"]], [same["a"], same["b"]])
            self.assertEqual([difference["low"], difference["high"]], same["interval"])
            for name in ("standard_error", "variance_reduction", "p_value", "holm_p_value"):
                self.assertEqual(difference[name], same[name], figure["key"])
            self.assertEqual(figure["unit"], same["unit"])

    def test_every_number_names_variables_of_the_run_file(self):
        data = self.report(self.a, self.b)
        with h5py.File(self.a) as run:
            for entry in data["figures"] + data["timelines"] + data["early_warning"] + data["county_figures"]:
                self.assertTrue(entry["sources"], entry["key"])
                for source in entry["sources"]:
                    self.assertIn(source, run, entry["key"])
        self.assertEqual(by_key(data["figures"])["latent_relapse"]["sources"],
                         ["poverty_monthly/latent_onsets", "poverty_monthly/at_risk_person_months"])
        self.assertEqual(by_key(data["figures"])["dibao"]["sources"], ["ledger/paid_by_payer"])

    def test_numbers_are_those_of_the_run_files(self):
        data = self.report(self.a, self.b)
        with h5py.File(self.a) as a, h5py.File(self.b) as b:
            runs = (a, b)
            lines = by_key(data["timelines"])
            in_spell = [run["poverty_monthly/in_spell"][:, :, 0] for run in runs]  # replicate, month, household class
            at = lines["in_spell"]["times"].index("2024-09")
            for r in (0, 1):
                self.assertAlmostEqual(lines["in_spell"]["values"][r][at]["value"], in_spell[r][:, at].mean(), places=6)
            d = lines["in_spell"]["differences"][1][at]
            numpy.testing.assert_allclose([d["value"], d["low"], d["high"]], paired(in_spell[0][:, at], in_spell[1][:, at]))
            paid = [run["ledger/paid_by_payer"][:, 3].sum(axis=(1, 2, 3)) for run in runs]  # of 2024
            d = lines["total"]["differences"][1][3]
            numpy.testing.assert_allclose([d["value"], d["low"], d["high"]],
                                          [x / 1e6 for x in paired(*paid)], rtol=1e-9)
            k = [c["adcode"] for c in data["counties"]].index(511921)
            onsets = [run["poverty/latent_onsets"][:, :, k, 0, 0].sum(axis=1) for run in runs]
            d = by_key(data["county_figures"])["newly_relapsed"]["differences"][1][k]
            numpy.testing.assert_allclose([d["value"], d["low"], d["high"]], paired(*onsets))
            effects = by_key(data["effects"])["newly_relapsed"]["by_replicate"]
            all_onsets = [numpy.nansum(run["poverty/latent_onsets"][:, :, :, 0, 0], axis=(1, 2)) for run in runs]
            self.assertEqual(effects[0], [])
            numpy.testing.assert_allclose(effects[1], all_onsets[1] - all_onsets[0])

    def test_counties_that_say_nothing_have_no_numbers(self):
        data = self.report(self.a, self.b)
        with h5py.File(self.a) as run:
            simulated = ~numpy.isnan(run["population/members"][0, 0, :, 0])
        for k, county in enumerate(data["counties"]):
            known = county["drawn_households"] is not None and county["drawn_households"] >= 10
            self.assertEqual(county["drawn_households"] is not None, bool(simulated[k]))
            for figure in data["county_figures"]:
                self.assertEqual(figure["values"][0][k]["value"] is not None, known)
                self.assertEqual(figure["worst"][1][k] is not None, known)
        for figure in data["county_figures"]:
            self.assertAlmostEqual(sum(w for w in figure["worst"][0] if w is not None), 1)

    def test_only_replicates_that_all_runs_have_count(self):
        self.expect(0, "run", "frozen-2021", "-o", "c.h5", "--replicates", "2", *SMALL)
        data = self.report(self.a, self.b, "c.h5")
        with h5py.File(self.a) as run:
            mean = run["poverty_monthly/in_spell"][:2, -1, 0].mean()
        self.assertAlmostEqual(by_key(data["figures"])["in_spell"]["values"][0]["value"], mean)
        self.assertEqual([run["replicates"] for run in data["runs"]], [4, 4, 2])
        self.assertTrue(any("first 2 are paired" in note["en"] and "只比较前2次" in note["zh"] for note in data["notes"]))

    def test_changes_assumptions_targets_and_commands(self):
        data = self.report(self.a, self.b)
        changes = {c["path"]: c for c in data["changes"][1]}
        self.assertEqual(changes["policies.premium_subsidy.strength"]["text"],
                         "policies.premium_subsidy.strength: 1 -> 0 from 2024-01")
        self.assertTrue(all(c["meaning"]["en"] and c["meaning"]["zh"] for c in changes.values()))
        explained = json.loads(self.expect(0, "explain", "livelihood.needs.relapse_months", "--json").stdout)[0]
        assumption = next(a for a in data["assumptions"] if a["path"] == "livelihood.needs.relapse_months")
        self.assertEqual([assumption[k] for k in ("grade", "source", "unit")], [explained[k] for k in ("grade", "source", "unit")])
        shown = json.loads(self.expect(0, "show", self.a, "--json").stdout)
        self.assertGreater(len(data["targets"]), 40)
        self.assertIn(str(data["targets"][0]["name"]), json.dumps(shown))
        self.assertIn(f"holdfast compare {self.a} {self.b}", data["commands"])

    def test_one_replicate_has_no_interval(self):
        self.expect(0, "run", "adopted-2021-2025", "cliff-2024", "-o", "one", "--replicates", "1", *SMALL)
        data = self.report("one/adopted-2021-2025.h5", "one/cliff-2024.h5")
        difference = by_key(data["figures"])["latent_relapse"]["differences"][1]
        self.assertIsNotNone(difference["value"])
        self.assertEqual([difference[k] for k in ("low", "high", "standard_error")], [None] * 3)


class Page(OfRuns):
    def test_the_page_holds_the_data_and_nothing_ends_it_early(self):
        hostile = "</script><script>alert(1)</script><!-- \u2028 & \" '"
        self.write("hostile.json", json.dumps({"extends": "adopted-2021-2025", "name": "hostile", "title": hostile,
                                               "title_zh": "守住" + hostile}))
        self.expect(0, "run", "hostile.json", "-o", "h.h5", "--replicates", "2", *SMALL)
        self.assertEqual(self.expect(0, "report", "h.h5", "-o", "b.html", "--language", "zh").stdout, "")
        text = self.data_in("b.html")
        self.assertNotIn("<", text)
        self.assertNotIn("\u2028", text)
        data = json.loads(text)
        self.assertEqual(data["runs"][0]["title"], {"en": hostile, "zh": "守住" + hostile})
        self.assertEqual(data["language"], "zh")
        self.assertEqual({**data, "language": "en", "commands": []}, {**self.report("h.h5"), "commands": []})
        self.assertEqual(sorted(os.listdir(self.folder)), ["b.html", "h.h5", "hostile.json"])

    def test_refusals_leave_nothing(self):
        self.write("no-run.h5", "text")
        self.write("there.html", "older")
        os.mkdir(self.path("folder.html"))
        before = sorted(os.listdir(self.folder))
        for code, said, arguments in (
                (2, "--language", [self.a, "-o", "x.html", "--language", "de"]),
                (2, "runs", ["-o", "x.html"]),
                (1, "writes nothing: name a file with -o", [self.a]),
                (1, "--output: is x.pdf, which does not end in .html", [self.a, "-o", "x.pdf"]),
                (1, "--pdf: is x.html, which does not end in .pdf", [self.a, "-o", "x.html", "--pdf", "x.html"]),
                (3, "folder.html: is a folder", [self.a, "-o", "folder.html"]),
                (3, "none/x.html: cannot be written", [self.a, "-o", "none/x.html"]),
                (3, "there.html: is a file; --figures takes a folder", [self.a, "--figures", "there.html"]),
                (3, "no-run.h5", ["no-run.h5", "-o", "x.html"]),
                (3, "absent.h5", ["absent.h5", "-o", "x.html"])):
            result = self.expect(code, "report", *arguments)
            self.assertIn(said, result.stderr)
            self.assertEqual(sorted(os.listdir(self.folder)), before, said)
        with open(self.path("there.html"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "older")

    def test_runs_that_cannot_be_paired_or_hold_nothing(self):
        self.expect(0, "run", "adopted-2021-2025", "-o", "other.h5", "--replicates", "2", "--seed", "7", *SMALL)
        result = self.expect(1, "report", self.a, "other.h5", "-o", "x.html")
        self.assertIn("the seeds differ (1 and 7)", result.stderr)
        with h5py.File(self.path("other.h5"), "r+") as run:
            run["done"][...] = 0
        self.assertIn("has no complete replicate yet", self.expect(1, "report", "other.h5", "-o", "x.html").stderr)
        self.assertFalse(os.path.exists(self.path("x.html")))


class Browser(OfRuns):
    """What needs Chromium. The stub stands for the page of the slides, whose own tests are those of the pages."""

    def share(self, slides=None):
        """A folder of shipped scenarios with pages of one's own beside it, for --data."""
        os.makedirs(self.path("share/viz/built"), exist_ok=True)
        if not os.path.exists(self.path("share/scenarios")):
            os.symlink(os.path.join(SOURCE, "scenarios"), self.path("share/scenarios"))
        if slides is not None:
            self.write("share/viz/built/slides.html", slides)
        return ["--data", self.path("share/scenarios")]

    @staticmethod
    def stub(files):
        return f"""<!doctype html><title>stub</title><script type="application/json" id="d">"__HOLDFAST_DATA__"</script><script>
            const found = JSON.parse(document.getElementById("d").textContent);
            setTimeout(() => {{
              const out = document.createElement("script");
              out.type = "application/json"; out.id = "holdfast-files";
              out.textContent = JSON.stringify({{files: {{{files}}}}});
              document.body.append(out);
            }}, 3000);</script>"""

    def test_without_a_browser_it_says_what_to_install(self):
        for arguments in (["--pdf", "x.pdf", "-o", "x.html"], ["--pptx", "x.pptx", *self.share(self.stub(""))],
                          ["--figures", "x", *self.share()]):
            result = self.expect(3, "report", self.a, *arguments, env=NO_BROWSER)
            self.assertIn("apt install chromium", result.stderr)
            self.assertEqual(os.listdir(self.folder), ["share"])

    def test_a_page_that_is_missing_is_told(self):
        result = self.expect(3, "report", self.a, "-o", "x.html", *self.share())
        self.assertIn("viz/built/report.html: is missing", result.stderr)
        self.write("share/viz/built/report.html", "<p>no place")
        result = self.expect(3, "report", self.a, "-o", "x.html", *self.share())
        self.assertIn("has no place for data", result.stderr)

    @unittest.skipUnless(CHROMIUM, "no Chromium")
    def test_pdf(self):
        self.expect(0, "report", self.a, self.b, "--pdf", "x.pdf")
        with open(self.path("x.pdf"), "rb") as file:
            pdf = file.read()
        self.assertTrue(pdf.startswith(b"%PDF"))
        self.assertIn(b"/StructTreeRoot", pdf, "tagged")
        self.assertEqual(os.listdir(self.folder), ["x.pdf"])

    @unittest.skipUnless(CHROMIUM, "no Chromium")
    def test_slides_and_figures(self):
        names = base64.b64encode("守住".encode()).decode()
        share = self.share(self.stub(f'"briefing.pptx": "{names}", "figures/map.svg": btoa(found.runs[0].name)'))
        self.expect(0, "report", self.a, "--pptx", "s.pptx", "--figures", "out/figures", *share)
        with open(self.path("s.pptx"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "守住")
        with open(self.path("out/figures/map.svg"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "adopted-2021-2025")

    @unittest.skipUnless(CHROMIUM, "no Chromium")
    def test_a_page_cannot_write_elsewhere(self):
        for name in ("../evil", "figures/../../evil", "/tmp/evil", "figures/a/b", ".hidden", ""):
            share = self.share(self.stub(f'{json.dumps(name)}: "aGk="'))
            result = self.expect(3, "report", self.a, "--pptx", "s.pptx", "--figures", "out", *share)
            self.assertIn("The slides were not made", result.stderr)
            self.assertEqual(sorted(os.listdir(self.folder)), ["share"])
        share = self.share('<script type="application/json">"__HOLDFAST_DATA__"</script>')
        result = self.expect(3, "report", self.a, "--pptx", "s.pptx", *share)
        self.assertIn("the page did not finish", result.stderr)


if __name__ == "__main__":
    typed.HOLDFAST = os.path.abspath(sys.argv.pop(1))
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]])
