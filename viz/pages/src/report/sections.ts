// The sections of the full report, in the order of the page.
import { lineChart, rowsChart, stripChart } from "../shared/charts";
import { h, rich, type Child } from "../shared/dom";
import { hasMessage, t } from "../shared/language";
import { count, rounded, share, unitName } from "../shared/numbers";
import { table } from "../shared/table";
import { cell, variables } from "./cells";
import { countiesSection } from "./counties";
import type { Figure, ReportData, Timeline } from "./data";
import { assumptionsSection, calibrationSection, largeScaleSection, provenanceSection } from "./grounds";
import { instrumentChart, largestInstruments } from "./briefing";
import { changeWords, chip, earlyTitle, figuresOf, figureTitle, letter, meaning, runTitle } from "./labels";
import { comparison } from "./sentences";
import { compared, details, figureBox, figureTable, note, paragraph, runKey, section, timelineBlock, timelineSpec, timelineTable, type View } from "./view";

const levelsSection = (view: View): HTMLElement => {
  const { data } = view;
  const groups = ["relapse", "persons", "poverty", "health"].map((group) => ({ group, figures: figuresOf(data, group) })).filter(({ figures }) => figures.length > 0);
  const sentences = data.runs.length === 1 ? [] : compared(data).map((run) => h("ul", { class: "sentences" },
    ...figuresOf(data, "poverty").concat(figuresOf(data, "health")).map((figure) => h("li", {}, comparison(figure, run, data)))));
  return section("levels", t("report.levels.title"), note(t("report.table.note")),
    ...groups.map(({ group, figures }) => figureTable(view, t(`report.group.${group}`), figures)), ...sentences);
};

const timelinesSection = (view: View): HTMLElement =>
  section("timelines", t("report.timelines.title"), runKey(view.data), note(t("report.band")),
    ...view.data.timelines.map((timeline) => h("div", { id: `timeline-${timeline.key}` }, timelineBlock(view, timeline))));

// Figures of one kind by class, as dots with intervals.
function classChart(title: string, width: number, figures: Figure[]): SVGSVGElement {
  const rows = figures.map((figure) => ({ name: className(figure), points: figure.values.map((e, run) => ({ run, e })) }));
  return rowsChart({ label: title, unit: figures[0]!.unit, width, rows });
}

const className = (figure: Figure): string => {
  const found = /_in_(\w+)_counties$/.exec(figure.key)?.[1];
  return found !== undefined && hasMessage(`report.class.${found}`) ? t(`report.class.${found}`) : figureTitle(figure);
};

interface ClassFigures {
  name: string;
  title: string;
  figures: Figure[];
  draw: () => SVGSVGElement;
}

// One chart for the household classes, one for each figure by class of county.
export function classFigures(view: View): ClassFigures[] {
  const counties = figuresOf(view.data, "county_class");
  const kinds = [...new Set(counties.map((figure) => figure.key.replace(/_in_\w+_counties$/, "")))];
  const kindTitle = (kind: string): string => (hasMessage(`report.kind.${kind}`) ? t(`report.kind.${kind}`) : kind);
  const parts = [
    { name: "households", title: t("report.classes.households"), figures: figuresOf(view.data, "household_class") },
    ...kinds.map((kind) => ({ name: kind, title: kindTitle(kind), figures: counties.filter((f) => f.key.startsWith(`${kind}_in_`)) })),
  ];
  return parts.filter((part) => part.figures.length > 0).map((part) => ({ ...part, draw: () => classChart(part.title, view.half, part.figures) }));
}

function classesSection(view: View): HTMLElement {
  const parts = classFigures(view);
  const charts = parts.map((part) => figureBox(part.title, unitName(part.figures[0]!.unit), part.draw()));
  return section("classes", t("report.classes.title"), runKey(view.data), h("div", { class: "columns" }, ...charts),
    ...parts.map((part) => figureTable(view, part.title, part.figures, className)));
}

// Of the many lines of the register these are drawn; all have their tables.
const drawnEarly = ["listed", "newly_listed", "removed", "wrongly_removed", "recall_1", "recall_3", "recall_6", "never_found_share", "precision", "false_alarm_share"];

const earlyChart = (view: View, timeline: Timeline): HTMLElement =>
  figureBox(earlyTitle(timeline), unitName(timeline.unit), lineChart(timelineSpec(view, timeline, "value", view.half, earlyTitle(timeline))));

const earlyTable = (view: View, timeline: Timeline): HTMLElement =>
  details(t("report.table_of", { figure: earlyTitle(timeline) }), () => timelineTable(view, timeline, earlyTitle(timeline)));

const registerSection = (view: View): HTMLElement => {
  const charted = view.data.early_warning.filter((timeline) => drawnEarly.includes(timeline.key));
  const rest = view.data.early_warning.filter((timeline) => !drawnEarly.includes(timeline.key));
  const figures = figuresOf(view.data, "register");
  return section("register", t("report.register.title"), note(t("report.register.note")), runKey(view.data),
    figures.length > 0 ? figureTable(view, t("report.register.title"), figures) : null,
    h("div", { class: "columns" }, ...charted.map((timeline) => h("div", {}, earlyChart(view, timeline), earlyTable(view, timeline)))),
    rest.length > 0 ? paragraph(t("report.register.more")) : null, ...rest.map((timeline) => earlyTable(view, timeline)));
};

