// Controls that several parts of the page use: a labelled slider, a county picker, the list of levers.
import { button, h } from "../shared/dom";
import { t, words } from "../shared/language";
import { levelAt } from "./plan";
import type { Room } from "./room";
import { count, money, percent } from "./say";

let made = 0;
export const freshId = (): string => `c${++made}`;

export interface Slider {
  row: HTMLElement;
  input: HTMLInputElement;
  tell: (text: string) => void;
  note: (text: string) => void;
}

export function slider(label: string, most: number, step: number, value: number, act: (value: number) => void): Slider {
  const id = freshId();
  const input = h("input", { type: "range", id, min: 0, max: most, step, value: String(value) });
  // A mark where nothing is changed.
  const marks = most > 1 && step < 1 ? h("datalist", { id: `${id}-marks` }, h("option", { value: 1 })) : null;
  if (marks !== null) input.setAttribute("list", marks.id);
  const output = h("output", { for: id });
  const note = h("span", { class: "note" });
  input.addEventListener("input", () => act(Number(input.value)));
  return {
    row: h("div", { class: "slider" }, h("label", { for: id }, label), output, input, note, marks),
    input,
    tell: (text) => {
      output.textContent = text;
      input.setAttribute("aria-valuetext", text);
    },
    note: (text) => (note.textContent = text),
  };
}

export function choice(label: string, options: string[], chosen: number, act: (at: number) => void): HTMLElement {
  const id = freshId();
  const select = h("select", { id }, ...options.map((text, at) => h("option", { value: at, selected: at === chosen }, text)));
  select.addEventListener("change", () => act(Number(select.value)));
  return h("div", { class: "choice" }, h("label", { for: id }, label), select);
}

export const countyChoice = (room: Room, act: (at: number) => void): HTMLElement =>
  choice(
    t("classroom.county"),
    room.data.counties.map((c) => t("classroom.county.option", { name: words(c.name), class: t(`classroom.county.${c.class}`) })),
    room.place.county,
    act,
  );

// One slider for each instrument; `at` is the month from which a change counts.
export class Levers {
  readonly list = h("div", { class: "levers" });
  private readonly sliders = new Map<number, Slider>();

  constructor(
    private readonly room: Room,
    at: () => number,
    change: (lever: number, level: number) => void,
    of: number[] = room.sliders,
  ) {
    for (const k of of) {
      const lever = room.data.levers[k]!;
      const one = slider(words(lever.title), lever.most, 0.05, levelAt(room.plan, k, at()), (level) => {
        one.tell(percent(level));
        change(k, level);
      });
      one.input.dataset.lever = lever.path;
      this.sliders.set(k, one);
      this.list.append(one.row);
    }
    this.show(at());
  }

  show(month: number): void {
    for (const [k, one] of this.sliders) {
      const level = levelAt(this.room.plan, k, month);
      one.input.value = String(level);
      one.tell(percent(level));
    }
  }

  spent(byYear: number[][], year: number): void {
    for (const [k, one] of this.sliders) {
      const free = this.room.data.levers[k]!.instrument < 0;
      one.note(free ? t("classroom.lever.free") : t("classroom.lever.spent", { money: money(byYear[k]?.[year] ?? 0), year: String(this.room.firstYear + year) }));
    }
  }
}

// Households by class and state: what the dots say, in numbers.
export function countTable(counts: number[][]): HTMLElement {
  const columns = [0, 4, 1, 6, 2, 3, 5]; // order of the columns; see Engine.dotCounts
  const head = h("tr", {}, h("th", { scope: "col" }, t("classroom.table.households")), ...columns.map((c) => h("th", { scope: "col" }, t(`classroom.table.${c}`))));
  const rows = counts.map((row, klass) =>
    h("tr", {}, h("th", { scope: "row" }, t(`classroom.class.${klass}`)), ...columns.map((c) => h("td", { "data-cell": `${klass}.${c}` }, count(row[c]!)))),
  );
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("classroom.table.title") }, h("table", { class: "counts" }, h("thead", {}, head), h("tbody", {}, ...rows)));
}

export const legend = (): HTMLElement =>
  h("ul", { class: "legend" }, ...["dot", "below", "spell", "listed", "helped"].map((name) => h("li", { class: `mark-${name}` }, t(`classroom.legend.${name}`))));

export const actions = (...buttons: HTMLElement[]): HTMLElement => h("div", { class: "actions" }, ...buttons);
export { button };
