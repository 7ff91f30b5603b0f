// The laboratory: one county, its levers, shocks on buttons, and time.
import { button, h } from "../shared/dom";
import { t, words } from "../shared/language";
import { actions, choice, countTable, countyChoice, legend, Levers, slider, type Slider } from "./controls";
import { resultOf } from "./compare";
import { Field } from "./field";
import { lines } from "./lines";
import { asAdopted, monthName, scenarioFile, setLevel } from "./plan";
import { latest, type Room } from "./room";
import { count, money } from "./say";
import type { Look } from "./worker";

const chartFigures = ["spell_lifted_out", "spell_others", "below_line", "listed", "insured"];

export const lab = (room: Room): HTMLElement => new Lab(room).root;

class Lab {
  readonly root = h("section", { class: "lab", "aria-label": t("classroom.tab.lab") });
  private readonly field = new Field();
  private readonly counts = h("div");
  private readonly chart = h("div", { class: "chart-box" });
  private readonly spoken = h("p", { class: "spoken", role: "status" });
  private readonly result = h("div", { class: "result", role: "status" });
  private readonly events = h("p", { class: "events" });
  private readonly time: Slider;
  private readonly levers: Levers;
  private readonly play: HTMLButtonElement;
  private readonly refresh: () => Promise<void>;
  private figure = chartFigures[0]!;
  private playing = 0;

  constructor(private readonly room: Room) {
    this.refresh = latest(
      () => Promise.all([room.mine.look(room.place, room.plan, room.months), room.adopted()]),
      ([seen, base]) => this.show(seen, base),
    );
    this.time = slider(t("classroom.time"), room.data.months, 1, room.months, (months) => this.go(months));
    this.time.input.min = "1";
    this.time.input.id = "time";
    this.time.row.querySelector("label")!.htmlFor = "time";
    this.levers = new Levers(room, () => this.month, (lever, level) => this.change(() => setLevel(room.plan, lever, this.month, level)));
    this.play = button(t("classroom.play"), () => (this.playing === 0 ? this.start() : this.stop()));
    this.root.append(this.bars(), this.body(), this.buttons(), this.result);
    void this.refresh();
  }

  // The month that is shown, counted from 0.
  private get month(): number {
    return Math.max(0, this.room.months - 1);
  }

  private bars(): HTMLElement {
    const { room } = this;
    const worlds = Array.from({ length: 20 }, (_, k) => t("classroom.world.option", { number: String(k + 1) }));
    return h("div", {},
      h("div", { class: "bar" },
        countyChoice(room, (county) => this.change(() => (room.place = { ...room.place, county }))),
        choice(t("classroom.world"), worlds, room.place.replicate, (replicate) => this.change(() => (room.place = { ...room.place, replicate })))),
      h("div", { class: "bar" }, this.time.row,
        actions(this.play, button(t("classroom.back"), () => this.go(room.months - 1)), button(t("classroom.forward"), () => this.go(room.months + 1)))));
  }

  private body(): HTMLElement {
    const { room } = this;
    const strike = (shock: number): void => this.change(() => room.plan.shocks.push({ shock, month: this.month }));
    const shocks = room.data.shocks.map((shock, k) => button(words(shock.title), () => strike(k), { "data-shock": shock.key }));
    const figures = choice(t("classroom.chart.what"), chartFigures.map((key) => room.figureTitle(key)), 0, (at) => {
      this.figure = chartFigures[at]!;
      void this.refresh();
    });
    return h("div", { class: "two" },
      h("div", {}, this.field.canvas, legend(), this.spoken, this.counts, figures, this.chart),
      h("div", {},
        h("h2", {}, t("classroom.levers")), h("p", { class: "hint" }, t("classroom.levers.hint")), this.levers.list,
        h("h2", {}, t("classroom.shocks")), h("p", { class: "hint" }, t("classroom.shocks.hint")), actions(...shocks), this.events));
  }

  private buttons(): HTMLElement {
    const { room } = this;
    return actions(
      button(t("classroom.compare"), () => void resultOf(room, this.result, asShocked(room), room.plan, 20), { class: "main" }),
      button(t("classroom.reset"), () => this.change(() => (room.plan = asAdopted()))),
      button(t("classroom.save"), () => saveScenario(room)));
  }

  private change(act: () => void): void {
    act();
    this.result.replaceChildren();
    void this.refresh();
  }

  private go(months: number): void {
    this.room.months = Math.min(this.room.data.months, Math.max(1, months));
    void this.refresh();
  }

  private start(): void {
    if (this.room.months >= this.room.data.months) this.go(1);
    this.play.textContent = t("classroom.pause");
    this.playing = window.setInterval(() => {
      if (!this.root.isConnected || this.room.months >= this.room.data.months) this.stop();
      else this.go(this.room.months + 1);
    }, 300);
  }

  private stop(): void {
    clearInterval(this.playing);
    this.playing = 0;
    this.play.textContent = t("classroom.play");
    void this.refresh();
  }

  private show(seen: Look, base: Look): void {
    const { room } = this;
    const month = monthName(room.data, seen.months - 1);
    const sum = (c: number): string => count(seen.counts.reduce((all, row) => all + row[c]!, 0));
    const said = t("classroom.spoken", { month, households: sum(0), below: sum(4), spell: sum(1), listed: sum(2), both: sum(6) });
    this.time.input.value = String(seen.months);
    this.time.tell(month);
    this.field.show(seen.dots, said);
    if (this.playing === 0) this.spoken.textContent = said;
    this.counts.replaceChildren(countTable(seen.counts), moneyLine(seen, base), foundLine(room, seen));
    this.levers.show(this.month);
    this.levers.spent(seen.spentByYear, Math.floor((seen.months - 1) / 12));
    this.chart.replaceChildren(curves(room, this.figure, seen, base));
    this.events.textContent = room.plan.shocks.map((s) => t("classroom.shock.in", { shock: words(room.data.shocks[s.shock]!.title), month: monthName(room.data, s.month) })).join(" ");
    this.root.dataset.fingerprint = seen.fingerprint;
    this.root.dataset.months = String(seen.months);
    this.root.dataset.milliseconds = seen.milliseconds.toFixed(1);
  }
}

// As adopted, but with the shocks of the plan: the luck of both is the same.
export const asShocked = (room: Room) => ({ steps: [], shocks: room.plan.shocks.map((s) => ({ ...s })) });

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
