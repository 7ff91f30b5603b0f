"""Reads a run file (docs/run-file.md) into one labelled Dataset."""
import h5py
import numpy as np
import xarray as xr


def open_run(path):
    """All tables of a run file, finished or not, as one xarray Dataset, read when they are used.

    Variables are named as `holdfast show --list` names them, "poverty/latent_onsets", with the attributes units, long_name
    and long_name_zh. Coordinates are the labels: county (Chinese; beside it adcode, name_en, prefecture_zh ...), household_class
    and other keys (beside each its Chinese, household_class_zh), year, month as dates (beside it month_label).
    Only complete replicates are seen. `attrs` holds seed, households_share, commit and the resolved scenario (JSON text).
    """
    with h5py.File(path, "r") as file:
        if "done" not in file or "provenance" not in file:
            raise ValueError(f"{path} is no run file of holdfast")
        complete = int(np.count_nonzero(file["done"][:] == 1))
        groups = [name for name, item in file.items()
                  if isinstance(item, h5py.Group) and name not in ("parameters", "provenance")]
        papers = {name: file["provenance"].attrs[name] for name in ("seed", "households_share", "commit")}
        papers["scenario"] = file["provenance/scenario"].asstr()[()]
    root = xr.open_dataset(path, engine="h5netcdf").drop_vars("done")
    run = root.set_coords(root.data_vars)
    for group in groups:
        tables = xr.open_dataset(path, engine="h5netcdf", group=group)
        for name, table in tables.data_vars.items():
            for plumbing in ("coordinates", "dims"):
                table.attrs.pop(plumbing, None)
            run[f"{group}/{name}"] = table.variable
    run.attrs.update(papers)
    return run.isel(replicate=slice(0, complete))