// Groups that this page does not know by name: causes, and what a later version of the command adds.
function otherSections(view: View): HTMLElement[] {
  const placed = ["relapse", "persons", "poverty", "health", "instrument", "payer", "total", "household_class", "county_class", "register"];
  const groups = [...new Set(view.data.figures.map((f) => f.group))].filter((group) => !placed.includes(group));
  return groups.map((group) => {
    const title = hasMessage(`report.group.${group}`) ? t(`report.group.${group}`) : group;
    const figures = figuresOf(view.data, group);
    return section(`group-${group}`, title, figureBox(title, unitName(figures[0]!.unit), classChart(title, view.page, figures)), figureTable(view, title, figures));
  });
}

function avertedTable(view: View): Child {
  const { data } = view;
  if (!data.cost_per_averted.some((e) => e !== null && e.value !== null)) return null;
  const sources = [...new Set(["total", "latent_relapse"].flatMap((key) => data.figures.find((f) => f.key === key)?.sources ?? []))];
  const rows = compared(data).map((run) => [
    h("span", {}, chip(run), " ", runTitle(data.runs[run]!)),
    unitName("yuan"),
    cell(data.cost_per_averted[run] ?? null, { key: "cost_per_averted", run, what: "value", unit: "yuan" }, sources),
    variables(sources),
  ]);
  const title = t("report.averted.title");
  return table(title, [{ head: t("report.column.run") }, { head: t("report.column.unit") }, { head: title, number: true }, { head: t("report.column.sources") }], rows, title);
}

const moneySection = (view: View): HTMLElement => {
  const { data } = view;
  const one = data.runs.length === 1;
  const figures = largestInstruments(view, 15);
  const title = t(one ? "report.cost.most" : "report.cost.changes");
  const tables = (["instrument", "payer", "total"] as const).map((group) => ({ group, figures: figuresOf(data, group) })).filter((part) => part.figures.length > 0);
  return section("money", t("report.money.title"), one ? null : runKey(data),
    figures.length > 0 ? figureBox(title, unitName("million yuan"), instrumentChart(view, figures, view.page)) : null,
    ...tables.map((part) => figureTable(view, t(`report.group.${part.group}`), part.figures)), avertedTable(view));
};

type Effect = ReportData["effects"][number];

export const effectTitle = (data: ReportData, effect: Effect): string => {
  const figure = data.figures.find((f) => f.key === effect.key);
  return t("report.difference_of", { figure: figure === undefined ? effect.key : figureTitle(figure) });
};

export function effectChart(view: View, effect: Effect, width: number): SVGSVGElement {
  const rows = compared(view.data).map((run) => ({ run, name: letter(run), values: (effect.by_replicate[run] ?? []).filter((x): x is number => x !== null) }));
  return stripChart({ label: effectTitle(view.data, effect), unit: effect.unit, width, rows });
}

function effectsSection(view: View): Child {
  const { data } = view;
  if (data.runs.length === 1 || data.effects.length === 0) return null;
  const blocks = data.effects.map((effect) => {
    const title = effectTitle(data, effect);
    if (effect.by_replicate.every((values) => values.length === 0)) return null;
    return h("div", {}, figureBox(title, unitName(effect.unit), effectChart(view, effect, view.half)), details(t("report.table_of", { figure: title }), () => effectTable(data, effect, title)));
  });
  return section("effects", t("report.effects.title"), note(t("report.effects.note")), h("div", { class: "columns" }, ...blocks));
}

function effectTable(data: ReportData, effect: Effect, title: string): HTMLElement {
  const place = (run: number): number => data.figures.find((f) => f.key === effect.key)?.differences[run]?.place ?? 0;
  const most = Math.max(...effect.by_replicate.map((run) => run.length));
  const rows = Array.from({ length: most }, (_, at) => [
    count(at),
    ...compared(data).map((run) => {
      const value = effect.by_replicate[run]?.[at] ?? null;
      return value === null ? t("common.missing") : rounded(value, place(run));
    }),
  ]);
  return table(`${title}, ${unitName(effect.unit)}`, [{ head: t("report.column.replicate") }, ...compared(data).map((run) => ({ head: chip(run), number: true }))], rows, title);
}

const changesSection = (view: View): Child => {
  const { data } = view;
  if (data.runs.length === 1) return null;
  const tables = compared(data).map((run) => {
    const title = t("report.changes.of", { run: letter(run), title: runTitle(data.runs[run]!) });
    const changes = data.changes[run] ?? [];
    if (changes.length === 0) return paragraph(title, t("common.colon"), t("report.change.none"));
    const rows = changes.map((change) => [h("span", {}, ...changeWords(change, data)), meaning(change.meaning), h("code", {}, change.text)]);
    return table(title, [{ head: t("report.column.change") }, { head: t("report.column.meaning") }, { head: t("report.column.file") }], rows, title);
  });
  return section("changes", t("report.changes.title"), ...tables);
};

const contents = (sections: HTMLElement[]): HTMLElement =>
  h("nav", { "aria-label": t("report.contents"), class: "contents" },
    h("ul", {}, ...sections.map((part) => h("li", {}, h("a", { href: `#${part.id}` }, part.querySelector("h2")!.textContent!)))));

export function fullReport(view: View): HTMLElement {
  const parts = [
    changesSection(view), levelsSection(view), timelinesSection(view), classesSection(view), countiesSection(view), registerSection(view), ...otherSections(view),
    moneySection(view), effectsSection(view), largeScaleSection(view), calibrationSection(view), assumptionsSection(view), provenanceSection(view),
  ].filter((part): part is HTMLElement => part instanceof HTMLElement);
  const reading = rich("report.full.reading", { n: share(0.95) });
  return h("div", { class: "full", id: "full" }, h("h1", {}, t("report.full.title")), note(...reading), contents(parts), ...parts);
}
