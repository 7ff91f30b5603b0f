// One instrument in the timeline editor: its name and article, its path, the problems found in it, and on demand a table of
// its points and what stands behind it.
import { button, h } from "../shared/dom";
import { t } from "../shared/language";
import { share, time } from "../shared/numbers";
import type { Article, Instrument, Problem, Strength } from "./api";
import { articlesOf, law, lawLine } from "./law";
import { copyOf, fromMonths, fromSpec, highest, monthCount, monthly, monthOf, monthText, samePath, shapes, type Path, type Shape } from "./path";
import { both, fillIn, original } from "./pieces";
import { timeline } from "./timeline";

export interface RowSpec {
  instrument: Instrument;
  articles: Article[];
  under: number; // article under whose heading it stands
  strength: Strength;
  scenario: string;
  width: number;
  edit: Path | undefined;
  changed: (path: Path | undefined) => void; // undefined = as the scenario says
}

export class Row {
  readonly element: HTMLElement;
  private readonly ordered: Path | null; // what the scenario orders, if the editor can hold it
  private readonly idle: boolean; // nothing for a strength to multiply
  private readonly lines: number[][];
  private edit: Path | undefined;
  private open = false;
  private readonly head = h("div", { class: "row-head" });
  private readonly chart = h("div", { class: "row-chart" });
  private readonly problems = h("div", { class: "row-problems" });
  private readonly details = h("div", { class: "row-details", hidden: true });
  private readonly points = h("div", { class: "points" });
  private readonly law = h("div", { class: "law" });

  constructor(private readonly spec: RowSpec) {
    this.edit = spec.edit;
    this.idle = spec.strength.multiplies.length === 0;
    this.ordered = this.idle ? null : fromSpec(spec.strength.spec);
    this.lines = spec.strength.values.map(monthly);
    this.details.append(this.points, this.law);
    this.element = h("li", { class: "instrument", id: `row-${spec.instrument.name}` }, this.head, this.chart, this.problems, this.details);
    this.draw();
  }
  get name(): string {
    return both(this.spec.instrument);
  }
  get edited(): boolean {
    return this.edit !== undefined;
  }

  private draw(): void {
    this.drawHead();
    this.drawChart();
    this.drawPoints();
  }

  private drawHead(): void {
    const { instrument, articles, under } = this.spec;
    const also = articlesOf(instrument, articles).filter((article) => article.article !== under);
    const id = `name-${instrument.name}`;
    const more = button(t(this.open ? "app.row.less" : "app.row.more"), () => this.toggle(), { "aria-expanded": String(this.open), "aria-describedby": id });
    const add = this.path === null ? null : button(t("app.row.add"), () => this.add(), { "aria-describedby": id });
    const own = this.path !== null || this.idle ? null : button(t("app.row.own"), () => this.change(fromMonths(this.lines[0]!)), { "aria-describedby": id });
    const back = this.edited ? button(t("app.row.reset"), () => this.reset(), { "aria-describedby": id }) : null;
    const marks = [
      this.edited ? h("span", { class: "tag tag-changed" }, t("app.row.changed")) : null,
      this.spec.strength.on ? null : h("span", { class: "tag" }, t("app.row.off")),
      this.idle ? h("span", { class: "tag" }, t("app.row.idle")) : null,
      this.lines.length > 1 && !this.edited ? h("span", { class: "tag" }, t("app.row.classes")) : null,
      this.spec.strength.announced === null ? null : h("span", { class: "tag" }, t("app.row.announced", { month: time(this.spec.strength.announced) })),
    ];
    this.head.replaceChildren(
      h("h4", { id }, this.name),
      also.length === 0 ? "" : h("p", { class: "muted" }, t("app.row.also", { articles: lawLine(also) })),
      h("p", { class: "tags" }, ...marks),
      h("p", { class: "buttons" }, add, own, back, more),
    );
  }

  private get path(): Path | null {
    return this.edit ?? (this.ordered === null ? null : this.ordered);
  }
  private add: () => void = () => undefined;

  private drawChart(): void {
    if (this.idle) return this.chart.replaceChildren();
    const drawn = timeline({ name: this.name, width: this.spec.width, path: this.path, lines: this.lines, changed: (path) => this.moved(path) });
    this.chart.replaceChildren(drawn.svg);
    this.add = drawn.add;
  }

