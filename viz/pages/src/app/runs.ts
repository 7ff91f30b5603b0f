// The room of the runs: what waits, runs and is finished, with live progress; what can be done with each.
import { button, h } from "../shared/dom";
import { t } from "../shared/language";
import { count, share } from "../shared/numbers";
import { cancel, fetchFile, get, reportAddress, type Run } from "./api";
import { empty, original, runName, troubleBox, working } from "./pieces";
import { change, state, type Room } from "./state";

const quick = 500; // milliseconds between two looks while something runs
const slow = 4000;

const active = (run: Run): boolean => run.state === "waiting" || run.state === "running";

function settings(run: Run): string {
  const parts = [
    run.share === null ? null : t("app.run.share", { share: share(run.share) }),
    run.replicates === null ? null : t("app.run.replicates", { n: count(run.replicates) }),
    run.seed === null ? null : t("app.run.seed", { seed: String(run.seed) }),
  ].filter((part): part is string => part !== null);
  return parts.length === 0 ? t(run.foreign ? "app.run.foreign" : "app.run.as_is") : parts.join(t("common.semicolon"));
}

export function exportButtons(run: string, against = ""): HTMLElement {
  const file = (format: string): HTMLElement => working(t(`app.export.${format}`), () => fetchFile("/api/export", { run, format, ...(against === "" ? {} : { against }) }));
  const briefing = h("a", { href: reportAddress(run, against), target: "_blank", rel: "noopener", class: "button" }, t("app.export.briefing"));
  return h("div", { class: "buttons exports" }, briefing, ...(against === "" ? ["xlsx", "csv", "dta", "json"] : []).map(file), file("pdf"), file("pptx"));
}

function failure(run: Run): HTMLElement {
  return h("div", { class: "trouble" }, h("p", {}, h("strong", {}, t(`app.error.${run.error_code === "run_killed" ? "run_killed" : "run_failed"}`))), h("p", {}, original(run.error)), h("p", {}, t("app.run.after_failure")));
}

class Card {
  readonly element = h("li", { class: "card run" });
  private bar = h("progress", { max: 100 });
  private percent = h("span", { class: "percent" });
  private shown = "";

  constructor(private readonly go: (room: Room) => void) {}

  show(run: Run): void {
    this.bar.value = run.percent;
    this.percent.textContent = `${Math.floor(run.percent)} %`;
    const now = JSON.stringify({ ...run, percent: 0 });
    if (now === this.shown) return;
    this.shown = now;
    this.element.id = `run-${run.id}`;
    this.element.dataset["state"] = run.state;
    this.bar.setAttribute("aria-label", t("app.run.progress", { name: runName(run) }));
    this.element.replaceChildren(
      h("h3", {}, runName(run)),
      h("p", { class: "muted" }, h("code", {}, run.id), " ", settings(run)),
      h("p", { class: "tags" }, h("span", { class: `tag state-${run.state}` }, t(`app.state.${run.state}`))),
      ...this.inside(run),
    );
  }
  private inside(run: Run): HTMLElement[] {
    if (run.state === "running") return [h("p", { class: "progress" }, this.bar, " ", this.percent), this.stop(run)];
    if (run.state === "waiting") return [this.stop(run)];
    if (run.state === "failed") return [failure(run)];
    if (run.state !== "finished") return [h("p", { class: "muted" }, t(`app.run.${run.state}`))];
    const choose = (next: Parameters<typeof change>[0], room: Room): void => {
      change(next);
      this.go(room);
    };
    return [
      h("p", { class: "buttons" },
        button(t("app.run.as_a"), () => choose({ a: run.id }, "compare")),
        button(t("app.run.as_b"), () => choose({ b: run.id }, "compare")),
        button(t("app.run.map"), () => choose({ place: run.id }, "places"))),
      h("details", {}, h("summary", {}, t("app.export.title")), exportButtons(run.id)),
    ];
  }
  private stop(run: Run): HTMLElement {
    return h("p", { class: "buttons" }, working(t("app.run.cancel"), () => cancel(run.id)));
  }
}

export function runsRoom(go: (room: Room) => void): { element: HTMLElement; leave: () => void } {
  const list = h("ul", { class: "runs" });
  const note = h("div", {}, empty("app.waiting"));
  const announce = h("p", { class: "muted", role: "status" });
  const cards = new Map<string, Card>();
  const states = new Map<string, string>();
  let timer = 0;
  let left = false;

  const look = async (): Promise<void> => {
    let next = slow;
    try {
      const runs = (await get<Run[]>("/api/runs")).reverse();
      note.replaceChildren(runs.length === 0 ? empty("app.runs.empty", " ", button(t("app.runs.to_scenario"), () => go("scenario"))) : "");
      for (const run of runs) {
        const known = cards.get(run.id);
        const card = known ?? new Card(go);
        if (known === undefined) cards.set(run.id, card);
        card.show(run);
        if (states.has(run.id) && states.get(run.id) !== run.state) announce.textContent = t("app.run.now", { name: runName(run), state: t(`app.state.${run.state}`) });
        states.set(run.id, run.state);
      }
      const order = runs.map((run) => cards.get(run.id)!.element);
      if (order.some((element, at) => list.children[at] !== element)) list.replaceChildren(...order);
      if (runs.some(active)) next = quick;
    } catch (error) {
      note.replaceChildren(troubleBox(error));
    }
    if (!left) timer = window.setTimeout(() => void look(), next);
  };
  void look();
  const element = h("div", {}, h("h2", {}, t("app.room.runs")), h("p", {}, t("app.runs.lead")), announce, note, list);
  return { element, leave: () => { left = true; clearTimeout(timer); } };
}

export const finishedRuns = async (): Promise<Run[]> => (await get<Run[]>("/api/runs")).filter((run) => run.state === "finished");

// A chosen run that is still there, or the nearest sensible one.
export function settle(runs: Run[]): void {
  const there = (id: string): boolean => runs.some((run) => run.id === id);
  const other = (than: string): string => runs.filter((run) => run.id !== than).at(-1)?.id ?? "";
  const a = there(state.a) ? state.a : (runs.find((run) => run.scenario.startsWith("adopted") && run.id !== state.b)?.id ?? other(state.b));
  const b = there(state.b) && state.b !== a ? state.b : other(a);
  change({ a, b, place: there(state.place) ? state.place : b || a, against: there(state.against) ? state.against : "" });
}
