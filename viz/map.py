#!/usr/bin/env python3
"""Draws the county map of a run, or of the paired difference of two runs, as PNG and SVG (no screen needed).

  map.py run.h5 -o docs/map                      latent relapse per 100 person-years of lifted-out persons
  map.py frozen.h5 --minus adopted.h5 -o diff    the first run less the second, on the replicates that both have
  map.py run.h5 --variable register/listed_persons --per population/members --times 100 -o listed
  map.py run.h5 --list                           what can be drawn

Boundaries: viz/data/sichuan_counties.geojson (origin and licence: viz/data/NOTICE-boundaries.md).
"""
import argparse
import json
import os
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.font_manager as fonts  # noqa: E402
import matplotlib.patheffects as effects  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.collections import PatchCollection  # noqa: E402
from matplotlib.colors import Normalize, TwoSlopeNorm  # noqa: E402
from matplotlib.lines import Line2D  # noqa: E402
from matplotlib.patches import Patch, PathPatch  # noqa: E402
from matplotlib.path import Path  # noqa: E402

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run_file import RunFile  # noqa: E402

BOUNDARIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "sichuan_counties.geojson")
HEADLINE = ("poverty/latent_onsets", "poverty/at_risk_person_months", 1200.0)  # per 100 person-years
CHINESE_FONTS = ["Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "Droid Sans Fallback"]
OUTLINE = {"national_key": {"edgecolor": "#111111", "linewidth": 1.5},
           "provincial_key": {"edgecolor": "#111111", "linewidth": 0.9, "linestyle": (0, (2.5, 1.5))}}
EMPTY = {"facecolor": "#f2f2f2", "edgecolor": "#9a9a9a", "hatch": "////"}


def albers(lon, lat, parallels=(27.0, 33.0), centre=(102.8, 30.2)):
    """Equal-area conic projection centred on Sichuan, on a sphere; km."""
    p1, p2, p0 = np.radians([*parallels, centre[1]])
    n = (np.sin(p1) + np.sin(p2)) / 2
    c = np.cos(p1) ** 2 + 2 * n * np.sin(p1)
    radius = 6371.0
    rho = radius * np.sqrt(c - 2 * n * np.sin(np.radians(lat))) / n
    rho0 = radius * np.sqrt(c - 2 * n * np.sin(p0)) / n
    theta = n * np.radians(np.asarray(lon) - centre[0])
    return rho * np.sin(theta), rho0 - rho * np.cos(theta)


def outline(geometry):
    """One path per county; rings of holes are drawn by the even-odd rule of Path."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    vertices, codes = [], []
    for polygon in polygons:
        for ring in polygon:
            x, y = albers(*np.array(ring).T)
            vertices += list(zip(x, y))
            codes += [Path.MOVETO] + [Path.LINETO] * (len(ring) - 2) + [Path.CLOSEPOLY]
    return Path(vertices, codes)


def read_outlines(path=BOUNDARIES):
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    return {int(f["properties"]["adcode"]): outline(f["geometry"]) for f in features}


def county_values(run, args, replicates=None):
    """The mapped value of each county, averaged over replicates: a sum, or a ratio of sums."""
    at = dict(item.split("=", 1) for item in args.at)
    at.setdefault("household_class", args.household_class)
    if at["household_class"] == "all":
        del at["household_class"]
    values = run.value(args.variable, replicates=replicates, **at) * args.times
    if args.per:
        below = run.value(args.per, replicates=replicates, **at)
        with np.errstate(invalid="ignore", divide="ignore"):
            values = np.where(below > 0, values / below, np.nan)
    return values


def drawn_values(args):
    """(run, values, replicates used)."""
    run = RunFile(args.run)
    if args.list:
        print("\n".join(run.variables()))
        raise SystemExit(0)
    if not args.minus:
        return run, county_values(run, args), len(run.replicates)
    other = RunFile(args.minus)
    if other.adcodes != run.adcodes:
        raise SystemExit(f"{args.minus}: other counties than {args.run}; the runs cannot be compared")
    both = np.intersect1d(run.file["replicate"][:][run.replicates], other.file["replicate"][:][other.replicates])
    if not len(both):
        raise SystemExit("the two runs have no complete replicate in common")
    rows = [np.flatnonzero(np.isin(r.file["replicate"][:], both)) for r in (run, other)]
    return run, county_values(run, args, rows[0]) - county_values(other, args, rows[1]), len(both)


def colours(values, difference):
    """Colour map, scale and which ends are cut: safe for the colour-blind; the outer 2 % of counties share a colour."""
    known = values[~np.isnan(values)]
    if not len(known):
        raise SystemExit("no county has a value")
    low, high = np.percentile(known, [2, 98])
    if difference and low < 0 < high:
        end = max(-low, high)
        norm, cmap, low, high = TwoSlopeNorm(0.0, -end, end), "PuOr_r", -end, end
    else:
        low = min(low, 0.0) if difference or low < 0.25 * high else low
        high = max(high, 0.0) if difference else high
        norm = Normalize(low, high if high > low else low + 1.0)
        cmap = "cividis_r" if difference and high <= 0 else "cividis"
    below, above = known.min() < low, known.max() > high
    extend = {(True, True): "both", (True, False): "min", (False, True): "max"}.get((below, above), "neither")
    return plt.get_cmap(cmap), norm, extend


def draw_counties(ax, run, values, outlines, cmap, norm):
    missing = [a for a in run.adcodes if a not in outlines]
    if missing:
        raise SystemExit(f"no boundary for county {missing[0]}")
    for adcode, value in zip(run.adcodes, values):
        empty = np.isnan(value)
        look = EMPTY if empty else {"facecolor": cmap(norm(value)), "edgecolor": "#ffffff"}
        ax.add_patch(PathPatch(outlines[adcode], linewidth=0.35, **look))
    for name in ("provincial_key", "national_key"):  # outlines of key counties lie above all fills
        patches = [PathPatch(outlines[a]) for a, c in zip(run.adcodes, run.county_class()) if c == name]
        ax.add_collection(PatchCollection(patches, facecolor="none", **OUTLINE[name]))


def name_prefectures(ax, run):
    """Chinese and English names at the middle of each prefecture's counties."""
    x, y = albers(run.file["lon"][:], run.file["lat"][:])
    zh, en = np.array(run.text("prefecture_zh")), np.array(run.text("prefecture_en"))
    halo = [effects.withStroke(linewidth=1.8, foreground="white")]
    for name in dict.fromkeys(zh):
        rows = np.flatnonzero(zh == name)
        short = (name.removesuffix("市") if name.endswith("市") else name[:2]) + "\n" + en[rows[0]].split(" ")[0]
        ax.text(x[rows].mean(), y[rows].mean(), short, ha="center", va="center", fontsize=6.5, linespacing=1.0,
                color="#111111", path_effects=halo, zorder=5)


def legend_handles():
    def line(name, label):
        look = dict(OUTLINE[name])
        return Line2D([], [], color=look.pop("edgecolor"), label=label, **look)

    return [line("national_key", "国家乡村振兴重点帮扶县 / national key county"),
            line("provincial_key", "省级乡村振兴重点帮扶县 / provincial key county"),
            Patch(label="无农村人口或无估计 / no rural people or no estimate", **EMPTY)]


def captions(run, args, replicates):
    """(title zh, title en, colour bar label)."""
    relative = (args.variable, args.per, args.times) == HEADLINE
    if relative:
        zh, en = "脱贫人口潜在返贫率", "Latent relapse of lifted-out persons"
        unit = "每100人年 / per 100 person-years"
        if args.household_class != "lifted_out":
            zh, en = "潜在返贫（致贫）率", f"Latent relapse and new poverty ({args.household_class})"
    else:
        zh, en = run.title(args.variable, "zh"), run.title(args.variable)
        unit = args.unit or (f"{args.times:g} x {args.variable} / {args.per}" if args.per else args.variable)
    zh, en, unit = args.title_zh or zh, args.title or en, args.unit or unit
    if args.minus:
        a, b = (os.path.splitext(os.path.basename(p))[0] for p in (args.run, args.minus))
        zh, en = f"{zh}：{a} 减 {b}", f"{en}: {a} minus {b}"
    cut = ", ".join(args.at)
    note = f"{replicates} 次重复模拟平均 / mean of {replicates} replicate{'s' if replicates > 1 else ''}"
    note += f" ({cut})" if cut else ""
    return zh, en, unit, note


def draw(args):
    run, values, replicates = drawn_values(args)
    installed = {font.name for font in fonts.fontManager.ttflist}
    chinese = [name for name in CHINESE_FONTS if name in installed]
    if not chinese:
        print(f"no Chinese font found (one of {', '.join(CHINESE_FONTS)}): Chinese text shows as boxes; "
              "install fonts-droid-fallback or fonts-noto-cjk", file=sys.stderr)
    plt.rcParams["font.family"] = ["DejaVu Sans", *chinese]
    plt.rcParams["svg.hashsalt"] = "holdfast"
    plt.rcParams["hatch.linewidth"] = 0.4
    plt.rcParams["axes.unicode_minus"] = False
    cmap, norm, extend = colours(values, bool(args.minus))
    outlines = read_outlines()
    figure, ax = plt.subplots(figsize=(9.2, 7.6), layout="constrained")
    draw_counties(ax, run, values, outlines, cmap, norm)
    if not args.no_names:
        name_prefectures(ax, run)
    ax.autoscale_view()
    ax.set_aspect("equal")
    ax.axis("off")
    zh, en, unit, note = captions(run, args, replicates)
    ax.set_title(f"{zh}\n{en}", fontsize=13, loc="left")
    bar = figure.colorbar(plt.cm.ScalarMappable(norm, cmap), ax=ax, shrink=0.62, pad=0.01, extend=extend)
    bar.set_label(unit, fontsize=9)
    bar.outline.set_visible(False)
    ax.legend(handles=legend_handles(), loc="lower left", fontsize=7.5, frameon=False)
    credit = f"{note}. Holdfast; boundaries: CTAmap 2021, Tudigong"
    figure.text(0.995, 0.005, credit, ha="right", fontsize=6.5, color="#555555")
    written = []
    kinds = {"png": {"dpi": args.dpi, "metadata": {"Software": None}}, "svg": {"metadata": {"Date": None}}}
    for kind, extra in kinds.items():
        written.append(f"{args.output}.{kind}")
        figure.savefig(written[-1], **extra)
    plt.close(figure)
    return written


def parse(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", help="run file")
    parser.add_argument("-o", "--output", default="map", help="name without ending; writes NAME.png and NAME.svg")
    parser.add_argument("--minus", metavar="RUN", help="draw the difference: run less RUN")
    parser.add_argument("--variable", default=None, help="group/name of a variable with a county axis")
    parser.add_argument("--per", default=None, help="divide by this variable (ratio of sums)")
    parser.add_argument("--times", type=float, default=None, help="multiply by")
    parser.add_argument("--household-class", default="lifted_out", help="lifted_out, marginal, ordinary or all")
    parser.add_argument("--at", action="append", default=[], metavar="AXIS=LABEL",
                        help="cut an axis at a label or a range: year=2024, month=2024-01:2024-12; otherwise summed")
    parser.add_argument("--title"), parser.add_argument("--title-zh"), parser.add_argument("--unit")
    parser.add_argument("--no-names", action="store_true", help="leave out the names of prefectures")
    parser.add_argument("--dpi", type=int, default=160)
    parser.add_argument("--list", action="store_true", help="print what can be drawn")
    args = parser.parse_args(argv)
    if args.variable is None:
        args.variable, args.per, args.times = HEADLINE
    args.times = 1.0 if args.times is None else args.times
    for item in args.at:
        if "=" not in item:
            parser.error(f"--at {item}: expected AXIS=LABEL, such as year=2024")
    return args


if __name__ == "__main__":
    print("\n".join(draw(parse())))
