// The link from every number to the table cell that it comes from. A cell names its key, its run, what it is, and the variables
// of the run file that it is made of; a link carries the same and leads there.
import { h, type Child } from "../shared/dom";
import { t } from "../shared/language";
import { shown } from "../shared/numbers";
import type { Difference, Estimate } from "./data";
import { verdict } from "./gate";

export type What = "value" | "difference";

export interface Source {
  key: string; // "latent_relapse", "timeline.in_spell.2024-01", "county.latent_relapse.513425"
  run: number;
  what: What;
  unit: string;
}

export const cellId = ({ key, run, what }: Source): string => `cell-${key.replace(/[^\w-]/g, "-")}-${run}-${what}`;

type Part = "value" | "low" | "high";

// One number as a link. `size`: without its sign, where the words say more or less.
export function number(estimate: Estimate, source: Source, part: Part = "value", size = false): HTMLElement {
  const { key, run, what } = source;
  return h("a", { class: "number", href: `#${cellId(source)}`, "data-key": key, "data-run": run, "data-what": what, "data-part": part }, shown(estimate, source.unit, size)[part]);
}

// "[0.61, 0.66]" as links; nothing where there is no interval.
export function interval(estimate: Estimate, source: Source): HTMLElement | null {
  if (estimate.low === null || estimate.high === null) return null;
  return h("span", { class: "interval" }, "[", number(estimate, source, "low"), ", ", number(estimate, source, "high"), "]");
}

const intervalText = (estimate: Estimate, unit: string): Child => {
  const text = shown(estimate, unit);
  return text.low === "" ? null : h("span", { class: "interval" }, `[${text.low}, ${text.high}]`);
};

export function cell(estimate: Estimate | null, source: Source, sources: string[], extra: Child = null): HTMLTableCellElement {
  const id = cellId(source);
  const attributes = { id, class: "number-column", "data-sources": sources.join(" ") };
  if (estimate === null || estimate.value === null) return h("td", attributes, h("span", { class: "muted" }, t("common.missing")));
  return h("td", attributes, shown(estimate, source.unit).value, " ", intervalText(estimate, source.unit), extra);
}

// The verdict as one word, gated.
export function said(difference: Difference | Estimate | null, base: Estimate, key: string, run: number): HTMLElement {
  const found = verdict(difference, base);
  const word = found === "same" && difference?.value === 0 && difference.standard_error === 0 ? "equal" : found;
  return h("span", { class: `said said-${found}`, "data-gate": key, "data-run": run, "data-verdict": found }, t(`report.word.${word}`));
}

export const differenceCell = (difference: Difference | Estimate | null, base: Estimate, source: Source, sources: string[]): HTMLTableCellElement =>
  cell(difference, source, sources, difference === null || difference.value === null ? null : said(difference, base, source.key, source.run));

// The variables as they are called in the run file, one below the other.
export const variables = (sources: string[]): HTMLElement => h("span", { class: "variables" }, ...sources.map((name) => h("code", {}, name)));
