#!/usr/bin/env python3
"""The worked notebook runs from top to bottom, and what stands in it is what a run says.

usage: notebook_test.py HOLDFAST [--renew | unittest arguments]
The same bits on every machine: texts are compared as they stand. --renew writes the outputs anew, after a change of the
model or its data.
"""
import os
import pathlib
import sys
import tempfile
import unittest

import nbformat
from nbclient import NotebookClient

HOLDFAST = ""
SOURCE = pathlib.Path(__file__).resolve().parents[2]
NOTEBOOK = SOURCE / "python" / "examples" / "premium-subsidy-at-50-percent.ipynb"


def joined(outputs):
    """A stream arrives in pieces that depend on timing: one piece for each stretch."""
    out = []
    for output in outputs:
        if out and output.output_type == "stream" == out[-1].output_type and output.name == out[-1].name:
            out[-1].text += output.text
        else:
            out.append(output)
    return out


def executed():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    os.environ.update(HOLDFAST=HOLDFAST, PYTHONPATH=str(SOURCE / "python"), NO_COLOR="1", PYDEVD_DISABLE_FILE_VALIDATION="1",
                      PATH=os.path.dirname(HOLDFAST) + os.pathsep + os.environ["PATH"])
    with tempfile.TemporaryDirectory(prefix="holdfast-notebook-") as folder:
        NotebookClient(notebook, timeout=1200, kernel_name="python3", record_timing=False,
                       resources={"metadata": {"path": folder}}).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
    notebook.metadata.pop("language_info", None)
    return notebook


def texts(cell):
    out = []
    for output in cell.get("outputs", []):
        text = output.text if output.output_type == "stream" else output.get("data", {}).get("text/plain", "")
        out.append(text.strip())
    return "\n".join(out)


class Notebook(unittest.TestCase):
    def test_its_outputs_are_those_of_a_real_run(self):
        stored, fresh = nbformat.read(NOTEBOOK, as_version=4), executed()
        self.assertGreater(sum(cell.cell_type == "code" for cell in stored.cells), 4)
        for at, (old, new) in enumerate(zip(stored.cells, fresh.cells)):
            with self.subTest(cell=at, source=old.source):
                self.assertEqual(texts(old), texts(new), "renew it: tests/python/notebook_test.py HOLDFAST --renew")


if __name__ == "__main__":
    HOLDFAST = os.path.abspath(sys.argv.pop(1))
    if "--renew" in sys.argv:
        nbformat.write(executed(), NOTEBOOK)
    else:
        unittest.main(verbosity=2)
