// Names of runs, figures and changes in the reader's language.
import { h, rich, type Child } from "../shared/dom";
import { hasMessage, language, t, words } from "../shared/language";
import { time } from "../shared/numbers";
import type { Change, County, Figure, ReportData, Run, Text } from "./data";

export const letter = (run: number): string => String.fromCharCode(65 + run);
export const runTitle = (run: Run): string => words(run.title) || run.name;

// A run's letter on its colour.
export const chip = (run: number): HTMLElement => h("span", { class: `chip chip-${run % 6}` }, letter(run));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// A title that came in one language has its words in the catalogue; so has the total, which came as a bare "total".
export const figureTitle = (figure: { key: string; title: Text; group?: string }): string =>
  (figure.title.zh === "" || figure.group === "total") && hasMessage(`figure.${figure.key}`) ? t(`figure.${figure.key}`) : capital(words(figure.title));

// Lines of the register by year: their labels in a run file lean on the line above, so they have words of their own.
export const earlyTitle = (timeline: { key: string; title: Text }): string =>
  hasMessage(`early.${timeline.key}`) ? t(`early.${timeline.key}`) : figureTitle(timeline);

export const countyClass = (county: County): string => t(`report.class.${county.county_class}`);

export const figureOf = (data: ReportData, key: string): Figure | undefined => data.figures.find((figure) => figure.key === key);
export const figuresOf = (data: ReportData, group: string): Figure[] => data.figures.filter((figure) => figure.group === group);

// English meanings of parameters carry Chinese names as glosses, which an English page leaves out.
export const meaning = (text: Text): string => (language() === "zh" ? words(text) : words(text).replace(/[\s;,]*[(（]?[\u3000-\u9fff\uff00-\uffef]+[)）]?/g, "") || words(text));

// "policies.premium_subsidy.strength" is about the instrument premium_subsidy; other paths are told by their meaning.
function changeSubject(change: Change, data: ReportData): string {
  const [room, key, field] = change.path.split(".");
  const instrument = room === "policies" && field === "strength" ? data.figures.find((f) => f.group === "instrument" && f.key === key) : undefined;
  if (instrument !== undefined) return t("report.change.strength", { what: words(instrument.title) });
  if (change.path === "monitoring.packages.strength") return t("report.change.packages");
  return meaning(change.meaning);
}

// "1 -> 0 from 2024-01 until 2024-07; ..." in words; null when it is of another form.
function changeSteps(text: string): string | null {
  const steps = text.split("; ").map((part) => {
    const found = /^(\S+) -> (\S+?)(?: from (\d{4}(?:-\d{2})?))?(?:,? until (\d{4}(?:-\d{2})?))?$/.exec(part);
    if (found === null) return null;
    const [, before, after, from, until] = found as unknown as [string, string, string, string | undefined, string | undefined];
    const key = `report.change.step${from ? ".from" : ""}${until ? ".until" : ""}`;
    return t(key, { before, after, from: from ? time(from) : "", until: until ? time(until) : "" });
  });
  return steps.some((step) => step === null) ? null : steps.join(t("common.semicolon"));
}

export function changeWords(change: Change, data: ReportData): Child[] {
  const subject = changeSubject(change, data);
  const colon = change.text.indexOf(": ");
  const steps = colon < 0 ? null : changeSteps(change.text.slice(colon + 2));
  if (subject === "" || steps === null) return [h("code", {}, change.text)];
  return rich("report.change.line", { what: subject, steps });
}

// The months from which the runs differ, for a mark in the charts.
export const changeMonths = (data: ReportData): string[] =>
  [...new Set(data.changes.flat().flatMap((change) => /from (\d{4}-\d{2})/.exec(change.text)?.[1] ?? []))].sort().slice(0, 1);
