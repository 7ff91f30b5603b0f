"""Holdfast from Python: open a run file with its labels, run a scenario, compare two runs.

    import holdfast
    a = holdfast.run_scenario("adopted-2021-2025", output="a.h5", share=0.005, replicates=10)
    b = holdfast.run_scenario("cliff-2024", output="b.h5", share=0.005, replicates=10)
    print(holdfast.compare(a, b).loc["latent_relapse"])
    run = holdfast.open_run(b)
    run["poverty/latent_onsets"].sel(county="石渠县", year=2024).mean("replicate")

Needs h5py, h5netcdf, xarray and pandas (Debian: python3-h5netcdf python3-xarray python3-pandas). The command is looked for
in $HOLDFAST, in $PATH, then in the build folder of this source tree.
"""
from holdfast.command import HoldfastError, compare, run_scenario
from holdfast.runs import open_run

__all__ = ["HoldfastError", "compare", "open_run", "run_scenario"]
