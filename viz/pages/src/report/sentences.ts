// Sentences that compare. Their verb comes from the gate, their numbers are links; nothing else in the pages says "higher" or "lower".
import { h, rich, type Child } from "../shared/dom";
import { hasMessage, t } from "../shared/language";
import { differenceUnit, share } from "../shared/numbers";
import { number, type Source } from "./cells";
import type { Difference, Estimate, Figure, ReportData } from "./data";
import { band, verdict, type Verdict } from "./gate";
import { chip, figureTitle, runTitle } from "./labels";

// The parts of a sentence for one verdict. "low" and "high" are the ends of the interval by size: from the nearer to the farther.
function numbers(found: Verdict, difference: Estimate, source: Source): Record<string, Child> {
  const near = found === "lower" ? "high" : "low";
  const far = found === "lower" ? "low" : "high";
  const whole = found === "unknown" ? "value" : near;
  const sized = found !== "same" && found !== "unknown";
  return {
    value: number(difference, source, "value", sized),
    low: number(difference, source, whole, sized),
    high: number(difference, source, found === "unknown" ? "value" : far, sized),
  };
}

// `room`: where the sentences stand in the catalogue, one for each verdict; "report.said" fits every figure.
export function comparison(figure: Figure, run: number, data: ReportData, room = "report.said"): HTMLElement {
  const difference: Difference | null = figure.differences[run] ?? null;
  const base = figure.values[0]!;
  const found = verdict(difference, base);
  const wording = difference?.same && found === "same" ? "equal" : found; // equal in every replicate: more than "about the same"
  const key = hasMessage(`${room}.${wording}`) ? `${room}.${wording}` : `report.said.${wording}`;
  const source: Source = { key: figure.key, run, what: "difference", unit: figure.unit };
  const parts: Record<string, Child> = {
    ...(difference === null || difference.value === null ? { value: "", low: "", high: "" } : numbers(found, difference, source)),
    figure: figureTitle(figure),
    unit: differenceUnit(figure.unit),
    band: share(band),
    run: h("span", { class: "run-name" }, chip(run), " ", runTitle(data.runs[run]!)),
    base: h("span", { class: "run-name" }, chip(0), " ", runTitle(data.runs[0]!)),
    letter: chip(run),
    first: chip(0),
  };
  const words = difference !== null && difference.value !== null ? rich(key, parts) : [t("report.said.nothing", { figure: figureTitle(figure) })];
  return h("span", { class: "sentence", "data-gate": figure.key, "data-run": run, "data-verdict": found }, ...words);
}
