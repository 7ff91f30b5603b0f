// The room of the timeline: choose a scenario, move the paths of its instruments, check and run what came of it.
import { button, h } from "../shared/dom";
import { t } from "../shared/language";
import { download, textUrl } from "../shared/export";
import { get, post, type Instrument, type Problem, type Run, type Scenario, type Start, type Verdict } from "./api";
import { toSpec, type Path } from "./path";
import { both, fillIn, numberField, original, select, troubleBox, working } from "./pieces";
import { Row } from "./row";
import { change, state } from "./state";

const sections = ["policies", "monitoring"];
const pause = 500; // milliseconds without a movement before a scenario is checked

export interface Shell {
  start: Start;
  width: number; // of the page's content
  go: (room: "runs") => void;
}

// What the reader's edits make of the base: a scenario file like any other.
export function ownScenario(edits: Record<string, Path>, loaded: Scenario): Record<string, unknown> {
  const title = { en: t("app.own.title_en", { base: loaded.scenario.title ?? state.base }), zh: t("app.own.title_zh", { base: loaded.scenario.title_zh ?? state.base }) };
  const name = ownName();
  const out: Record<string, unknown> = { name, title: state.name === "" ? title.en : state.name, title_zh: state.name === "" ? title.zh : state.name, extends: state.base };
  for (const section of sections) {
    const modules: Record<string, unknown> = {};
    for (const [instrument, path] of Object.entries(edits)) {
      const [room, key] = instrument.split(".") as [string, string];
      const spec = loaded.strengths.find((strength) => strength.path === `${instrument}.strength`)?.spec;
      if (room === section) modules[key] = { strength: toSpec(path, spec) };
    }
    if (Object.keys(modules).length > 0) out[section] = modules;
  }
  return out;
}

const ownName = (): string => {
  const plain = state.name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);
  return plain === "" ? "my-timeline" : plain;
};

class Editor {
  readonly element = h("div");
  private rows = new Map<string, Row>();
  private readonly verdict = h("div", { class: "verdict", "aria-live": "polite" });
  private readonly summary = h("p", { class: "summary", "aria-live": "polite" });
  private readonly list = h("div", { class: "instruments" });
  private timer = 0;
  private checks = 0;

  constructor(
    private readonly shell: Shell,
    private readonly loaded: Scenario,
  ) {
    const { scenario } = loaded;
    this.element.append(
      h("p", { class: "note" }, scenario.note === undefined ? "" : original(scenario.note)),
      this.settings(),
      this.filters(),
      this.list,
      h("section", { class: "dock", "aria-label": t("app.scenario.run_title") }, h("div", {}, this.summary, this.verdict), this.runButtons()),
    );
    this.drawRows();
    this.edited();
  }

  private drawRows(): void {
    const { instruments, articles } = this.shell.start;
    this.rows.clear();
    const shown = instruments.filter((instrument) => sections.includes(instrument.name.split(".")[0]!));
    const groups = new Map<number, Instrument[]>();
    for (const instrument of shown) groups.set(instrument.article, [...(groups.get(instrument.article) ?? []), instrument]);
    const blocks = [...groups].sort(([a], [b]) => a - b).map(([number, members]) => {
      const article = articles.find((one) => one.article === number);
      const title = article === undefined ? t("app.law.none") : t("app.law.article", { n: String(number), title: both(article) });
      return h("section", { class: "article" }, h("h3", {}, title), h("ul", {}, ...members.flatMap((instrument) => this.row(instrument, number) ?? [])));
    });
    this.list.replaceChildren(...blocks);
  }

  private row(instrument: Instrument, under: number): HTMLElement | null {
    const strength = this.loaded.strengths.find((one) => one.path === `${instrument.name}.strength`);
    if (strength === undefined) return null;
    const { width } = this.shell;
    const row = new Row({
      instrument, strength, under, scenario: state.base, articles: this.shell.start.articles, edit: state.edits[instrument.name],
      width: width < 700 ? width - 18 : Math.min(620, width - 320),
      changed: (path) => {
        const edits = { ...state.edits };
        if (path === undefined) delete edits[instrument.name];
        else edits[instrument.name] = path;
        change({ edits });
        this.edited();
      },
    });
    this.rows.set(instrument.name, row);
    return row.element;
  }

  private filters(): HTMLElement {
    const search = h("input", { id: "search", type: "search" });
    const only = h("input", { id: "only-changed", type: "checkbox" });
    const apply = (): void => {
      const wanted = search.value.trim().toLowerCase();
      for (const [name, row] of this.rows) row.element.hidden = (wanted !== "" && !`${row.name} ${name} ${row.element.textContent}`.toLowerCase().includes(wanted)) || (only.checked && !row.edited);
      for (const block of this.list.querySelectorAll<HTMLElement>(".article")) block.hidden = [...block.querySelectorAll<HTMLElement>(".instrument")].every((row) => row.hidden);
    };
    search.addEventListener("input", apply);
    only.addEventListener("change", apply);
    return h("div", { class: "filters" },
      h("p", { class: "field" }, h("label", { for: "search" }, t("app.scenario.search")), search),
      h("p", { class: "field check" }, only, h("label", { for: "only-changed" }, t("app.scenario.only_changed"))),
      h("p", { class: "note" }, t("app.scenario.how")));
  }

