// A plan: what the class has moved, month by month, on top of the scenario; and the same as a scenario file, so that
// `holdfast run` gives the page's numbers for the county, or those of the whole province.
import type { ClassroomData, CountyOffer, Lever, Shock } from "./data";

export interface Step {
  lever: number;
  from: number; // month, counted from the first
  level: number;
}

export interface Plan {
  steps: Step[];
  shocks: { shock: number; month: number }[];
}

export const asAdopted = (): Plan => ({ steps: [], shocks: [] });

export const copyOf = (plan: Plan): Plan => ({ steps: plan.steps.map((s) => ({ ...s })), shocks: plan.shocks.map((s) => ({ ...s })) });

// The level counts from this month on; what was said of later months is forgotten.
export function setLevel(plan: Plan, lever: number, from: number, level: number): void {
  plan.steps = plan.steps.filter((s) => s.lever !== lever || s.from < from);
  if (levelAt(plan, lever, from) !== level) plan.steps.push({ lever, from, level });
}

export function levelAt(plan: Plan, lever: number, month: number): number {
  let level = 1;
  for (const s of [...plan.steps].sort((a, b) => a.from - b.from)) if (s.lever === lever && s.from <= month) level = s.level;
  return level;
}

export function monthName(data: ClassroomData, month: number): string {
  const [year, first] = data.start.split("-").map(Number) as [number, number];
  const at = year * 12 + first - 1 + month;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

type Path = Record<string, unknown>;

function place(root: Path, path: string, value: unknown): void {
  const names = path.split(".");
  let at = root;
  for (const name of names.slice(0, -1)) at = (at[name] ??= {}) as Path;
  at[names.at(-1)!] = value;
}

function strengthPath(data: ClassroomData, plan: Plan, lever: number): Path {
  const path: Path = { value: 1 };
  for (const s of [...plan.steps].sort((a, b) => a.from - b.from)) if (s.lever === lever) path[monthName(data, s.from)] = s.level;
  return path;
}

// Months in which a shock holds a value; a later shock of the same kind wins from its month on, as in the engine.
export function shockSteps(data: ClassroomData, plan: Plan): { lever: number; from: number; level: number }[] {
  const out: Step[] = [];
  const inOrder = [...plan.shocks].sort((a, b) => a.month - b.month);
  for (const { shock, month } of inOrder)
    for (const [path, level] of Object.entries(data.shocks[shock]!.set ?? {})) {
      const lever = data.levers.findIndex((l) => l.path === path);
      if (lever < 0) continue;
      out.push({ lever, from: month, level }, { lever, from: month + data.shocks[shock]!.months!, level: Number.NaN });
    }
  return out;
}

function valuePath(data: ClassroomData, plan: Plan, lever: number): Path {
  const months = data.months + 12;
  const levels = new Array<number>(months).fill(0);
  for (const s of shockSteps(data, plan)) if (s.lever === lever) levels.fill(Number.isNaN(s.level) ? 0 : s.level, Math.min(s.from, months));
  const path: Path = { value: 0 };
  levels.forEach((level, m) => {
    if (level !== (m === 0 ? 0 : levels[m - 1])) path[monthName(data, m)] = level;
  });
  return path;
}

const moved = (lever: Lever, at: number, plan: Plan, data: ClassroomData): boolean =>
  lever.kind === "strength" ? plan.steps.some((s) => s.lever === at) : shockSteps(data, plan).some((s) => s.lever === at);

// With run settings the file repeats the page's own run: this county, share, seed.
export function scenarioFile(data: ClassroomData, plan: Plan, county: CountyOffer, name: string): Path {
  const file: Path = { name, extends: `${data.scenario.name}.json`, run: { counties: [county.adcode], households_share: county.households_share, seed: data.seed } };
  data.levers.forEach((lever, at) => {
    if (moved(lever, at, plan, data)) place(file, lever.path, lever.kind === "strength" ? strengthPath(data, plan, at) : valuePath(data, plan, at));
  });
  const events: Path = {};
  plan.shocks.forEach(({ shock, month }, at) => {
    const event = data.shocks[shock]!.event;
    if (event !== undefined) events[`class_${String(at).padStart(3, "0")}`] = { month: monthName(data, month), counties: [county.adcode], ...event, source: "assumption", grade: "D" };
  });
  if (Object.keys(events).length > 0) file.events = events;
  return file;
}

export const shockOf = (data: ClassroomData, key: string): number => data.shocks.findIndex((s: Shock) => s.key === key);
export const leverOf = (data: ClassroomData, path: string): number => data.levers.findIndex((l) => l.path === path);
