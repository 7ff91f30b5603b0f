// What a result rests on: large-scale relapse, the fit to published numbers, the assumptions, and where it comes from.
import { fitChart, lineChart, type FitRow } from "../shared/charts";
import { h, type Child } from "../shared/dom";
import { hasMessage, language, t, words } from "../shared/language";
import { count, rounded, share, unitName } from "../shared/numbers";
import { table } from "../shared/table";
import { cell } from "./cells";
import type { Estimate, LargeScale, Target } from "./data";
import { chip, letter, meaning, runTitle } from "./labels";
import { details, figureBox, note, paragraph, runKey, section, type View } from "./view";

// A probability told in percent.
const percent = (e: Estimate): Estimate => {
  const times = (x: number | null): number | null => (x === null ? null : 100 * x);
  return { value: times(e.value), low: times(e.low), high: times(e.high), standard_error: times(e.standard_error), place: e.place + 2 };
};

export function largeScaleChart(view: View, where: "any_county" | "province", width: number): SVGSVGElement {
  const all = view.data.large_scale;
  const years = all.some((p) => p.year === 0) ? all.filter((p) => p.year === 0) : all;
  const points = [...years].sort((a, b) => a.threshold - b.threshold);
  return lineChart({
    label: t(`report.large.${where}`),
    unit: "percent",
    width,
    x: points.map((p) => p.threshold),
    ticks: points.filter((_, at) => points.length < 8 || at % 2 === 0).map((p) => ({ at: p.threshold, text: share(p.threshold) })),
    lines: view.data.runs.map((_, run) => ({ run, name: letter(run), values: points.map((p) => percent(p[where][run]!)) })),
  });
}

export function largeScaleSection(view: View): Child {
  const { data } = view;
  if (data.large_scale.length === 0) return null;
  const sources = ["poverty/latent_onsets", "population/members", "population/households"];
  const name = (p: LargeScale): string => (p.year === 0 ? t("report.large.any_year") : String(p.year));
  const tables = (["any_county", "province"] as const).map((where) => {
    const title = t(`report.large.${where}`);
    const rows = data.large_scale.map((p) => [
      name(p), share(p.threshold),
      ...data.runs.map((_, run) => cell(percent(p[where][run]!), { key: `large_scale.${where}.${p.year}.${p.threshold}`, run, what: "value", unit: "percent" }, sources)),
    ]);
    return details(t("report.table_of", { figure: title }), () => table(title, [{ head: t("report.column.year") }, { head: t("report.large.threshold"), number: true }, ...data.runs.map((_, run) => ({ head: chip(run), number: true }))], rows, title));
  });
  const charts = (["any_county", "province"] as const).map((where) => figureBox(t(`report.large.${where}`), unitName("percent"), largeScaleChart(view, where, view.half)));
  return section("large-scale", t("report.large.title"), note(t("report.large.note")), runKey(data), h("div", { class: "pair" }, ...charts), ...tables);
}

// The catalogue has targets in Chinese under their English words.
const targetName = (target: Target): string => {
  const name = hasMessage(`target.${target.moment}`) ? t(`target.${target.moment}`) : target.moment;
  return target.year === 0 ? name : t("report.target.year", { name, year: String(target.year) });
};

// Remarks come in English, joined by semicolons; Chinese readers get those that the catalogue translates.
const remarkForms: [string, RegExp][] = [
  ["over", /^over (\d+) full years$/],
  ["read", /^read at the end of (\d{4}-\d\d)$/],
  ["month", /^the run does not report (\d{4}-\d\d)$/],
  ["part", /^the run holds (\d+) of (\d+) counties$/],
];

function remarkPart(text: string): string {
  if (hasMessage(`target.${text}`)) return t(`target.${text}`);
  for (const [name, form] of remarkForms) {
    const found = form.exec(text);
    if (found !== null) return t(`report.remark.${name}`, { a: found[1]!, b: found[2] ?? "" });
  }
  return language() === "en" ? text : "";
}

const remark = (text: string): string => (hasMessage(`target.${text}`) ? t(`target.${text}`) : text.split("; ").map(remarkPart).filter((part) => part !== "").join(t("common.semicolon")));

function targetValue(value: number | null, target: Target): string {
  if (value === null) return t("common.missing");
  const published = target.value ?? target.high ?? target.low ?? 0;
  const size = published === 0 ? 0 : Math.floor(Math.log10(Math.abs(published)));
  return rounded(value, Math.min(0, size - 3), false);
}

