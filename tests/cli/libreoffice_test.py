#!/usr/bin/env python3
"""LibreOffice opens the exported workbook: sheets, headers in two languages, and cells of the right type.

usage: libreoffice_test.py HOLDFAST [unittest arguments]
That the header is frozen is in export_test.py: without a window LibreOffice keeps no view.
Exit code 77 (skipped) where LibreOffice Calc is not installed: Debian package libreoffice-calc.
"""
import csv
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET

HOLDFAST = ""
SPACES = {"table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
          "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0"}


def name(space, word):
    return f"{{{SPACES[space]}}}{word}"


def cells_of(row):
    """(type, value) of each cell; an empty one is (None, "")."""
    out = []
    for cell in row.findall("table:table-cell", SPACES):
        kind = cell.get(name("office", "value-type"))
        text = "\n".join("".join(p.itertext()) for p in cell.findall("text:p", SPACES))
        value = cell.get(name("office", "date-value")) or cell.get(name("office", "value")) or text
        out += [(kind, value)] * min(int(cell.get(name("table", "number-columns-repeated"), 1)), 50)
    return out


class LibreOffice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix="holdfast-libreoffice-")
        cls.addClassCleanup(holder.cleanup)
        folder = pathlib.Path(holder.name)

        def call(*command):
            return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8", timeout=300).stdout

        call(HOLDFAST, "run", "adopted-2021-2025", "-o", "run.h5", "--share", "0.002", "--replicates", "3", "--counties",
             "513401,511921,513332")
        tables = ["--table", "poverty/in_spell", "--table", "poverty_monthly/in_spell"]
        call(HOLDFAST, "export", "run.h5", "-o", "run.xlsx", *tables)
        call("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "fods", "run.xlsx")
        cls.rows = list(csv.DictReader(io.StringIO(call(HOLDFAST, "export", "run.h5", *tables))))
        cls.tree = ET.parse(folder / "run.fods")
        cls.sheets = {sheet.get(name("table", "name")): [cells_of(row) for row in sheet.iter(name("table", "table-row"))]
                      for sheet in cls.tree.iter(name("table", "table"))}

    def check_sheet(self, sheet, table, kinds):
        header, *rows = self.sheets[sheet]
        names = [text.split("\n")[0] for _, text in header]
        self.assertTrue(all(kind == "string" for kind, _ in header if kind), header)
        theirs = [row for row in self.rows if row["table"] == table]
        at = {n: position for position, n in enumerate(names) if n}
        self.assertGreaterEqual(len(rows), len(theirs))
        for ours, their in zip(rows, theirs):
            ours = ours + [(None, "")] * (len(names) - len(ours))
            for column, kind in kinds.items():
                got, value = ours[at[column]]
                if their[column] == "":
                    self.assertIsNone(got, (column, value))
                    continue
                self.assertEqual(got, kind, column)
                if kind == "float":
                    self.assertAlmostEqual(float(value), float(their[column]), delta=1e-8 * abs(float(value)) + 1e-12)
                elif kind == "date":
                    self.assertEqual(value[:7], their[column])
                else:
                    self.assertEqual(value, their[column])
        return [text for _, text in header]

    def test_types_values_and_headers_are_right(self):
        self.assertEqual([*self.sheets], ["readme", "in_spell", "in_spell~2"])
        header = self.check_sheet("in_spell", "poverty/in_spell", {
            "year": "float", "adcode": "float", "county": "string", "county_en": "string", "household_class_zh": "string",
            "value": "float", "standard_error": "float", "drawn_households": "float", "suppressed": "string"})
        self.assertEqual(header[0], "year\n年份")
        self.assertIn("value\n处于返贫（致贫）状态人数\n(persons)", header)
        self.check_sheet("in_spell~2", "poverty_monthly/in_spell", {"month": "date", "household_class": "string", "value": "float"})

    def test_the_readme_tells_the_rule(self):
        text = "\n".join(value for row in self.sheets["readme"] for _, value in row)
        self.assertIn("fewer than 10 drawn households", text)
        self.assertIn("poverty_monthly/in_spell", text)


if __name__ == "__main__":
    HOLDFAST = os.path.abspath(sys.argv.pop(1))
    if shutil.which("soffice") is None:
        print("LibreOffice is not installed")
        sys.exit(77)
    unittest.main(verbosity=2)
