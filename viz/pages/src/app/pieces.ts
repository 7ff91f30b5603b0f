// Pieces that several rooms of the app use.
import { button, h, type Child } from "../shared/dom";
import { language, t, words } from "../shared/language";
import { Trouble, type Run } from "./api";

export const both = (named: { title?: string; title_zh?: string }): string => words({ en: named.title ?? "", zh: named.title_zh ?? "" });
export const runName = (run: Run): string => both(run) || run.name || run.id;
export const runLabel = (run: Run): string => t("app.run.label", { id: run.id, name: runName(run) });

// What the command itself says is English: marked as such for a reader's voice and eyes.
export const original = (text: string): HTMLElement | null =>
  text === "" ? null : h("span", { lang: "en", class: "original" }, text);

export function troubleBox(error: unknown): HTMLElement {
  const trouble = error instanceof Trouble ? error : new Trouble("page", error instanceof Error ? error.message : String(error), "");
  const says = trouble.code === "page" ? trouble.detail : trouble.says;
  return h("div", { class: "trouble", role: "alert" }, h("p", {}, h("strong", {}, trouble.words)), says === "" ? null : h("p", {}, original(says)));
}

export const empty = (key: string, ...more: Child[]): HTMLElement => h("p", { class: "empty" }, t(key), ...more);
export const waiting = (): HTMLElement => h("p", { class: "empty", role: "status" }, t("app.waiting"));

export function select(id: string, label: string, options: { value: string; text: string }[], chosen: string, choose: (value: string) => void): HTMLElement {
  const box = h("select", { id }, ...options.map((option) => h("option", { value: option.value, selected: option.value === chosen }, option.text)));
  box.addEventListener("change", () => choose(box.value));
  return h("p", { class: "field" }, h("label", { for: id }, label), box);
}

export interface NumberField {
  id: string;
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  note?: string;
}
export function numberField(field: NumberField, choose: (value: number) => void): HTMLElement {
  const { id, label, value, min, max, step, note } = field;
  const input = h("input", { id, type: "number", value, min, max, step, "aria-describedby": note === undefined ? null : `${id}-note` });
  input.addEventListener("change", () => {
    if (input.validity.valid && input.value !== "") choose(Number(input.value));
    else input.reportValidity();
  });
  return h("p", { class: "field" }, h("label", { for: id }, label), input, note === undefined ? null : h("span", { id: `${id}-note`, class: "note" }, note));
}

// A button whose work takes a while: not pressed twice, and what goes wrong is told below it.
export function working(text: string, work: () => Promise<void>, attributes: Record<string, string> = {}): HTMLElement {
  const place = h("span", { class: "told" });
  const press = button(text, () => {
    press.disabled = true;
    place.replaceChildren();
    work()
      .catch((error: unknown) => place.replaceChildren(troubleBox(error)))
      .finally(() => (press.disabled = false));
  }, attributes);
  return h("span", { class: "working" }, press, place);
}

// Puts what a question gives into a place; an answer that comes after a later question is dropped.
const questions = new WeakMap<HTMLElement, number>();
export async function fillIn(place: HTMLElement, make: () => Promise<Child[]>): Promise<void> {
  const mine = (questions.get(place) ?? 0) + 1;
  questions.set(place, mine);
  place.replaceChildren(waiting());
  let children: Child[];
  try {
    children = await make();
  } catch (error) {
    children = [troubleBox(error)];
  }
  if (questions.get(place) === mine) place.replaceChildren(...children.filter((child): child is Node | string => child !== null));
}

export const htmlLanguage = (): string => (language() === "zh" ? "zh-CN" : "en");
