# Opens a run file with h5py: values, labels and papers.
import sys

import h5py

with h5py.File(sys.argv[1], "r") as run:
    assert run.attrs["Conventions"] == "CF-1.10", run.attrs["Conventions"]
    assert run["county"].asstr()[2] == "石渠县"
    assert run["month_label"].asstr()[0] == "2021-01"
    assert list(run["done"][:]) == [1, 1, 1, 1, 1]
    onsets = run["relapse/onsets"]
    assert onsets.shape == (5, 3, 3, 3) and onsets.dtype == "int64" and onsets.chunks == (1, 3, 3, 3)
    assert onsets[4, 2, 1, 0] == 1000 + 400 + 2 * 9 + 1 * 3
    assert onsets.attrs["long_name_zh"] == "新增返贫人口"
    assert [d.keys()[0] for d in onsets.dims] == ["replicate", "month", "county", "household_class"]
    assert run["monitoring/found"][0, 0, 0, 1] == -1
    papers = run["provenance"]
    assert papers.attrs["seed"] == 0xFEDCBA9876543210
    assert "渐进退出" in papers["scenario"].asstr()[()]
    assert papers["fnv1a64"].asstr()[0] == "0123456789abcdef"
    assert run["parameters/meaning_zh"].asstr()[0] == "县低保标准"