  private get changes(): number {
    return Object.keys(state.edits).length;
  }

  // Says what differs and checks it when the reader rests.
  private edited(): void {
    this.summary.textContent = this.changes === 0 ? t("app.scenario.unchanged") : t("app.scenario.changed", { n: String(this.changes) });
    clearTimeout(this.timer);
    if (this.changes === 0) return this.show({ errors: [], findings: [] });
    this.timer = window.setTimeout(() => void this.check(), pause);
  }

  private async check(): Promise<Verdict | null> {
    const mine = ++this.checks;
    this.verdict.replaceChildren(h("p", { class: "muted" }, t("app.check.checking")));
    try {
      const verdict = await post<Verdict>("/api/check", ownScenario(state.edits, this.loaded));
      if (mine === this.checks) this.show(verdict);
      return verdict;
    } catch (error) {
      this.verdict.replaceChildren(troubleBox(error));
      return null;
    }
  }

  private show({ errors, findings }: Verdict): void {
    const at = (problems: Problem[], name: string): Problem[] => problems.filter((p) => `${p.pointer}/`.startsWith(`/${name.replace(".", "/")}/`));
    for (const [name, row] of this.rows) row.showProblems(at(errors, name), at(findings, name));
    const anywhere = [...this.rows.keys()];
    const elsewhere = errors.filter((problem) => !anywhere.some((name) => at([problem], name).length > 0));
    const links = anywhere.filter((name) => at([...errors, ...findings], name).length > 0).map((name) => h("li", {}, h("a", { href: `#row-${name}` }, this.rows.get(name)!.name)));
    const key = errors.length > 0 ? "errors" : findings.length > 0 ? "findings" : this.changes > 0 ? "good" : "nothing";
    this.verdict.dataset["verdict"] = key;
    this.verdict.replaceChildren(
      key === "nothing" ? "" : h("p", { class: key === "errors" ? "error" : "" }, t(`app.check.${key}`, { errors: String(errors.length), findings: String(findings.length) })),
      ...elsewhere.map((problem) => h("p", { class: "error" }, h("code", {}, problem.pointer), " ", original(problem.message))),
      ...(links.length > 0 ? [h("ul", {}, ...links)] : []),
    );
  }

  private settings(): HTMLElement {
    const name = h("input", { id: "own-name", type: "text", maxlength: 60, value: state.name, "aria-describedby": "own-name-note" });
    name.addEventListener("change", () => change({ name: name.value.trim() }));
    const shares = [0.002, 0.01, 0.05, 0.2, 1].map((share) => ({ value: String(share), text: t("app.scenario.share_option", { percent: String(share * 100) }) }));
    return h("details", { class: "panel" }, h("summary", {}, t("app.scenario.settings")),
      h("p", { class: "field" }, h("label", { for: "own-name" }, t("app.scenario.name")), name, h("span", { id: "own-name-note", class: "note" }, t("app.scenario.name_note"))),
      select("share", t("app.scenario.share"), shares, String(state.share), (share) => change({ share: Number(share) })),
      numberField({ id: "replicates", label: t("app.scenario.replicates"), value: state.replicates, min: 1, max: 1000, step: 1, note: t("app.scenario.replicates_note") }, (replicates) => change({ replicates })),
      numberField({ id: "seed", label: t("app.scenario.seed"), value: state.seed, min: 0, max: 4294967295, step: 1, note: t("app.scenario.seed_note") }, (seed) => change({ seed })),
      h("p", { class: "buttons" },
        button(t("app.scenario.download"), () => download(`${ownName()}.json`, textUrl(`${JSON.stringify(ownScenario(state.edits, this.loaded), null, 2)}\n`, "application/json"))),
        button(t("app.scenario.undo"), () => this.undo())));
  }

  private runButtons(): HTMLElement {
    return h("p", { class: "buttons" },
      working(t("app.scenario.run_own"), () => this.run(true), { id: "run-own", class: "primary" }),
      working(t("app.scenario.run_base"), () => this.run(false), { id: "run-base" }));
  }

  private undo(): void {
    change({ edits: {} });
    this.drawRows();
    this.edited();
  }

  private async run(own: boolean): Promise<void> {
    const scenario = own && this.changes > 0 ? ownScenario(state.edits, this.loaded) : state.base;
    if (typeof scenario !== "string") {
      const verdict = await post<Verdict>("/api/check", scenario);
      this.show(verdict);
      if (verdict.errors.length > 0) return;
    }
    await post<Run>("/api/runs", { scenario, share: state.share, replicates: state.replicates, seed: state.seed });
    this.shell.go("runs");
  }
}

export function scenarioRoom(shell: Shell): HTMLElement {
  const place = h("div");
  const load = (): void =>
    void fillIn(place, async () => [new Editor(shell, await get<Scenario>(`/api/scenario/${encodeURIComponent(state.base)}`)).element]);
  const names = shell.start.scenarios.map((one) => ({ value: one.name, text: t("app.scenario.option", { name: one.name, title: both(one) || one.name }) }));
  const choice = select("base", t("app.scenario.base"), names, state.base, (base) => {
    change({ base });
    load();
  });
  load();
  return h("div", {}, h("h2", {}, t("app.room.scenario")), h("p", {}, t("app.scenario.lead")), choice, place);
}
