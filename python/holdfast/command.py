"""Calls the command `holdfast`; its messages become exceptions."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import pandas as pd


class HoldfastError(Exception):
    """What `holdfast` said on stderr when it refused. `returncode` is its exit code (docs/command-line.md)."""

    def __init__(self, message, returncode=None):
        super().__init__(message)
        self.returncode = returncode


def _command():
    built = pathlib.Path(__file__).resolve().parents[2] / "build" / "release" / "cli" / "holdfast"
    for candidate in (os.environ.get("HOLDFAST"), shutil.which("holdfast"), built if built.exists() else None):
        if candidate:
            return str(candidate)
    raise HoldfastError("The command holdfast was not found: build it (./run), put it into PATH, or name it in $HOLDFAST.")


def _call(*arguments):
    """Runs the command and returns its stdout. Raises HoldfastError with its messages, without the progress."""
    command = _command()
    try:
        done = subprocess.run([command, *map(str, arguments)], capture_output=True, encoding="utf-8",
                              env={**os.environ, "NO_COLOR": "1"})
    except OSError as error:
        raise HoldfastError(f"{command} cannot be started: {error.strerror}.") from error
    if done.returncode == 0:
        return done.stdout
    lines = done.stderr.strip().splitlines()
    first = next((at for at, line in enumerate(lines) if line.startswith(("error:", "holdfast:"))), 0)
    raise HoldfastError("\n".join(lines[first:]) or f"{command} ended with code {done.returncode}.", done.returncode)


def run_scenario(scenario, *, output, share=None, replicates=None, seed=None, counties=(), changes=None, layers=(),
                 threads=None):
    """Simulates a scenario into the run file `output`, which is returned as a path.

    scenario: the name of a shipped one, the path of a file, or a dict with what a scenario file holds.
    share: of all rural households (0.001 to 1); replicates, seed: as in the scenario unless given. Two runs can be
    compared when these three and the counties (adcodes) are equal.
    changes: {"policies.dibao.take_up_share": 0.9}; layers: files laid over the scenario, such as "stress/earthquake".
    Raises HoldfastError with every problem of the scenario.
    """
    with tempfile.TemporaryDirectory(prefix="holdfast-") as folder:
        if isinstance(scenario, dict):
            file = pathlib.Path(folder) / f"{scenario.get('name', 'scenario')}.json"
            file.write_text(json.dumps(scenario, ensure_ascii=False, indent=1), encoding="utf-8")
            scenario = file
        arguments = ["run", scenario, "-o", output]
        for option, value in (("--share", share), ("--replicates", replicates), ("--seed", seed), ("--threads", threads)):
            if value is not None:
                arguments += [option, value]
        if counties:
            arguments += ["--counties", ",".join(map(str, counties))]
        for path, value in (changes or {}).items():
            arguments += ["--set", f"{path}={json.dumps(value)}"]
        for layer in layers:
            arguments += ["--with", layer]
        _call(*arguments)
    return pathlib.Path(output)


def compare(a, b):
    """What run file `b` changes against `a`, replicate by replicate under the same luck.

    A DataFrame with one row for each figure (index: its key, such as "latent_relapse", "money/dibao"): a, b, difference,
    low and high (its 95 % interval), standard_error, variance_reduction, unit. `attrs` holds what else
    `holdfast compare --json` says: sentence, inputs, notes, first_different_month, seed ...
    Raises HoldfastError when the two cannot be paired.
    """
    said = json.loads(_call("compare", a, b, "--json"))
    figures, rest = {}, {}
    for key, value in said.items():
        if key in ("money", "money_by_payer"):
            figures.update({f"{key}/{name}": figure for name, figure in value.items()})
        elif isinstance(value, dict) and "difference" in value:
            figures[key] = value
        else:
            rest[key] = value
    rows = {}
    for key, figure in figures.items():
        low, high = figure["interval"]
        rows[key] = {"a": figure["a"], "b": figure["b"], "difference": figure["difference"], "low": low, "high": high,
                     "standard_error": figure["standard_error"], "variance_reduction": figure["variance_reduction"],
                     "unit": figure["unit"]}
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "figure"
    table.attrs.update(rest)
    return table
