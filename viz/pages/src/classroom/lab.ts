// The laboratory: one county, its levers, shocks on buttons, and time.
import { button, h } from "../shared/dom";
import { t, words } from "../shared/language";
import { actions, choice, countTable, countyChoice, legend, Levers, slider } from "./controls";
import { resultOf } from "./compare";
import { Field } from "./field";
import { lines } from "./lines";
import { asAdopted, monthName, scenarioFile, setLevel } from "./plan";
import { latest, type Room } from "./room";
import { count, money } from "./say";
import type { Look } from "./worker";

const chartFigures = ["spell_lifted_out", "spell_others", "below_line", "listed", "insured"];

export function lab(room: Room): HTMLElement {
  const root = h("section", { class: "lab", "aria-label": t("classroom.tab.lab") });
  const field = new Field();
  const counts = h("div");
  const chart = h("div", { class: "chart-box" });
  const spoken = h("p", { class: "spoken", role: "status" });
  const result = h("div", { class: "result", role: "status" });
  const events = h("p", { class: "events" });
  let figure = chartFigures[0]!;
  let playing = 0;

  const month = (): number => Math.max(0, room.months - 1);
  const levers = new Levers(
    room,
    month,
    (lever, level) => {
      setLevel(room.plan, lever, month(), level);
      result.replaceChildren();
      void refresh();
    },
  );
  const time = slider(t("classroom.time"), room.data.months, 1, room.months, (months) => go(Math.max(1, months)));
  time.input.min = "1";
  time.input.id = "time";
  time.row.querySelector("label")!.htmlFor = "time";

  const show = ([seen, base]: [Look, Look]): void => {
    time.input.value = String(seen.months);
    time.tell(monthName(room.data, seen.months - 1));
    const year = Math.floor((seen.months - 1) / 12);
    const sum = (c: number): number => seen.counts.reduce((all, row) => all + row[c]!, 0);
    const said = t("classroom.spoken", { month: monthName(room.data, seen.months - 1), households: count(sum(0)), below: count(sum(4)), spell: count(sum(1)), listed: count(sum(2)), both: count(sum(6)) });
    field.show(seen.dots, said);
    if (playing === 0) spoken.textContent = said;
    counts.replaceChildren(countTable(seen.counts), moneyLine(seen, base), foundLine(room, seen));
    levers.show(month());
    levers.spent(seen.spentByYear, year);
    chart.replaceChildren(curves(room, figure, seen, base));
    events.textContent = room.plan.shocks.map(({ shock, month: m }) => t("classroom.shock.in", { shock: words(room.data.shocks[shock]!.title), month: monthName(room.data, m) })).join(" ");
    root.dataset.fingerprint = seen.fingerprint;
    root.dataset.months = String(seen.months);
    root.dataset.milliseconds = seen.milliseconds.toFixed(1);
  };
  const refresh = latest(async () => Promise.all([room.mine.look(room.place, room.plan, room.months), room.adopted()]), show);

  const go = (months: number): void => {
    room.months = Math.min(room.data.months, Math.max(1, months));
    void refresh();
  };
  const stop = (): void => {
    clearInterval(playing);
    playing = 0;
    play.textContent = t("classroom.play");
  };
  const play = button(t("classroom.play"), () => {
    if (playing !== 0) return stop();
    if (room.months >= room.data.months) go(1);
    play.textContent = t("classroom.pause");
    playing = window.setInterval(() => {
      if (!root.isConnected || room.months >= room.data.months) return stop();
      go(room.months + 1);
    }, 300);
  });
  const again = (act: () => void): (() => void) => () => {
    act();
    result.replaceChildren();
    void refresh();
  };
  const shocks = room.data.shocks.map((shock, k) => button(words(shock.title), again(() => room.plan.shocks.push({ shock: k, month: month() })), { "data-shock": shock.key }));

  root.append(
    h("div", { class: "bar" }, countyChoice(room, (at) => again(() => (room.place = { ...room.place, county: at }))()), worldChoice(room, again)),
    h("div", { class: "bar" }, time.row, actions(play, button(t("classroom.back"), () => go(room.months - 1)), button(t("classroom.forward"), () => go(room.months + 1)))),
    h("div", { class: "two" },
      h("div", {}, field.canvas, legend(), spoken, counts),
      h("div", {},
        h("h2", {}, t("classroom.levers")), h("p", { class: "hint" }, t("classroom.levers.hint")), levers.list,
        h("h2", {}, t("classroom.shocks")), h("p", { class: "hint" }, t("classroom.shocks.hint")), actions(...shocks), events)),
    choice(t("classroom.chart.what"), chartFigures.map((key) => room.figureTitle(key)), 0, (at) => {
      figure = chartFigures[at]!;
      void refresh();
    }),
    chart,
    actions(
      button(t("classroom.compare"), () => void resultOf(room, result, asShocked(room), room.plan, 20), { class: "main" }),
      button(t("classroom.reset"), again(() => (room.plan = asAdopted()))),
      button(t("classroom.save"), () => saveScenario(room)),
    ),
    result,
  );
  void refresh();
  return root;
}

// As adopted, but with the shocks of the plan: the luck of both is the same.
export const asShocked = (room: Room) => ({ steps: [], shocks: room.plan.shocks.map((s) => ({ ...s })) });

function worldChoice(room: Room, again: (act: () => void) => () => void): HTMLElement {
  const worlds = Array.from({ length: 20 }, (_, k) => t("classroom.world.option", { number: String(k + 1) }));
  return choice(t("classroom.world"), worlds, room.place.replicate, (at) => again(() => (room.place = { ...room.place, replicate: at }))());
}

function moneyLine(seen: Look, base: Look): HTMLElement {
  const years = seen.spentTotal.length;
  const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
  const whole = seen.months % 12 === 0;
  const mine = sum(seen.spentTotal);
  const adopted = sum(base.spentTotal.slice(0, years));
  return h("p", { class: "money" }, whole ? t("classroom.money.both", { mine: money(mine), adopted: money(adopted) }) : t("classroom.money.mine", { mine: money(mine) }));
}

function foundLine(room: Room, seen: Look): HTMLElement {
  const of = (key: string): string => count(seen.totals[room.figure(key)]!);
  return h("p", {}, t("classroom.found", { scored: of("scored"), found: of("found_6") }));
}

function curves(room: Room, key: string, seen: Look, base: Look): HTMLElement {
  const f = room.figure(key);
  return lines(t("classroom.chart.title", { figure: room.figureTitle(key), unit: room.figureUnit(key) }), [
    { name: t("classroom.chart.adopted"), values: base.series[f]! },
    { name: t("classroom.chart.mine"), values: seen.series[f]! },
  ], room.data.months, room.firstYear);
}

function saveScenario(room: Room): void {
  const file = scenarioFile(room.data, room.plan, room.county, "from-the-classroom");
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: "application/json" }));
  const link = h("a", { href: url, download: "from-the-classroom.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
