"""The figures of a report, computed again from run files with numpy alone: nothing here knows how the command does it.

A figure is (top, bottom, factor), one number for each replicate: factor * sum(top) / sum(bottom), or the mean of
factor * top where there is no bottom. Keys are those of the links and cells in the pages: "latent_relapse",
"timeline.in_spell.2024-01", "county.newly_relapsed.511921".
"""
import math

import h5py
import numpy
from scipy.stats import t as student

BAND = 0.02  # of the first run's value: a difference wholly inside may be called about the same
FEWEST_DRAWN = 10  # lifted-out households of a county, without which it has no numbers


class Run:
    def __init__(self, path):
        with h5py.File(path) as file:
            self.replicates = int(file["done"][:].sum())
            self.labels = {dim: [x.decode() if isinstance(x, bytes) else int(x) for x in file[dim][:]] for dim in
                           ("household_class", "line", "threshold", "instrument", "payer", "year")}
            self.months = [x.decode() for x in file["month_label"][:]]
            self.adcodes = [int(x) for x in file["adcode"][:]]
            self.county_class = [int(x) for x in file["county_class"][:]]
            self.values, self.dims = {}, {}
            for group in file.values():
                if isinstance(group, h5py.Group) and group.name not in ("/parameters", "/provenance"):
                    for variable in group.values():
                        if "dims" in variable.attrs and str(variable.attrs["dims"]).startswith("replicate"):
                            name = variable.name[1:]
                            self.values[name] = variable[:self.replicates].astype(float)
                            self.dims[name] = str(variable.attrs["dims"]).split()
            weight = file["population/weight"][:]
            drawn = numpy.round(self.values["population/households"] / weight)
            self.drawn = drawn[..., 0].mean(axis=0).min(axis=0)  # of lifted-out households, in their fewest year

    def sum(self, variable, **keep):
        values = self.values[variable]
        for axis, dim in enumerate(self.dims[variable]):
            if dim not in keep:
                continue
            wanted = keep[dim] if isinstance(keep[dim], (list, range)) else [keep[dim]]
            at = [self.labels[dim].index(w) if isinstance(w, str) else w for w in wanted]
            values = numpy.take(values, at, axis=axis)
        flat = values.reshape(self.replicates, -1)
        return numpy.where(numpy.isnan(flat).all(axis=1), numpy.nan, numpy.nansum(flat, axis=1))


LIFTED, POOR, MONITORED = {"household_class": "lifted_out"}, {"line": "poverty_line"}, {"line": "monitoring_line"}
OTHERS = {"household_class": ["marginal", "ordinary"]}
COUNTY_CLASSES = ["national_key", "provincial_key", "lifted_out", "other"]


def rates(run, end):
    def rate(who, line, months, tail=""):
        return (run.sum("poverty_monthly/latent_onsets", month=months, **who, **line),
                run.sum("poverty_monthly/at_risk_person_months" + tail, month=months, **who), 1200)
    everything = range(end)
    yield "latent_relapse", rate(LIFTED, POOR, everything)
    yield "latent_relapse_last_two_years", rate(LIFTED, POOR, range(end - 24, end))
    yield "latent_relapse_monitoring_line", rate(LIFTED, MONITORED, everything, "_monitoring_line")
    yield "new_poverty", rate(OTHERS, POOR, everything)
    yield "recorded_relapse", (run.sum("poverty_monthly/recorded_relapse", **LIFTED),
                               run.sum("income_monthly/member_months", **LIFTED), 1200)
    for who in run.labels["household_class"]:
        yield f"latent_relapse_{who}", rate({"household_class": who}, POOR, everything)


def counts(run, last):
    onsets = "poverty_monthly/latent_onsets"
    yield "newly_relapsed", (run.sum(onsets, **LIFTED, **POOR), None, 1)
    yield "newly_poor_others", (run.sum(onsets, **OTHERS, **POOR), None, 1)
    yield "in_spell", (run.sum("poverty_monthly/in_spell", month=last, **LIFTED), None, 1)
    yield "recorded_relapse_persons", (run.sum("poverty_monthly/recorded_relapse", **LIFTED), None, 1)
    yield "at_risk_register", (run.sum("register_monthly/listed_persons", month=last), None, 1)
    yield "at_risk_monitoring_line", (run.sum("poverty_monthly/below_line", month=last, **MONITORED), None, 1)
    yield "poverty_gap", (run.sum("poverty_monthly/gap", month=last, **POOR), None, 1e-6)


def shares(run, last):
    below, members = "poverty_monthly/below_line", "population_monthly/members"
    for who in ("", *run.labels["household_class"]):
        keep, tail = ({"household_class": who}, "_" + who) if who else ({}, "")
        yield f"headcount_ratio{tail}", (run.sum(below, month=last, **POOR, **keep), run.sum(members, month=last, **keep), 100)
        yield f"below_poverty_line{tail}", (run.sum(below, month=last, **POOR, **keep), None, 1)
    yield "poverty_gap_squared", (run.sum("poverty_monthly/gap_squared", month=last, **POOR), run.sum(members, month=last), 1000)
    yield "catastrophic_40", (run.sum("health_monthly/catastrophic", month=last, threshold="40"),
                              run.sum("population_monthly/households", month=last), 100)
    yield "insured_share", (run.sum("health_monthly/insured", month=last), run.sum(members, month=last), 100)
    yield "out_of_pocket_per_person", (run.sum("health_monthly/out_of_pocket"), run.sum("income_monthly/resident_months"), 12)


def money(run):
    ledger = "ledger/paid_by_payer"
    for instrument in run.labels["instrument"]:
        yield instrument, (run.sum(ledger, instrument=instrument), None, 1e-6)
    for payer in run.labels["payer"]:
        yield payer, (run.sum(ledger, payer=payer), None, 1e-6)
    yield "total", (run.sum(ledger), None, 1e-6)


