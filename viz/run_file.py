"""Reads Holdfast run files (netCDF-4; docs/run-file.md) with h5py: values by name, with the axes called by name."""
import os

import h5py
import numpy as np

# What is taken along an axis that the caller does not mention; every other axis is summed.
DEFAULTS = {"line": "poverty_line", "threshold": "40"}


class RunFile:
    """One run. `value("poverty/latent_onsets", household_class="lifted_out")` is an array over counties."""

    def __init__(self, path):
        if not os.path.exists(path):
            raise SystemExit(f"{path}: no such run file; make one with: holdfast run SCENARIO -o {path}")
        try:
            self.file = h5py.File(path, "r")
        except OSError as error:
            raise SystemExit(f"{path}: not a run file, or cut short ({error})")
        self.path = path
        if "county" not in self.file or "adcode" not in self.file:
            raise SystemExit(f"{path}: holds no counties; is it a Holdfast run file?")
        self.replicates = self._complete()
        if not len(self.replicates):
            raise SystemExit(f"{path}: no replicate is complete yet")

    def _complete(self):
        if "done" in self.file:
            return np.flatnonzero(self.file["done"][:] == 1)
        return np.arange(len(self.file["replicate"]))

    def text(self, name):
        """A root variable of strings, such as name_zh, prefecture_en or household_class."""
        return [v.decode() if isinstance(v, bytes) else str(v) for v in self.file[name][:]]

    @property
    def adcodes(self):
        return [int(a) for a in self.file["adcode"][:]]

    def county_class(self):
        """Text per county: national_key, provincial_key, lifted_out or other."""
        data = self.file["county_class"]
        meanings = data.attrs["flag_meanings"]
        names = (meanings.decode() if isinstance(meanings, bytes) else str(meanings)).split()
        return [names[int(v)] for v in data[:]]

    def variables(self):
        """Paths of everything that has a county axis."""
        found = []

        def visit(path, item):
            if isinstance(item, h5py.Dataset) and "/" in path and "county" in self.axes(item):
                found.append(path)

        self.file.visititems(visit)
        return found

    def find(self, name):
        """The dataset called `group/name`, or `name` when only one group has it."""
        if name in self.file and isinstance(self.file[name], h5py.Dataset):
            return self.file[name]
        hits = [p for p in self.variables() if p.rsplit("/", 1)[-1] == name]
        if len(hits) == 1:
            return self.file[hits[0]]
        said = "several groups have it: " if hits else "by county there are: "
        said += ", ".join(hits or self.variables())
        raise SystemExit(f"{self.path}: {name} is not one variable; {said}")

    @staticmethod
    def axes(dataset):
        """Names of the axes: from the attribute `dims`, else from the dimension scales."""
        dims = dataset.attrs.get("dims")
        if dims is not None:
            return (dims.decode() if isinstance(dims, bytes) else str(dims)).split()
        return [axis[0].name.strip("/") if len(axis) else "" for axis in dataset.dims]

    def title(self, name, language="en"):
        """The long name of a variable."""
        attrs = self.find(name).attrs
        text = attrs.get("long_name_zh" if language == "zh" else "long_name", name)
        return text.decode() if isinstance(text, bytes) else str(text)

    def value(self, name, keep=("county",), replicates=None, **at):
        """Values over the axes `keep` (in that order). Axes in `at` are cut at a label ("2021-03") or a closed range of
        labels ("2022-01:2023-12"); the axes of DEFAULTS at theirs; replicates are averaged, all other axes summed."""
        data = self.find(name)
        axes = self.axes(data)
        values = data[...].astype(float)
        fill = data.attrs.get("_FillValue")
        if fill is not None:
            fill = float(np.ravel(fill)[0])
            values[values == fill] = np.nan
        chosen = self.replicates if replicates is None else replicates
        for position in reversed(range(len(axes))):
            axis = axes[position]
            if axis == "replicate":
                values = np.take(values, chosen, position)
                if axis not in keep:
                    values = _over(np.sum, values, position) / len(chosen)
            elif axis not in keep:
                wanted = at.get(axis, DEFAULTS.get(axis))
                if wanted is not None:
                    values = np.take(values, self._positions(axis, wanted), position)
                values = _over(np.sum, values, position)
        kept = [a for a in axes if a in keep]
        return np.transpose(values, [kept.index(a) for a in keep if a in kept])

    def _positions(self, axis, wanted):
        name = "month_label" if axis == "month" and "month_label" in self.file else axis
        scale = self.file[name][:]
        labels = [v.decode() if isinstance(v, bytes) else str(v) for v in scale]
        first, _, last = str(wanted).partition(":")
        last = last or first
        if first not in labels or last not in labels:
            said = f"{labels[0]} ... {labels[-1]}" if len(labels) > 12 else ", ".join(labels)
            raise SystemExit(f"{self.path}: {axis} has no {wanted}; it has {said}")
        return list(range(labels.index(first), labels.index(last) + 1))


def _over(reduce, values, position):
    """A sum that is missing only where every part is missing."""
    total = reduce(np.where(np.isnan(values), 0.0, values), axis=position)
    return np.where(np.all(np.isnan(values), axis=position), np.nan, total)
