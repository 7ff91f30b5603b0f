#!/usr/bin/env python3
"""Every subcommand shows an example in its --help, and every example works as it stands there.

usage: examples_test.py HOLDFAST [unittest arguments]
All run in one folder that is empty at first. An example that names a file which another one writes (-o) runs after it.
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

HOLDFAST = ""


def help_of(*arguments):
    return subprocess.run([HOLDFAST, *arguments, "--help"], check=True, capture_output=True, encoding="utf-8").stdout


def subcommands(page):
    return re.findall(r"^  (\S+) {2,}\S", page.split("Subcommands:\n")[1], re.MULTILINE)


def examples(page):
    return re.findall(r"^  (holdfast .*)$", page.split("Examples:\n")[1], re.MULTILINE) if "Examples:\n" in page else []


def written(words):
    return [words[at + 1] for at, word in enumerate(words[:-1]) if word in ("-o", "--output")]


def reads(words, file):
    """Names the file, or something in a folder of that name."""
    targets = written(words)
    return any(word not in targets and (word == file or word.startswith(file.rstrip("/") + "/")) for word in words)


def in_order(lines):
    """Writers before readers, otherwise as they stand."""
    waiting, ordered = [(line, shlex.split(line)) for line in lines], []
    while waiting:
        for at, (line, words) in enumerate(waiting):
            others = [file for _, more in waiting[:at] + waiting[at + 1:] for file in written(more)]
            if not any(reads(words, file) for file in others):
                break
        else:
            raise AssertionError(f"these examples wait for each other: {[line for line, _ in waiting]}")
        ordered.append(waiting.pop(at)[0])
    return ordered


class Examples(unittest.TestCase):
    def setUp(self):
        self.by_subcommand = {name: examples(help_of(name)) for name in subcommands(help_of())}

    def test_every_subcommand_shows_an_example_of_itself(self):
        self.assertIn("run", self.by_subcommand)
        self.assertGreaterEqual(len(self.by_subcommand), 12)
        for name, lines in self.by_subcommand.items():
            with self.subTest(subcommand=name):
                self.assertTrue(lines, f"holdfast {name} --help shows no example: give one to commands.add")
                for line in lines:
                    self.assertEqual(shlex.split(line)[1], name)

    def test_every_example_works(self):
        lines = in_order([line for lines in self.by_subcommand.values() for line in lines])
        with tempfile.TemporaryDirectory(prefix="holdfast-examples-") as folder:
            for line in lines:
                with self.subTest(example=line):
                    words = shlex.split(line)
                    result = subprocess.run([HOLDFAST, *words[1:]], cwd=folder, capture_output=True, encoding="utf-8",
                                            timeout=900)
                    if "was built without" in result.stderr:
                        self.skipTest(result.stderr)  # an optional library
                    self.assertEqual(result.returncode, 0, f"{result.stdout}\n{result.stderr}")
                    self.assertTrue(result.stdout or written(words), "prints nothing and writes nothing")
                    for file in written(words):
                        self.assertTrue(os.path.exists(os.path.join(folder, file)), file)


class Order(unittest.TestCase):
    def test_writers_go_before_readers(self):
        self.assertEqual(in_order(["holdfast show runs/a.h5", "holdfast compare a.h5 b.h5", "holdfast run x -o b.h5",
                                   "holdfast run x y -o runs", "holdfast run x -o a.h5"]),
                         ["holdfast run x -o b.h5", "holdfast run x y -o runs", "holdfast show runs/a.h5",
                          "holdfast run x -o a.h5", "holdfast compare a.h5 b.h5"])

    def test_a_page_without_examples_has_none(self):
        self.assertEqual(examples("Options:\n  holdfast run\n"), [])


if __name__ == "__main__":
    HOLDFAST = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