def timelines(run):
    for m, month in enumerate(run.months):
        members = run.sum("population_monthly/members", month=m)
        yield f"timeline.in_spell.{month}", (run.sum("poverty_monthly/in_spell", month=m, **LIFTED), None, 1)
        yield f"timeline.headcount_ratio_lifted_out.{month}", (
            run.sum("poverty_monthly/below_line", month=m, **LIFTED, **POOR), run.sum("population_monthly/members", month=m, **LIFTED), 100)
        yield f"timeline.insured_share.{month}", (run.sum("health_monthly/insured", month=m), members, 100)
        yield f"timeline.at_risk_register.{month}", (run.sum("register_monthly/listed_persons", month=m), None, 1)
    for y, year in enumerate(run.labels["year"]):
        months = [m for m, month in enumerate(run.months) if month.startswith(str(year))]
        yield f"timeline.latent_relapse.{year}", (
            run.sum("poverty_monthly/latent_onsets", month=months, **LIFTED, **POOR),
            run.sum("poverty_monthly/at_risk_person_months", month=months, **LIFTED), 1200)
        yield f"timeline.out_of_pocket_per_person.{year}", (
            run.sum("health_monthly/out_of_pocket", month=months), run.sum("income_monthly/resident_months", month=months), 12)
        yield f"timeline.total.{year}", (run.sum("ledger/paid_by_payer", year=y), None, 1e-6)


def counties(run):
    last = len(run.labels["year"]) - 1
    for k, adcode in enumerate(run.adcodes):
        if not run.drawn[k] >= FEWEST_DRAWN:
            continue
        onsets = run.sum("poverty/latent_onsets", county=k, **LIFTED, **POOR)
        yield f"county.latent_relapse.{adcode}", (onsets, run.sum("poverty/at_risk_person_months", county=k, **LIFTED), 1200)
        yield f"county.newly_relapsed.{adcode}", (onsets, None, 1)
        yield f"county.headcount_ratio.{adcode}", (run.sum("poverty/below_line", county=k, year=last, **POOR),
                                                   run.sum("population/members", county=k, year=last), 100)
        yield f"county.at_risk_register.{adcode}", (run.sum("register/listed_persons", county=k, year=last), None, 1)


def county_classes(run):
    last = len(run.labels["year"]) - 1
    for c, name in enumerate(COUNTY_CLASSES):
        here = [k for k, found in enumerate(run.county_class)
                if found == c and not numpy.isnan(run.values["population/members"][0, 0, k, 0])]
        if not here:
            continue
        yield f"latent_relapse_in_{name}_counties", (run.sum("poverty/latent_onsets", county=here, **LIFTED, **POOR),
                                                     run.sum("poverty/at_risk_person_months", county=here, **LIFTED), 1200)
        yield f"headcount_ratio_in_{name}_counties", (run.sum("poverty/below_line", county=here, year=last, **POOR),
                                                      run.sum("population/members", county=here, year=last), 100)
        yield f"out_of_pocket_per_person_in_{name}_counties", (run.sum("health/out_of_pocket", county=here),
                                                               run.sum("income/resident_months", county=here), 12)
        yield f"at_risk_register_in_{name}_counties", (run.sum("register/listed_persons", county=here, year=last), None, 1)


def figures(run):
    end = len(run.months)
    parts = (rates(run, end), counts(run, end - 1), shares(run, end - 1), money(run), timelines(run), counties(run),
             county_classes(run))
    return {key: figure for part in parts for key, figure in part}


def interval(value, influences):
    """(value, low, high, standard error) from one number for each replicate that spreads as the estimate does."""
    n = len(influences)
    if n < 2 or math.isnan(value):
        return value, math.nan, math.nan, math.nan
    error = numpy.std(influences, ddof=1) / math.sqrt(n)
    error = 0 if error < 1e-9 * abs(value) else error
    half = student.ppf(0.975, n - 1) * error
    return value, value - half, value + half, error


def influences(top, bottom):
    """The value, and how each replicate moves it."""
    if bottom is None:
        return top.mean() if len(top) else math.nan, top - top.mean() if len(top) else top
    if bottom.sum() == 0 or len(top) == 0:
        return math.nan, numpy.full(len(top), math.nan)
    ratio = top.sum() / bottom.sum()
    return ratio, (top - ratio * bottom) / bottom.mean()


def estimate(figure):
    top, bottom, factor = figure
    kept = ~numpy.isnan(top if bottom is None else top + bottom)
    value, spread = influences(top[kept], None if bottom is None else bottom[kept])
    return interval(factor * value, factor * spread)


def difference(a, b):
    """B minus A, replicate by replicate."""
    (top_a, bottom_a, factor), (top_b, bottom_b, _) = a, b
    n = min(len(top_a), len(top_b))
    parts = [part[:n] for part in (top_a, top_b, bottom_a, bottom_b) if part is not None]
    kept = ~numpy.isnan(sum(parts))
    cut = [None if part is None else part[:n][kept] for part in (top_a, bottom_a, top_b, bottom_b)]
    value_a, spread_a = influences(cut[0], cut[1])
    value_b, spread_b = influences(cut[2], cut[3])
    return interval(factor * (value_b - value_a), factor * (spread_b - spread_a))


def verdict(a, b):
    """What may be said of B against A."""
    value, low, high, _ = difference(a, b)
    if math.isnan(value) or math.isnan(low):
        return "unknown"
    if low > 0:
        return "higher"
    if high < 0:
        return "lower"
    room = BAND * abs(estimate(a)[0])
    return "same" if -room <= low and high <= room else "unclear"
