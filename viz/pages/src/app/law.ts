// What stands behind an instrument: its article of the policy document, and its parameters with value, source and grade.
import { h, type Child } from "../shared/dom";
import { t, words } from "../shared/language";
import { table } from "../shared/table";
import { time } from "../shared/numbers";
import { get, type Article, type ClassValues, type Instrument, type Parameter } from "./api";
import { monthText, monthly } from "./path";
import { both } from "./pieces";

export function articlesOf(instrument: Instrument, articles: Article[]): Article[] {
  return articles.filter((article) => article.instruments.includes(instrument.name));
}

export const lawLine = (articles: Article[]): string =>
  articles.length === 0 ? t("app.law.none") : articles.map((article) => t("app.law.article", { n: String(article.article), title: both(article) })).join(t("common.semicolon"));

const number = (value: number): string => new Intl.NumberFormat("en", { maximumSignificantDigits: 6, useGrouping: true }).format(value);

// "280; from Oct 2021 320; ..."
function steps(values: ClassValues): string {
  const months = monthly(values);
  const changes = months.flatMap((value, month) => (month === 0 || value !== months[month - 1] ? [{ month, value }] : []));
  const told = changes.map(({ month, value }) => (month === 0 ? number(value) : t("app.law.from", { month: time(monthText(month)), value: number(value) })));
  return told.length > 7 ? [...told.slice(0, 3), "…", told.at(-1)].join(t("common.semicolon")) : told.join(t("common.semicolon"));
}

const className = (values: ClassValues): string =>
  [
    values.county_class === null ? "" : t(`app.county_class.${values.county_class}`),
    values.household_class === null ? "" : t(`app.household_class.${values.household_class}`),
  ].filter((name) => name !== "").join(t("common.comma"));

function valueCell(parameter: Parameter): HTMLElement {
  const lines = parameter.values.map((values) => {
    const name = className(values);
    return h("span", { class: "value-line" }, name === "" ? "" : `${name}${t("common.colon")}`, steps(values));
  });
  return h("span", {}, ...lines);
}

function grade(parameter: Parameter): Child {
  const known = /^[A-D]$/.test(parameter.grade);
  return h("span", { class: `grade grade-${parameter.grade.toLowerCase()}`, title: known ? t(`app.grade.${parameter.grade}`) : null }, known ? parameter.grade : t("app.grade.scenario"));
}

const source = (text: string): Child[] =>
  text.startsWith("assumption") ? [t("app.law.assumption")] : text.startsWith("scenario:") ? [t("app.law.scenario", { name: text.slice(9) })] : text.split(" ").map((id) => h("code", {}, id));

export async function law(instrument: Instrument, articles: Article[], scenario: string): Promise<Child[]> {
  const parameters = await get<Parameter[]>("/api/instrument", { path: instrument.name, scenario });
  const payer = parameters[0]?.payer;
  const columns = ["meaning", "value", "unit", "source", "grade"].map((key) => ({ head: t(`app.law.column.${key}`) }));
  const rows = parameters.map((p) => [
    h("span", {}, words({ en: p.meaning, zh: p.meaning_zh }), p.scaled ? h("span", { class: "tag" }, t("app.law.scaled")) : null),
    valueCell(p),
    h("span", { lang: "en" }, p.unit),
    h("span", { class: "variables" }, ...source(p.source)),
    grade(p),
  ]);
  const title = t("app.law.parameters", { name: both(instrument) });
  return [
    h("p", {}, t("app.law.document"), " ", lawLine(articlesOf(instrument, articles)), t("app.stop")),
    payer === undefined || !instrument.name.startsWith("policies.") ? null : h("p", {}, t("app.law.payer", { payer: t(`app.payer.${payer}`) })),
    table(title, columns, rows, title),
    h("p", { class: "note" }, t("app.law.grades")),
  ];
}
