// The briefing: two printed pages. Question, answer, four numbers, a map; then a chart over time, the cost, what is not known.
import { lineChart, rowsChart } from "../shared/charts";
import { h, rich, type Child } from "../shared/dom";
import { t, words } from "../shared/language";
import { count, share, time, unitName } from "../shared/numbers";
import { interval, number, type Source } from "./cells";
import { clearMap } from "./counties";
import type { Estimate, Figure } from "./data";
import { verdict } from "./gate";
import { changeWords, chip, figureOf, figuresOf, figureTitle, meaning, runTitle } from "./labels";
import { comparison } from "./sentences";
import { compared, figureBox, timelineSpec, type View } from "./view";

const headline = "latent_relapse";
export const four = [headline, "in_spell", "headcount_ratio_lifted_out", "total"];

const runName = (view: View, run: number): HTMLElement => h("span", { class: "run-name" }, chip(run), " ", runTitle(view.data.runs[run]!));

export function question(view: View): Child[] {
  const { runs } = view.data;
  if (runs.length === 1) return rich("report.question.one", { run: runName(view, 0) });
  if (runs.length === 2) return rich("report.question.two", { run: runName(view, 1), base: runName(view, 0) });
  return rich("report.question.many", { n: count(runs.length - 1), base: runName(view, 0) });
}

export function setting(view: View): HTMLElement {
  const run = view.data.runs[0]!;
  const first = new Date(`${run.first_month}-01T00:00:00Z`);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + run.months - 1, 1)).toISOString().slice(0, 7);
  const key = view.data.runs.length === 1 ? "report.setting.one" : "report.setting.paired";
  return h("p", { class: "muted setting" }, t(key, { first: time(run.first_month), last: time(last), share: share(run.households_share), n: count(Math.min(...view.data.runs.map((r) => r.replicates))) }));
}

function changed(view: View): HTMLElement | null {
  const { data } = view;
  if (data.runs.length === 1) return null;
  const room = data.runs.length === 2 ? 6 : 3;
  const lists = compared(data).map((run) => {
    const changes = data.changes[run] ?? [];
    const items = changes.slice(0, room).map((change) => h("li", {}, ...changeWords(change, data)));
    const more = changes.length > room ? h("li", {}, h("a", { href: "#changes" }, t("report.change.more", { n: count(changes.length - room) }))) : null;
    const none = changes.length === 0 ? h("li", {}, t("report.change.none")) : null;
    return h("div", {}, data.runs.length > 2 ? h("p", { class: "list-head" }, runName(view, run)) : null, h("ul", { class: "changes" }, ...items, more, none));
  });
  return h("div", { class: "changed" }, h("h2", {}, t("report.changed")), ...lists);
}

function levelSentence(view: View, figure: Figure): HTMLElement {
  const e = figure.values[0]!;
  const source: Source = { key: figure.key, run: 0, what: "value", unit: figure.unit };
  return h("p", {}, ...rich("report.answer.level", { run: runName(view, 0), value: number(e, source), interval: interval(e, source) }));
}

// One sentence for each run that is compared; persons beside it where both say the same.
export function answer(view: View): HTMLElement {
  const { data } = view;
  const figure = figureOf(data, headline);
  const inside: Child[] = [];
  if (figure === undefined) inside.push(h("p", {}, t("report.answer.nothing")));
  else if (data.runs.length === 1) inside.push(levelSentence(view, figure));
  else for (const run of compared(data)) inside.push(h("p", {}, comparison(figure, run, data, "report.answer"), t("common.space"), persons(view, figure, run)));
  return h("div", { class: "answer" }, h("h2", {}, t("report.answer.title")), ...inside);
}

function persons(view: View, figure: Figure, run: number): Child {
  const people = figureOf(view.data, "newly_relapsed");
  if (people === undefined) return null;
  const [a, b] = [figure, people].map((f) => verdict(f.differences[run] ?? null, f.values[0]!));
  return a === b && (a === "higher" || a === "lower") ? comparison(people, run, view.data, "report.persons") : null;
}

function numberCard(view: View, figure: Figure): HTMLElement {
  const { data } = view;
  const source = (run: number): Source => ({ key: figure.key, run, what: "value", unit: figure.unit });
  const levels = figure.values.map((e, run) =>
    h("p", { class: "level" }, data.runs.length > 1 ? chip(run) : null, " ", h("span", { class: "big" }, number(e, source(run))), " ", interval(e, source(run))));
  const gaps = compared(data).map((run) => h("p", { class: "gap" }, comparison(figure, run, data, data.runs.length > 2 ? "report.short_of" : "report.short")));
  return h("div", { class: "card" }, h("h3", {}, figureTitle(figure)), h("p", { class: "muted unit" }, unitName(figure.unit)), ...levels, ...gaps);
}

function fourNumbers(view: View): HTMLElement {
  const cards = four.flatMap((key) => figureOf(view.data, key) ?? []).map((figure) => numberCard(view, figure));
  return h("div", { class: "cards" }, ...cards);
}

function overTime(view: View): Child {
  const { data } = view;
  const timeline = data.timelines.find((line) => line.key === "in_spell") ?? data.timelines[0];
  if (timeline === undefined) return null;
  const legend = data.runs.map((run, at) => h("span", {}, chip(at), " ", runTitle(run), " "));
  return figureBox(figureTitle(timeline), unitName(timeline.unit), lineChart(timelineSpec(view, timeline, "value", view.page)),
    h("p", { class: "run-key" }, ...legend, h("span", { class: "muted" }, t("report.band")), " ", h("a", { href: `#timeline-${timeline.key}` }, t("report.to_table"))));
}

