// Small makers of elements, and messages that hold elements.
import { t } from "./language";

export type Child = Node | string | null;
export type Attributes = Record<string, string | number | boolean | null>;

function fill(element: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null) element.append(child);
}

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

export function s<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(element, attributes, children);
  return element;
}

// The message `key` with elements in its places: rich("report.answer", {value: link}).
export function rich(key: string, values: Record<string, Child>): Child[] {
  const marks: Record<string, string> = {};
  for (const name of Object.keys(values)) marks[name] = `\u0001${name}\u0001`;
  return t(key, marks)
    .split("\u0001")
    .map((part, at) => (at % 2 === 1 ? (values[part] ?? null) : part));
}

export const button = (text: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement => {
  const element = h("button", { type: "button", ...attributes }, text);
  element.addEventListener("click", act);
  return element;
};