  // The picture has changed itself; everything else follows.
  private moved(path: Path): void {
    const was = this.edited;
    this.edit = this.ordered !== null && samePath(path, this.ordered) ? undefined : path;
    if (was !== this.edited) this.drawHead();
    this.drawPoints();
    this.spec.changed(this.edit);
  }
  private change(path: Path): void {
    this.edit = path;
    this.draw();
    this.spec.changed(path);
  }
  private reset(): void {
    this.edit = undefined;
    this.draw();
    this.spec.changed(undefined);
    this.element.querySelector<HTMLElement>(".buttons button")?.focus();
  }

  private toggle(): void {
    this.open = !this.open;
    this.details.hidden = !this.open;
    this.drawHead();
    this.element.querySelector<HTMLElement>("[aria-expanded]")?.focus();
    if (this.open && this.law.childElementCount === 0)
      void fillIn(this.law, () => law(this.spec.instrument, this.spec.articles, this.spec.scenario));
  }

  // The same points as numbers: what the picture shows can also be typed.
  private drawPoints(): void {
    const path = this.path;
    if (path === null) return this.points.replaceChildren(h("p", { class: "note" }, t(this.idle ? "app.points.idle" : "app.points.classes")));
    if (this.points.contains(document.activeElement)) return;
    const rows = [this.pointLine(t("app.points.before"), path.before, (value) => ({ ...copyOf(path), before: value }))];
    path.points.forEach((point, index) => {
      const with_ = (month: number, value: number): Path => {
        const out = copyOf(path);
        out.points[index] = { month, value };
        out.points.sort((a, b) => a.month - b.month);
        return out;
      };
      rows.push(this.pointLine(this.monthInput(path, index, (month) => this.change(with_(month, point.value))), point.value, (value) => with_(point.month, value), () => {
        const out = copyOf(path);
        out.points.splice(index, 1);
        this.change(out);
      }, time(monthText(point.month))));
    });
    const shape = h("select", { "aria-label": t("app.points.shape") }, ...shapes.map((name) => h("option", { value: name, selected: name === path.shape }, t(`app.shape.${name}`))));
    shape.addEventListener("change", () => this.change({ ...copyOf(path), shape: shape.value as Shape }));
    this.points.replaceChildren(h("h5", {}, t("app.points.title")), h("ul", { class: "point-list" }, ...rows), h("p", {}, t("app.points.between"), " ", shape), h("p", { class: "note" }, t("app.points.how")));
  }

  private monthInput(path: Path, index: number, choose: (month: number) => void): HTMLElement {
    const month = path.points[index]!.month;
    const input = h("input", { type: "month", value: monthText(month), min: monthText(0), max: monthText(monthCount - 1), "aria-label": t("app.points.month") });
    input.addEventListener("change", () => {
      const next = /^\d{4}-\d{2}$/.test(input.value) ? monthOf(input.value) : -1;
      const free = next >= 0 && next < monthCount && path.points.every((point, at) => at === index || point.month !== next);
      if (free) this.leave(() => choose(next));
      else input.value = monthText(month);
    });
    return input;
  }

  private pointLine(what: HTMLElement | string, value: number, set: (value: number) => Path, remove?: () => void, name = ""): HTMLElement {
    const input = h("input", { type: "number", min: 0, max: highest * 100, step: 1, value: Math.round(value * 10000) / 100, "aria-label": t("app.points.percent") });
    input.addEventListener("change", () => {
      if (input.validity.valid && input.value !== "") this.leave(() => this.change(set(Number(input.value) / 100)));
      else input.value = String(value * 100);
    });
    const gone = remove === undefined ? null : button(t("app.points.remove"), remove, { "aria-label": t("app.points.remove_at", { month: name, value: share(value) }) });
    return h("li", {}, typeof what === "string" ? h("span", {}, what) : what, " ", input, " %", gone);
  }
  private leave(act: () => void): void {
    (document.activeElement as HTMLElement | null)?.blur();
    act();
  }

  // Problems that `holdfast check` finds at this instrument.
  showProblems(errors: Problem[], findings: Problem[]): void {
    const line = (problem: Problem, kind: "error" | "finding"): HTMLElement =>
      h("p", { class: kind }, h("strong", {}, t(`app.check.${kind}`)), " ", h("code", {}, problem.pointer), " ", original(problem.message));
    this.problems.replaceChildren(...errors.map((problem) => line(problem, "error")), ...findings.map((problem) => line(problem, "finding")));
    this.element.classList.toggle("wrong", errors.length > 0);
  }
}
