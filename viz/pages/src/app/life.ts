// The life of one household, month by month; two of them side by side where two runs are chosen.
import { h, type Child } from "../shared/dom";
import { language, t, words } from "../shared/language";
import { count, time } from "../shared/numbers";
import { get, type Life, type LifeEvent, type LifeYear, type TwoLives } from "./api";
import { original } from "./pieces";

const grave = new Set(["spell_begins", "below_poverty_line", "need_begins", "disaster", "major_illness", "injury", "job_lost", "uninsured", "support_ends", "recorded", "food_short", "out_of_school", "student_withdrawn"]);
const good = new Set(["spell_ends", "above_poverty_line", "need_ends", "recovered", "job_found", "insured", "support_begins", "listed", "measure", "back_in_school", "house_safe"]);

const oneDigit = (value: number): string => new Intl.NumberFormat("en", { maximumFractionDigits: 1 }).format(value);

function event(e: LifeEvent): HTMLElement {
  const kind = grave.has(e.kind) ? "grave" : good.has(e.kind) ? "good" : "plain";
  const title = words({ en: e.title, zh: e.title_zh });
  // The clause with its numbers is English; in Chinese the kind is told, and the clause stands behind it.
  if (language() === "en") return h("li", { class: kind }, e.text === "" ? title : e.text);
  return h("li", { class: kind }, title, e.text === "" || e.text === e.title ? null : h("small", {}, " ", original(e.text)));
}

function year(y: LifeYear): HTMLElement {
  const values = { year: String(y.year), income: count(Math.round(y.income_yuan)), poverty: count(Math.round(y.poverty_line_yuan)), monitoring: count(Math.round(y.monitoring_line_yuan)), own: count(Math.round(y.out_of_pocket_yuan)), savings: count(Math.round(y.savings_yuan)), debt: count(Math.round(y.debt_yuan)), need: String(y.months_in_need) };
  return h("p", { class: "life-year" }, t("app.life.year", values));
}

function oneLife(life: Life, different: string | null): HTMLElement {
  const at = new Map(life.months.map((month) => [month.month, month.events]));
  const years = new Map(life.years.map((y) => [`${y.year}-12`, y]));
  const lastYear = life.years.at(-1)?.year;
  const months = [...new Set([...at.keys(), ...years.keys(), ...(different === null ? [] : [different])])].sort();
  const lines = months.flatMap((month): Child[] => {
    const events = at.get(month) ?? [];
    const mark = month === different ? h("p", { class: "different" }, t("app.life.different", { month: time(month) })) : null;
    const told = events.length === 0 ? null : h("div", { class: "life-month" }, h("h5", {}, time(month)), h("ul", {}, ...events.map(event)));
    const end = years.get(month);
    return [mark, told, end === undefined ? null : year(end)];
  });
  const rest = life.years.filter((y) => !months.includes(`${y.year}-12`)).map(year);
  const facts = { class: t(`app.household_class.${life.household_class}`), county: words({ en: life.county, zh: life.county_zh }), members: String(life.members), land: oneDigit(life.land_mu), month: time(life.first_month) };
  return h("article", { class: "life", "data-household": String(life.household), "data-last": String(lastYear ?? "") },
    h("h4", {}, t("app.life.title", { id: String(life.household), scenario: life.scenario })), h("p", {}, t("app.life.facts", facts)), ...lines, ...rest);
}

export async function lifeOf(query: Record<string, string>, household: number): Promise<Child[]> {
  const lives = await get<Life | TwoLives>("/api/household", { ...query, household: String(household) });
  if (!("a" in lives)) return [oneLife(lives, null)];
  const { a, b, first_different_month } = lives;
  return [h("p", {}, first_different_month === null ? t("app.life.same") : ""), h("div", { class: "pair" }, oneLife(a, first_different_month), oneLife(b, first_different_month))];
}
