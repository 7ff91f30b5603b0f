// "You are the county office": five years, a budget for each, one surprise. The class publishes a plan for a year, lives
// it, and answers for the money. At the end twenty worlds say what was skill and what was luck.
import { button, h } from "../shared/dom";
import { t, words } from "../shared/language";
import { changesIn, changeTable, verdictOf } from "./compare";
import { actions, countTable, countyChoice, legend, Levers } from "./controls";
import { Field } from "./field";
import { asAdopted, levelAt, monthName, setLevel, type Plan } from "./plan";
import type { Room } from "./room";
import { amount, between, count, money } from "./say";
import type { Look } from "./worker";

const budgetShare = 0.9; // of what the scenario spends on these instruments
const worlds = 20;

interface Game {
  year: number; // the next one to plan
  plan: Plan;
  balance: number; // saved or overspent so far
  rows: HTMLElement[];
  report: HTMLElement; // below the field and the levers
}

// One surprise, fixed by the world: which, and when.
function surprise(room: Room): Plan["shocks"] {
  const k = room.place.replicate;
  return [{ shock: k % room.data.shocks.length, month: 12 + ((7 * k + 5) % Math.max(1, room.data.months - 24)) }];
}

const adoptedWith = (shocks: Plan["shocks"]): Plan => ({ steps: [], shocks });
const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
const instrumentsOf = (room: Room, look: Look, year: number): number => sum(room.instruments.map((k) => look.spentByYear[k]![year] ?? 0));

export function office(room: Room): HTMLElement {
  const root = h("section", { class: "office", "aria-label": t("classroom.tab.office") });
  void begin(room, root);
  return root;
}

async function begin(room: Room, root: HTMLElement): Promise<void> {
  const shocks = surprise(room);
  const game: Game = { year: 0, plan: asAdopted(), balance: 0, rows: [], report: h("div") };
  const restart = (replicate: number, county = room.place.county): void => {
    room.place = { county, replicate };
    void begin(room, root);
  };
  const head = h("div", {},
    h("h2", {}, t("classroom.office.title")),
    h("p", {}, t("classroom.office.task", { share: String(Math.round(100 * budgetShare)) })),
    h("div", { class: "bar" }, countyChoice(room, (at) => restart(room.place.replicate, at)), actions(button(t("classroom.office.again"), () => restart((room.place.replicate + 1) % worlds)))));
  root.replaceChildren(head, h("p", { role: "status" }, t("classroom.compare.working")));
  const base = await room.other.look(room.place, adoptedWith(shocks), room.data.months);
  const field = new Field();
  const board = h("div");
  root.replaceChildren(head, h("div", { class: "two" }, h("div", {}, field.canvas, legend()), board), game.report);
  // The county before the first plan: its first month.
  const first = await room.mine.look(room.place, adoptedWith(shocks), 1);
  field.show(first.dots, t("classroom.table.title"));
  plan(room, board, field, game, base, shocks);
}

function plan(room: Room, board: HTMLElement, field: Field, game: Game, base: Look, shocks: Plan["shocks"]): void {
  const year = String(room.firstYear + game.year);
  const allowance = budgetShare * instrumentsOf(room, base, game.year) + game.balance;
  const holder = Object.create(room, { plan: { value: game.plan } }) as Room; // the levers show the game's plan
  const levers = new Levers(holder, () => 12 * game.year, (lever, level) => setLevel(game.plan, lever, 12 * game.year, level));
  const publish = button(t("classroom.office.publish", { year }), async () => {
    publish.disabled = true;
    await live(room, board, field, game, base, shocks, allowance);
  }, { class: "main", "data-act": "publish" });
  const expected = instrumentsOf(room, base, game.year);
  board.replaceChildren(
    h("h3", {}, t("classroom.office.plan", { year })),
    h("p", { class: "budget", role: "status" }, t("classroom.office.allowance", { allowance: money(allowance), adopted: money(expected) })),
    levers.list, actions(publish));
  game.report.replaceChildren(report(game));
}

async function live(room: Room, board: HTMLElement, field: Field, game: Game, base: Look, shocks: Plan["shocks"], allowance: number): Promise<void> {
  const end = Math.min(room.data.months, 12 * (game.year + 1));
  const seen = await room.mine.look(room.place, { steps: game.plan.steps, shocks: shocks.filter((s) => s.month < end) }, end);
  field.show(seen.dots, t("classroom.table.title"));
  const spent = instrumentsOf(room, seen, game.year);
  game.balance = allowance - spent;
  const onsets = room.figure("onsets_lifted_out");
  const of = (look: Look): number => sum(look.series[onsets]!.slice(12 * game.year, end));
  const happened = shocks.filter((s) => s.month >= 12 * game.year && s.month < end).map((s) => t("classroom.shock.in", { shock: words(room.data.shocks[s.shock]!.title), month: monthName(room.data, s.month) }));
  game.rows.push(h("tr", {}, h("th", { scope: "row" }, String(room.firstYear + game.year)),
    ...[money(allowance), money(spent), money(game.balance), count(of(seen)), count(of(base)), happened.join(" ") || t("classroom.office.quiet")].map((text) => h("td", {}, text))));
  ++game.year;
  if (end < room.data.months) return plan(room, board, field, game, base, shocks);
  await judge(room, board, game, seen, shocks);
}

function report(game: Game): HTMLElement {
  if (game.rows.length === 0) return h("div");
  const head = ["year", "allowance", "spent", "balance", "mine", "adopted", "event"].map((key) => h("th", { scope: "col" }, t(`classroom.office.column.${key}`)));
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("classroom.office.report") }, h("table", { class: "report" }, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...game.rows)));
}

async function judge(room: Room, board: HTMLElement, game: Game, seen: Look, shocks: Plan["shocks"]): Promise<void> {
  const box = h("div", { role: "status" });
  game.report.replaceChildren(report(game), box);
  board.replaceChildren(h("h3", {}, t("classroom.office.over")), countTable(seen.counts), h("p", {}, t(game.balance < 0 ? "classroom.office.overspent" : "classroom.office.saved", { money: money(Math.abs(game.balance)) })));
  const mine: Plan = { steps: game.plan.steps, shocks };
  const changes = await changesIn(room, box, adoptedWith(shocks), mine, worlds);
  const relapse = changes[room.figure("onsets_lifted_out")]!;
  const unit = room.figureUnit("onsets_lifted_out");
  const changed = room.sliders.some((k) => Array.from({ length: room.years }, (_, y) => levelAt(game.plan, k, 12 * y)).some((level) => level !== 1));
  box.replaceChildren(
    h("p", { class: "verdict" }, t(`classroom.office.verdict.${changed ? verdictOf(relapse) : "same"}`, { difference: amount(Math.abs(relapse.difference), unit), interval: between(relapse, unit), worlds: String(worlds) })),
    changeTable(room, changes, [t("classroom.chart.adopted"), t("classroom.chart.mine")]));
}
