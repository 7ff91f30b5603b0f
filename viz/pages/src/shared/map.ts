// The county map as plain SVG: classes of colour that the colour-blind tell apart, hatching where nothing is known, key
// counties outlined. The outlines come projected from boundaries.mjs.
import { quantileSorted } from "d3-array";
import { scaleLinear } from "d3-scale";
import outlines from "virtual:counties";
import type { County, Estimate } from "../report/data";
import { text, textWidth } from "./charts";
import { s } from "./dom";
import { t } from "./language";
import { tick } from "./numbers";

export type MapKind = "value" | "difference" | "width";

export interface MapSpec {
  label: string;
  title: string; // over the map
  unit: string;
  width: number;
  kind: MapKind;
  counties: County[];
  values: (number | null)[]; // null = hatched
  muted?: boolean[]; // no clear difference: grey, whatever the value
}

const ramps = {
  value: ["#f1eef6", "#d0d1e6", "#a6bddb", "#74a9cf", "#3690c0", "#0570b0", "#034e7b"],
  more: ["#fff3c4", "#fee391", "#fec44f", "#fe9929", "#ec7014", "#cc4c02", "#8c2d04"],
  less: ["#f2f0f7", "#dadaeb", "#bcbddc", "#9e9ac8", "#807dba", "#6a51a3", "#4a1486"],
  width: ["#edf8fb", "#ccece6", "#99d8c9", "#66c2a4", "#41ae76", "#238b45", "#005824"],
};
const grey = "#c9ced4";

interface Classes {
  bounds: number[]; // between the classes
  colours: string[]; // one more than bounds
}

// The colour of class `at` of `of`, between the stops of a ramp.
const pick = (ramp: string[], at: number, of: number): string =>
  scaleLinear<string>().domain(ramp.map((_, stop) => stop / (ramp.length - 1))).range(ramp)(of <= 1 ? 0.6 : at / (of - 1));

