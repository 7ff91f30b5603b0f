// The blind test: two policies under the same luck, without their names. The class looks at one world after the other,
// guesses, and twenty worlds answer. In one of the pairs there is no difference at all.
import { button, h } from "../shared/dom";
import { t } from "../shared/language";
import { changesIn, changeTable, verdictOf, type Verdict } from "./compare";
import { actions, countyChoice } from "./controls";
import { lines } from "./lines";
import { asAdopted, leverOf, setLevel, type Plan } from "./plan";
import { latest, type Room } from "./room";
import type { Look } from "./worker";

const worlds = 20;

// What is changed: levers and their level, from a month on.
const policies: { key: string; from: number; levels: Record<string, number> }[] = [
  { key: "cliff", from: 36, levels: { "policies.premium_subsidy.strength": 0, "policies.public_welfare_posts.strength": 0, "policies.forest_rangers.strength": 0, "policies.labour_transfer.strength": 0, "monitoring.packages.strength": 0 } },
  { key: "half_premium", from: 12, levels: { "policies.premium_subsidy.strength": 0.5 } },
  { key: "eyes_shut", from: 12, levels: { "monitoring.group_reports.strength": 0.2, "monitoring.data_screens.strength": 0.2, "monitoring.visits.strength": 0.2 } },
  { key: "less_dibao", from: 12, levels: { "policies.dibao.strength": 0.7, "policies.temporary_relief.strength": 0.7 } },
  { key: "nothing", from: 0, levels: {} },
];

export function planOf(room: Room, key: string): Plan {
  const policy = policies.find((p) => p.key === key)!;
  const plan = asAdopted();
  for (const [path, level] of Object.entries(policy.levels)) {
    const lever = leverOf(room.data, path);
    if (lever >= 0) setLevel(plan, lever, policy.from, level);
  }
  return plan;
}

interface Test {
  key: string; // of the changed policy
  changedIsY: boolean;
  world: number;
}

export function blind(room: Room): HTMLElement {
  const root = h("section", { class: "blind", "aria-label": t("classroom.tab.blind") });
  begin(room, root);
  return root;
}

function begin(room: Room, root: HTMLElement): void {
  const test: Test = { key: policies[Math.floor(Math.random() * policies.length)]!.key, changedIsY: Math.random() < 0.5, world: 0 };
  const changed = planOf(room, test.key);
  const [x, y] = test.changedIsY ? [asAdopted(), changed] : [changed, asAdopted()];
  const chart = h("div", { class: "chart-box" });
  const seen = h("p", { role: "status" });
  const figure = room.figure("spell_lifted_out");
  const refresh = latest(
    () => {
      const place = { county: room.place.county, replicate: test.world };
      return Promise.all([room.mine.look(place, x, room.data.months), room.other.look(place, y, room.data.months)]);
    },
    ([a, b]: [Look, Look]) => {
      chart.replaceChildren(lines(t("classroom.chart.title", { figure: room.figureTitle("spell_lifted_out"), unit: room.figureUnit("spell_lifted_out") }), [
        { name: t("classroom.blind.x"), values: a.series[figure]! },
        { name: t("classroom.blind.y"), values: b.series[figure]! },
      ], room.data.months, room.firstYear));
      seen.textContent = t("classroom.blind.world", { number: String(test.world + 1) });
    });
  const answer = h("div", { class: "result", role: "status" });
  const guess = (said: Guess): HTMLButtonElement => button(t(`classroom.blind.guess.${said}`), () => void reveal(room, test, said, x, y, answer), { "data-guess": said });
  root.replaceChildren(
    h("h2", {}, t("classroom.blind.title")), h("p", {}, t("classroom.blind.task")),
    h("div", { class: "bar" }, countyChoice(room, (at) => { room.place = { ...room.place, county: at }; begin(room, root); }), actions(button(t("classroom.blind.another"), () => { test.world = (test.world + 1) % worlds; void refresh(); }), button(t("classroom.blind.new"), () => begin(room, root)))),
    seen, chart,
    h("h3", {}, t("classroom.blind.question")), actions(guess("x"), guess("y"), guess("neither")), answer);
  void refresh();
}

type Guess = "x" | "y" | "neither";
const truthOf = (verdict: Verdict): Guess => (verdict === "higher" ? "x" : verdict === "lower" ? "y" : "neither");

async function reveal(room: Room, test: Test, said: Guess, x: Plan, y: Plan, box: HTMLElement): Promise<void> {
  const changes = await changesIn(room, box, x, y, worlds);
  const verdict = verdictOf(changes[room.figure("onsets_lifted_out")]!);
  const truth = truthOf(verdict);
  box.dataset.truth = truth;
  box.replaceChildren(
    h("p", { class: said === truth ? "right" : "wrong" }, t(said === truth ? "classroom.blind.right" : "classroom.blind.wrong", { truth: t(`classroom.blind.guess.${truth}`), worlds: String(worlds) })),
    h("p", {}, t("classroom.blind.was", { side: t(test.changedIsY ? "classroom.blind.y" : "classroom.blind.x"), policy: t(`classroom.blind.policy.${test.key}`) })),
    changeTable(room, changes, [t("classroom.blind.x"), t("classroom.blind.y")]),
    h("p", { class: "hint" }, t("classroom.blind.lesson")));
}