// Null when no target can be judged.
export function fitFigure(view: View): (() => SVGSVGElement) | null {
  const { data } = view;
  const rows: FitRow[] = data.targets.flatMap((target) =>
    target.low === null || target.high === null || target.result.value === null ? [] : [{ name: targetName(target), low: target.low, high: target.high, e: target.result, outside: target.standing === "outside" }]);
  if (rows.length === 0) return null;
  const frame = { label: t("report.calibration.chart"), unit: "", width: view.page, below: t("report.calibration.below"), inside: t("report.calibration.inside"), above: t("report.calibration.above") };
  return () => fitChart({ ...frame, rows });
}

export function calibrationSection(view: View): HTMLElement {
  const { targets } = view.data;
  const fit = fitFigure(view);
  const columns = ["target", "published", "tolerance", "result", "standing", "grade", "unit"].map((name) => ({ head: t(`report.column.${name}`), number: ["published", "tolerance", "result"].includes(name) }));
  const rows = targets.map((target) => [
    h("span", {}, targetName(target), " ", h("small", { class: "muted" }, h("code", {}, target.name), " ", remark(target.note), target.standing === "outside" ? ` ${remark(target.if_missed)}` : "")),
    targetValue(target.value, target),
    target.low === null || target.high === null ? "" : `${targetValue(target.low, target)} – ${targetValue(target.high, target)}`,
    cell(target.result, { key: `target.${target.name}`, run: 0, what: "value", unit: target.unit }, []),
    h("span", { class: `standing-${target.standing}` }, t(`report.standing.${target.standing}`)),
    h("span", {}, target.grade, " ", h("code", {}, target.ids)),
    unitName(target.unit),
  ]);
  const title = t("report.calibration.title");
  return section("calibration", title, note(t("report.calibration.note")), fit === null ? paragraph(t("report.calibration.none")) : figureBox(t("report.calibration.chart"), "", fit()), targets.length === 0 ? null : details(t("report.table_of", { figure: title }), () => table(title, columns, rows, title)));
}

export function assumptionsSection(view: View): HTMLElement {
  const rows = view.data.assumptions.map((a) => [
    h("span", {}, meaning(a.meaning), " ", h("code", {}, a.path)),
    h("span", {}, h("code", {}, a.value), " ", a.unit === "1" ? "" : unitName(a.unit)),
    a.grade,
    hasMessage(`report.source.${a.source}`) ? t(`report.source.${a.source}`) : h("code", {}, a.source),
    words(a.why),
  ]);
  const title = t("report.assumptions.title");
  const columns = ["assumption", "now", "grade", "source", "why"].map((name) => ({ head: t(`report.column.${name}`) }));
  return section("assumptions", title, note(t("report.grades")), rows.length === 0 ? paragraph(t("report.assumptions.none")) : table(title, columns, rows, title));
}

export function provenanceSection(view: View): HTMLElement {
  const { data } = view;
  const code = (words_: string): HTMLElement => h("code", {}, words_);
  const facts: [string, (run: ReportRun) => Child][] = [
    ["file", (run) => code(run.file)], ["scenario", (run) => h("span", {}, words(run.title), " ", code(run.name))],
    ["replicates", (run) => t("report.of", { n: count(run.replicates), all: count(run.planned) })], ["seed", (run) => code(String(run.seed))],
    ["share", (run) => share(run.households_share)], ["months", (run) => `${run.first_month}, ${count(run.months)}`],
    ["commit", (run) => code(run.commit)], ["compiler", (run) => code(run.compiler)], ["results", (run) => code(run.results_fnv1a64)], ["command", (run) => code(run.command_line)],
  ];
  const rows = facts.map(([name, read]) => [t(`report.provenance.${name}`), ...data.runs.map(read)]);
  const title = t("report.provenance.title");
  return section("provenance", title, table(title, [{ head: t("report.column.run") }, ...data.runs.map((run, at) => ({ head: h("span", {}, chip(at), " ", runTitle(run)) }))], rows, title),
    paragraph(t("report.provenance.repeat")), h("pre", { tabindex: 0 }, ...data.commands.map((command) => h("code", {}, `${command}\n`))),
    ...data.notes.map((text) => note(words(text))), note(t("report.provenance.boundaries")));
}

type ReportRun = View["data"]["runs"][number];
