# Opens a run file with xarray, engine netcdf4 or h5netcdf: coordinates by label, dates, missing values, every group.
import sys

import numpy
import xarray

path, engine = sys.argv[1:3]
root = xarray.open_dataset(path, engine=engine)
assert dict(root.sizes)["county"] == 3
total = root["headcount"].sel(county="石渠县", month="2021-02", replicate=3)
assert total.values.item() == 300 + 1 * 3 + 2 + 0.25, total.values
assert root["month"].dtype.kind == "M" and str(root["month"].values[0])[:10] == "2021-01-01"
assert "adcode" in root["headcount"].coords and root["adcode"].values[2] == 513332
assert root["county_class"].attrs["flag_meanings"].split()[int(root["county_class"][2])] == "national_key"
assert root["headcount"].attrs["long_name_zh"] == "有困难人口"

def group(name):
    return xarray.open_dataset(path, group=name, engine=engine).assign_coords(root.coords)

relapse = group("relapse")
assert relapse["onsets"].sel(household_class="marginal", county="内江市市中区").values[4, 2] == 1000 + 400 + 18 + 3 + 1
assert relapse["rate"].dims == ("replicate",)
money = group("money")["spending"].sel(instrument="tekun", payer="household", year=2022)
assert money.values[1] == 3000 + 100 + 31.25
found = group("monitoring")["found"]
assert numpy.isnan(found.values[:, 0, 0, 1]).all() and found.notnull().sum() == 5 * 7
assert group("needs")["in_need"].isnull().sum() == 5
assert group("curve")["probability"].shape == (5, 2, 2, 2)
assert group("population")["persons"].values[2, 2] == 7008.25
papers = xarray.open_dataset(path, group="provenance", engine=engine)
assert "渐进退出" in str(papers["scenario"].values), papers["scenario"].values
assert papers.attrs["households_share"] == 0.05 and papers.attrs["compiler"] == "GNU 12.2.0"
assert xarray.open_dataset(path, group="parameters", engine=engine)["high"].values[0] == 3000
