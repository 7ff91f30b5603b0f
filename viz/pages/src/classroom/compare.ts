// Two plans in many worlds: what one changes against the other, with intervals, in words that the interval allows.
import { h } from "../shared/dom";
import { t } from "../shared/language";
import type { Change } from "./engine";
import type { Plan } from "./plan";
import type { Room } from "./room";
import { amount, between, excludesZero } from "./say";

export const compared = ["onsets_lifted_out", "spell_lifted_out", "spell_others", "listed", "cost"];

export type Verdict = "higher" | "lower" | "unclear" | "same";
export const verdictOf = (change: Change): Verdict =>
  change.low === 0 && change.high === 0 ? "same" : !excludesZero(change) ? "unclear" : change.difference > 0 ? "higher" : "lower";

export async function changesIn(room: Room, box: HTMLElement, a: Plan, b: Plan, worlds: number): Promise<Change[]> {
  const bar = h("progress", { max: worlds, value: 0, "aria-label": t("classroom.compare.working") });
  const done = h("span", {}, t("classroom.compare.progress", { done: "0", all: String(worlds) }));
  box.replaceChildren(h("p", { class: "working" }, bar, done));
  return room.other.compare(room.place.county, a, b, worlds, (n) => {
    bar.value = n;
    done.textContent = t("classroom.compare.progress", { done: String(n), all: String(worlds) });
  });
}

export function changeTable(room: Room, changes: Change[], names: [string, string], keys = compared): HTMLElement {
  const head = h("tr", {}, ...[t("classroom.compare.what"), ...names, t("classroom.compare.difference"), t("classroom.compare.interval"), t("classroom.compare.says")].map((text) => h("th", { scope: "col" }, text)));
  const rows = keys.map((key) => {
    const change = changes[room.figure(key)]!;
    const unit = room.figureUnit(key);
    return h("tr", { "data-figure": key },
      h("th", { scope: "row" }, room.figureTitle(key)),
      h("td", {}, amount(change.a, unit)), h("td", {}, amount(change.b, unit)), h("td", {}, amount(change.difference, unit)),
      h("td", {}, between(change, unit)), h("td", {}, t(`classroom.verdict.${verdictOf(change)}`)));
  });
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("classroom.compare.title") }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)));
}

export async function resultOf(room: Room, box: HTMLElement, a: Plan, b: Plan, worlds: number): Promise<void> {
  const changes = await changesIn(room, box, a, b, worlds);
  const relapse = changes[room.figure("onsets_lifted_out")]!;
  box.replaceChildren(
    h("h3", {}, t("classroom.compare.title")),
    h("p", {}, t(`classroom.compare.sentence.${verdictOf(relapse)}`, { difference: amount(Math.abs(relapse.difference), room.figureUnit("onsets_lifted_out")), interval: between(relapse, room.figureUnit("onsets_lifted_out")), worlds: String(worlds) })),
    changeTable(room, changes, [t("classroom.chart.adopted"), t("classroom.chart.mine")]),
  );
}
