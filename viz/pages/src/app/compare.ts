// The room of the comparison: what run B changes against run A, in words, figures, curves and on the map. All of it is the
// report's; nothing is computed here.
import { lineChart } from "../shared/charts";
import { h, type Child } from "../shared/dom";
import { t } from "../shared/language";
import { unitName } from "../shared/numbers";
import type { Figure, ReportData } from "../report/data";
import { changeWords, chip, figureOf, figuresOf, figureTitle, runTitle } from "../report/labels";
import { comparison } from "../report/sentences";
import { compared, details, figureBox, figureTable, timelineSpec, timelineTable, type View } from "../report/view";
import { get } from "./api";
import { empty, fillIn, runLabel, select } from "./pieces";
import { exportButtons, finishedRuns, settle } from "./runs";
import { change, state, type Room } from "./state";

const headline = "latent_relapse";
const groups = ["relapse", "persons", "poverty", "health", "total", "payer", "instrument"];

export const results = (run: string, against: string): Promise<ReportData> => get<ReportData>("/api/results", { run, ...(against === "" ? {} : { against }) });

export const viewOf = (data: ReportData, width: number): View =>
  width < 620 ? { data, page: width, half: width, map: width } : { data, page: Math.min(width, 720), half: Math.floor((Math.min(width, 1100) - 24) / 2), map: 360 };

function changes(data: ReportData): HTMLElement {
  const list = data.changes[1] ?? [];
  const inside = list.length === 0 ? [h("li", {}, t("app.compare.no_changes"))] : list.map((one) => h("li", {}, ...changeWords(one, data)));
  return h("div", {}, h("h3", {}, t("app.compare.changes")), h("ul", { class: "changes" }, ...inside));
}

function answer(data: ReportData): HTMLElement {
  const figures = [headline, "newly_relapsed", "total"].flatMap((key) => figureOf(data, key) ?? []);
  return h("div", { class: "answer" }, ...figures.map((figure: Figure) => h("p", {}, comparison(figure, 1, data))));
}

function tables(view: View): Child[] {
  return groups.flatMap((group) => {
    const figures = figuresOf(view.data, group);
    if (figures.length === 0) return [];
    const title = t(`app.compare.group.${group}`);
    const table = (): HTMLElement => figureTable(view, title, figures);
    return [["relapse", "persons", "total"].includes(group) ? table() : details(title, table)];
  });
}

function curves(view: View): HTMLElement[] {
  return view.data.timelines.map((timeline) => {
    const [title, unit] = [figureTitle(timeline), unitName(timeline.unit)];
    const chart = figureBox(title, unit, lineChart(timelineSpec(view, timeline, "value", view.half)));
    return h("div", { class: "block" }, chart, details(t("report.table_of", { figure: title }), () => timelineTable(view, timeline)));
  });
}

function show(data: ReportData, width: number): Child[] {
  const view = viewOf(data, width);
  return [
    h("p", { class: "run-key" }, ...data.runs.flatMap((run, at) => [chip(at), " ", runTitle(run), "  "])),
    changes(data),
    answer(data),
    ...tables(view),
    h("h3", {}, t("app.compare.curves")),
    h("div", { class: "pair" }, ...curves(view)),
    h("h3", {}, t("app.export.title")),
    compared(data).length > 0 ? exportButtons(state.a, state.b) : null,
  ];
}

export function compareRoom(width: number, go: (room: Room) => void): HTMLElement {
  const place = h("div", { id: "comparison" });
  const choice = h("div", { class: "choices" });
  const load = (): void => void fillIn(place, async () => (state.a === state.b ? [empty("app.compare.same")] : show(await results(state.a, state.b), width)));
  void fillIn(choice, async () => {
    const runs = await finishedRuns();
    if (runs.length < 2) {
      const there = h("button", { type: "button" }, t("app.compare.to_runs"));
      there.addEventListener("click", () => go(runs.length === 0 ? "scenario" : "runs"));
      return [empty("app.compare.empty", " ", there)];
    }
    settle(runs);
    const options = runs.map((run) => ({ value: run.id, text: runLabel(run) }));
    load();
    return [
      select("run-a", t("app.compare.a"), options, state.a, (a) => { change({ a }); load(); }),
      select("run-b", t("app.compare.b"), options, state.b, (b) => { change({ b }); load(); }),
    ];
  });
  return h("div", {}, h("h2", {}, t("app.room.compare")), h("p", {}, t("app.compare.lead")), choice, place);
}
