// Tables. A table wider than the page scrolls inside its own box, which the keyboard can reach.
import { h, type Child } from "./dom";

export interface Column {
  head: Child;
  number?: boolean;
}

export function table(caption: Child, columns: Column[], rows: (HTMLTableCellElement | Child)[][], label: string): HTMLElement {
  const head = h("tr", {}, ...columns.map((c) => h("th", { scope: "col", class: c.number ? "number-column" : null }, c.head)));
  const body = h("tbody");
  for (const cells of rows) {
    const row = h("tr");
    cells.forEach((cell, at) => {
      if (cell instanceof HTMLTableCellElement) row.append(cell);
      else row.append(at === 0 ? h("th", { scope: "row" }, cell) : h("td", { class: columns[at]?.number ? "number-column" : null }, cell));
    });
    body.append(row);
  }
  return h(
    "div",
    { class: "table-box", tabindex: 0, role: "group", "aria-label": label },
    h("table", {}, caption === null ? null : h("caption", {}, caption), h("thead", {}, head), body),
  );
}

// A file of comma-separated values that Excel opens with its Chinese intact.
export function csv(rows: (string | number | null)[][]): string {
  const field = (value: string | number | null): string => {
    const words = value === null ? "" : String(value);
    return /[",\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
  };
  return `\ufeff${rows.map((row) => row.map(field).join(",")).join("\n")}\n`;
}
