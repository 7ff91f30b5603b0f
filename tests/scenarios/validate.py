"""Checks scenarios/schema.json with python3-jsonschema: shipped files are valid, slips are not."""
import copy
import json
import pathlib
import sys

import jsonschema

folder = pathlib.Path(sys.argv[1]) / "scenarios"
schema = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
failures = []

files = [f for where in ("", "data/", "stress/", "templates/") for f in sorted(folder.glob(where + "*.json"))
         if f.name not in ("schema.json", "couplings.json", "causes.json", "articles.json", "patterns.json",
                           "assumptions.json")]
if len(files) < 10:
    failures.append(f"only {len(files)} files found")
for file in files:
    for error in validator.iter_errors(json.loads(file.read_text(encoding="utf-8"))):
        failures.append(f"{file.name}: {'/'.join(map(str, error.path))}: {error.message[:200]}")

good = {"extends": "adopted-2021-2025.json", "policies": {"dibao": {"line_yuan": {"2024-01": 480, "path": "linear"}, "strength": 0.5}}}
if not validator.is_valid(good):
    failures.append("a plain scenario is refused")


def with_change(path, value):
    out = copy.deepcopy(good)
    at = out
    for key in path[:-1]:
        at = at.setdefault(key, {})
    at[path[-1]] = value
    return out


dibao = ["policies", "dibao"]
slips = [
    (["polices"], {}),
    (["policies", "dibo"], {}),
    (dibao + ["line"], 480),
    (dibao + ["line_yuan", "2024-13"], 1),
    (dibao + ["line_yuan", "2024-01"], "480"),
    (dibao + ["line_yuan", "2024-01"], 99999),
    (dibao + ["line_yuan", "path"], "liniar"),
    (dibao + ["take_up_share"], 83),
    (dibao + ["payer"], "world_bank"),
    (dibao + ["strength"], -1),
    (dibao + ["budget_yuan"], {"2021": -5}),
    (dibao + ["line_yuan", "by_county_class"], {"key": 1}),
    (dibao + ["line_yuan", "times"], {"value": 1, "2024-01": 20}),
    (dibao + ["line_yuan", "indexed"], {"from": "2024-01", "rate": 0.04}),
    (dibao + ["strength"], {"value": 1, "restore_when": {"register_share_above": 2}}),
    (dibao + ["strength"], {"value": 1, "announced": 2023}),
    (dibao + ["line_yuan", "announced"], "2023-01"),
    (["policies", "housing_repair", "strength"], {"value": 1, "announced": "2023-01"}),
    (["events"], {"quake": {"month": "2024-05", "hazard": "earthquak"}}),
    (["run"], {"counties": ["513401"]}),
    (["run"], {"seed": 1.5}),
    (["run"], {"households_share": 0}),
    (["hold_policies_after"], "2021-12-31"),
]
for path, value in slips:
    if validator.is_valid(with_change(path, value)):
        failures.append(f"accepted: {'/'.join(path)} = {value}")

print("\n".join(failures) if failures else f"{len(files)} files valid, {len(slips)} slips refused")
sys.exit(1 if failures else 0)