// The instruments whose money changes most; with one run, those that cost most.
export function largestInstruments(view: View, n: number): Figure[] {
  const size = (figure: Figure): number => {
    const numbers = view.data.runs.length === 1 ? [figure.values[0]] : figure.differences.map((d) => (d?.same ? null : d));
    return Math.max(0, ...numbers.map((e) => Math.abs(e?.value ?? 0)));
  };
  return figuresOf(view.data, "instrument").filter((f) => size(f) > 0).sort((a, b) => size(b) - size(a)).slice(0, n);
}

export function instrumentChart(view: View, figures: Figure[], width: number): SVGSVGElement {
  const one = view.data.runs.length === 1;
  const points = (figure: Figure): { run: number; e: Estimate }[] =>
    one ? [{ run: 0, e: figure.values[0]! }] : compared(view.data).flatMap((run) => (figure.differences[run] ? [{ run, e: figure.differences[run]! }] : []));
  return rowsChart({ label: t(one ? "report.cost.most" : "report.cost.changes"), unit: "million yuan", width, zero: true, rows: figures.map((f) => ({ name: figureTitle(f), points: points(f) })) });
}

function averted(view: View, run: number): Child {
  const cost = view.data.cost_per_averted[run] ?? null;
  const total = figureOf(view.data, "total")?.differences[run] ?? null;
  if (cost === null || cost.value === null || total === null) return null;
  const source: Source = { key: "cost_per_averted", run, what: "value", unit: "yuan" };
  const figure = figureOf(view.data, headline);
  const found = figure === undefined ? "unknown" : verdict(figure.differences[run] ?? null, figure.values[0]!);
  if (found !== "higher" && found !== "lower") return null;
  return h("span", { "data-gate": headline, "data-run": run, "data-verdict": found },
    ...rich(`report.averted.${found}`, { value: number(cost, source), interval: interval(cost, source), letter: chip(run), first: chip(0) }));
}

export function costSentences(view: View): HTMLElement[] {
  const total = figureOf(view.data, "total");
  if (total === undefined) return [];
  if (view.data.runs.length > 1) return compared(view.data).map((run) => h("p", {}, comparison(total, run, view.data, "report.cost"), t("common.space"), averted(view, run)));
  const source: Source = { key: "total", run: 0, what: "value", unit: total.unit };
  return [h("p", {}, ...rich("report.cost.level", { value: number(total.values[0]!, source), interval: interval(total.values[0]!, source) }))];
}

function cost(view: View): HTMLElement {
  const figures = largestInstruments(view, view.data.runs.length > 2 ? 4 : 6);
  const one = view.data.runs.length === 1;
  const sentences = costSentences(view);
  const title = t(one ? "report.cost.most" : "report.cost.changes");
  const chart = figures.length === 0 ? null : figureBox(title, unitName("million yuan"), instrumentChart(view, figures, view.page));
  return h("div", {}, h("h2", {}, t("report.cost.title")), ...sentences, chart);
}

export function unknowns(view: View): Child[] {
  const { data } = view;
  const missed = data.targets.filter((target) => target.standing === "outside").length;
  const judged = data.targets.filter((target) => target.standing === "outside" || target.standing === "inside").length;
  const few = data.counties.filter((c) => c.drawn_households !== null && c.drawn_households < 10).length;
  const guessed = data.assumptions.filter((a) => a.grade === "D");
  const list: Child[] = [t("report.unknown.level"), t("report.unknown.luck")];
  if (judged > 0) list.push(h("a", { href: "#calibration" }, t("report.unknown.targets", { missed: count(missed), judged: count(judged) })));
  if (guessed.length > 0) list.push(h("a", { href: "#assumptions" }, t("report.unknown.assumptions", { what: guessed.slice(0, 3).map((a) => meaning(a.meaning)).join(t("common.semicolon")) })));
  list.push(h("a", { href: "#counties" }, few > 0 ? t("report.unknown.counties_few", { n: count(few) }) : t("report.unknown.counties")));
  for (const run of data.runs) if (run.replicates < run.planned) list.push(t("report.unknown.replicates", { file: run.file, n: count(run.replicates), planned: count(run.planned) }));
  if (data.runs.some((run) => run.replicates < 2)) list.push(h("strong", {}, t("report.unknown.one")));
  for (const words_ of data.notes) list.push(words(words_));
  return list;
}

export function briefing(view: View): HTMLElement[] {
  const brand = (page: string): HTMLElement => h("p", { class: "brand" }, h("strong", {}, t("common.holdfast")), " · ", t("report.briefing"), h("span", {}, t("report.page", { page })));
  const first = h("section", { class: "sheet", id: "briefing", "aria-labelledby": "question" },
    brand("1"), h("h1", { id: "question" }, ...question(view)), setting(view), changed(view), answer(view), fourNumbers(view), clearMap(view));
  const second = h("section", { class: "sheet", "aria-label": t("report.page_two") },
    brand("2"), h("h2", {}, t("report.over_time")), overTime(view), cost(view),
    h("h2", {}, t("report.unknown.title")), h("ul", { class: "unknowns" }, ...unknowns(view).map((item) => h("li", {}, item))),
    h("p", { class: "muted foot" }, t("report.foot", { version: view.data.version, files: view.data.runs.map((run) => run.file).join(", ") })));
  return [first, second];
}