// Round bounds; the outer 2 % of counties on each side share a colour. A difference has one side for each sign.
export function classes(values: (number | null)[], kind: MapKind): Classes {
  const sorted = values.filter((v): v is number => v !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return { bounds: [], colours: [grey] };
  let low = quantileSorted(sorted, 0.02)!;
  let high = quantileSorted(sorted, 0.98)!;
  if (kind === "difference") [low, high] = [Math.min(0, low), Math.max(0, high)];
  if (kind === "difference" && low === high) return { bounds: [], colours: [grey] };
  if (low === high) return { bounds: [], colours: [pick(ramps[kind === "width" ? "width" : "value"], 3, 7)] };
  const inner = scaleLinear([low, high], [0, 1]).ticks(5).filter((at) => at > low && at < high);
  if (kind !== "difference") return { bounds: inner, colours: [...inner, 0].map((_, at) => pick(ramps[kind], at, inner.length + 1)) };
  const bounds = [...new Set([...inner, ...(sorted[0]! < 0 && sorted.at(-1)! > 0 ? [0] : [])])].sort((a, b) => a - b);
  const below = bounds.filter((at) => at <= 0).length;
  const negative = low < 0 ? Math.max(1, below) : 0;
  const positive = bounds.length + 1 - negative;
  const colours = [...bounds, 0].map((_, at) => (at < negative ? pick(ramps.less, negative - at, negative + 1) : pick(ramps.more, at - negative + 1, positive + 1)));
  return { bounds, colours };
}

const colourOf = (value: number, { bounds, colours }: Classes): string => colours[bounds.filter((at) => value >= at).length]!;

const keyClass: Partial<Record<County["county_class"], string>> = { national_key: "national-key", provincial_key: "provincial-key" };

let maps = 0; // patterns need names of their own in a page with several maps

function patterns(id: string): SVGElement {
  const stripe = s("pattern", { id: `hatch-${id}`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  stripe.append(s("rect", { width: 5, height: 5, fill: "#f6f7f8" }), s("line", { x1: 0, y1: 0, x2: 0, y2: 5, stroke: "#8c949c", "stroke-width": 1.6 }));
  return s("defs", {}, stripe);
}

export function mapSvg(spec: MapSpec): SVGSVGElement {
  const id = String(++maps);
  const scheme = classes(spec.values.filter((_, at) => !spec.muted?.[at]), spec.kind);
  const at = new Map(spec.counties.map((county, index) => [county.adcode, index]));
  const scale = spec.width / outlines.width;
  const top = 22;
  const land = s("g", { transform: `translate(0 ${top}) scale(${scale.toFixed(4)})`, class: "land" });
  const keys: SVGElement[] = [];
  for (const county of outlines.counties) {
    const index = at.get(county.adcode);
    const value = index === undefined ? null : (spec.values[index] ?? null);
    const fill = value === null ? `url(#hatch-${id})` : index !== undefined && spec.muted?.[index] ? grey : colourOf(value, scheme);
    land.append(s("path", { d: county.path, fill, "data-adcode": county.adcode, "data-value": value, class: "county" }));
    const key = index === undefined ? undefined : keyClass[spec.counties[index]!.county_class];
    if (key !== undefined) keys.push(s("path", { d: county.path, class: key }));
  }
  land.append(...keys);
  const legend = mapLegend(spec, scheme, id, top + outlines.height * scale + 8);
  const svg = s("svg", { role: "img", "aria-label": spec.label, viewBox: `0 0 ${spec.width} ${legend.bottom}`, width: spec.width, height: legend.bottom, class: "chart map" });
  svg.append(s("g", { "aria-hidden": "true" }, patterns(id), text(0, 14, spec.title, { class: "title" }), land, ...legend.parts));
  return svg;
}

function mapLegend(spec: MapSpec, { bounds, colours }: Classes, id: string, top: number): { parts: SVGElement[]; bottom: number } {
  const step = Math.min(46, (spec.width - 8) / colours.length);
  const largest = Math.max(...bounds.map(Math.abs), 0);
  const parts: SVGElement[] = colours.map((fill, at) => s("rect", { x: at * step, y: top, width: step - 1, height: 11, fill, class: "swatch" }));
  bounds.forEach((bound, at) => parts.push(text((at + 1) * step, top + 24, tick(bound, spec.unit, largest), { "text-anchor": "middle", class: "small" })));
  const marks: [string, Record<string, string>][] = [
    [t("report.map.nothing"), { fill: `url(#hatch-${id})`, class: "swatch" }],
    ...(spec.muted ? [[t("report.map.unclear"), { fill: grey, class: "swatch" }] as [string, Record<string, string>]] : []),
    [t("report.map.national_key"), { class: "national-key" }],
    [t("report.map.provincial_key"), { class: "provincial-key" }],
  ];
  let [x, y] = [0, top + 36];
  for (const [words, look] of marks) {
    const wide = 20 + textWidth(words, 11) + 14;
    if (x > 0 && x + wide > spec.width) [x, y] = [0, y + 17];
    parts.push(s("rect", { x: x + 1, y: y + 1, width: 13, height: 10, ...look }), text(x + 19, y + 10, words, { class: "small" }));
    x += wide;
  }
  return { parts, bottom: Math.ceil(y + 17) };
}

// The county that an arrow key leads to: the nearest in that direction, sideways distance counting double.
export function neighbour(adcode: number, key: string): number {
  const here = outlines.counties.find((county) => county.adcode === adcode) ?? outlines.counties[0]!;
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (direction === undefined) return adcode;
  const [dx, dy] = direction as [number, number];
  let best = { adcode, distance: Infinity };
  for (const county of outlines.counties) {
    const ahead = (county.x - here.x) * dx + (county.y - here.y) * dy;
    const aside = Math.abs((county.x - here.x) * dy) + Math.abs((county.y - here.y) * dx);
    if (ahead > 0 && ahead + 2 * aside < best.distance) best = { adcode: county.adcode, distance: ahead + 2 * aside };
  }
  return best.adcode;
}

// The county in the middle of the map: where the keyboard starts.
export const middleCounty = (): number => {
  const distance = (c: { x: number; y: number }): number => (c.x - outlines.width / 2) ** 2 + (c.y - outlines.height / 2) ** 2;
  return outlines.counties.reduce((a, b) => (distance(b) < distance(a) ? b : a)).adcode;
};

export const intervalWidth = (e: Estimate): number | null => (e.low === null || e.high === null ? null : e.high - e.low);
