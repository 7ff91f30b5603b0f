// Questions to `holdfast serve`, which answers this page alone: the token stands in the address that it printed.
import { hasMessage, language, t } from "../shared/language";

const token = new URLSearchParams(location.search).get("token") ?? "";

// What went wrong, in the reader's words; `detail` is what the command said, in English.
export class Trouble extends Error {
  constructor(
    readonly code: string,
    readonly detail: string,
    readonly hint: string,
  ) {
    super(code);
  }
  get words(): string {
    const own = `app.error.${this.code}`;
    return hasMessage(own) ? t(own) : t("app.error.other");
  }
  // What the command said is worth reading in any language; the server's own words only repeat ours.
  get says(): string {
    return ["command_failed", "bad_order", "bad_json", "foreign_base", "run_failed", "internal", "not_built", "machine"].includes(this.code) || !hasMessage(`app.error.${this.code}`) ? this.detail : "";
  }
}

async function ask(method: string, path: string, body?: string): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers: { "X-Holdfast-Token": token }, ...(body === undefined ? {} : { body }) });
  } catch {
    throw new Trouble("gone", "", "");
  }
  if (answer.ok) return answer;
  const text = await answer.text();
  let said: { error?: { code?: string; message?: string; hint?: string } } = {};
  try {
    said = JSON.parse(text) as typeof said;
  } catch {
    // no JSON: told as it is
  }
  throw new Trouble(said.error?.code ?? "other", said.error?.message ?? text, said.error?.hint ?? "");
}

export const address = (path: string, query: Record<string, string> = {}): string => {
  const words = new URLSearchParams(query).toString();
  return words === "" ? path : `${path}?${words}`;
};

export const get = async <T>(path: string, query: Record<string, string> = {}): Promise<T> => (await (await ask("GET", address(path, query))).json()) as T;
export const post = async <T>(path: string, body: unknown): Promise<T> => (await (await ask("POST", path, typeof body === "string" ? body : JSON.stringify(body))).json()) as T;
export const cancel = async (id: string): Promise<void> => void (await ask("DELETE", `/api/runs/${encodeURIComponent(id)}`));

// A file to keep; the name is the server's.
export async function fetchFile(path: string, query: Record<string, string>): Promise<void> {
  const answer = await ask("GET", address(path, query));
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "holdfast";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// The briefing is a page of its own, opened beside this one.
export const reportAddress = (run: string, against: string): string =>
  address("/report", { run, ...(against === "" ? {} : { against }), language: language(), token });

export interface ScenarioName {
  name: string;
  title: string;
  title_zh: string;
}
export interface Instrument {
  name: string; // "policies.dibao"
  article: number;
  title: string;
  title_zh: string;
}
export interface Article {
  article: number;
  title: string;
  title_zh: string;
  instruments: string[];
}
export interface Start {
  scenarios: ScenarioName[];
  instruments: Instrument[];
  articles: Article[];
}

type Changes = { from: string; value: number }[];
export interface ClassValues {
  county_class: string | null;
  household_class: string | null;
  by_year: Record<string, Changes>;
}
export interface Strength {
  path: string; // "policies.dibao.strength"
  on: boolean;
  announced: string | null;
  spec: unknown; // as scenario files write it; null = 1
  multiplies: string[]; // parameters; none = the strength does nothing
  values: ClassValues[];
}
export interface Scenario {
  scenario: { name?: string; title?: string; title_zh?: string; note?: string; extends?: string | string[] };
  strengths: Strength[];
}

export interface Parameter {
  path: string;
  meaning: string;
  meaning_zh: string;
  unit: string;
  scaled: boolean;
  payer: string;
  source: string;
  grade: string;
  note: string;
  values: ClassValues[];
}

export interface Problem {
  line: number;
  column: number;
  pointer: string;
  message: string;
}
export interface Verdict {
  errors: Problem[];
  findings: Problem[];
}

export type RunState = "waiting" | "running" | "finished" | "failed" | "cancelled" | "interrupted";
export interface Run {
  id: string;
  state: RunState;
  percent: number;
  scenario: string; // a shipped one; "" = its own file
  foreign: boolean; // made elsewhere
  name: string;
  title: string;
  title_zh: string;
  share: number | null;
  replicates: number | null;
  seed: number | null;
  file: string;
  error_code: string;
  error: string;
}

export interface FoundHousehold {
  household: number;
  adcode: number;
  reason: string;
}
export interface LifeEvent {
  kind: string;
  title: string;
  title_zh: string;
  text: string;
}
export interface LifeYear {
  year: number;
  income_yuan: number;
  poverty_line_yuan: number;
  monitoring_line_yuan: number;
  out_of_pocket_yuan: number;
  savings_yuan: number;
  debt_yuan: number;
  members: number;
  months_in_need: number;
}
export interface Life {
  household: number;
  scenario: string;
  adcode: number;
  county: string;
  county_zh: string;
  household_class: string;
  first_month: string;
  members: number;
  land_mu: number;
  months: { month: string; events: LifeEvent[] }[];
  years: LifeYear[];
}
export interface TwoLives {
  a: Life;
  b: Life;
  first_different_month: string | null;
}
