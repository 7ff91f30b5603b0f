// The exercises of the lessons. Each answer is found by the model itself when it is asked for: nothing is typed in here.
import { excludesZero } from "./say";
import { asAdopted, leverOf, setLevel, shockOf, type Plan } from "./plan";
import { planOf } from "./blind";
import type { Change } from "./engine";
import type { Room } from "./room";

export interface Setting {
  county: string; // class of the county, where the page has one
  world: number;
  months: number;
  plan: (room: Room) => Plan;
}

export type Exercise =
  | { key: string; kind: "number"; tolerance: number; unit: string; setting: Setting; answer: (room: Room, tell: (done: number) => void) => Promise<number> }
  | { key: string; kind: "choice"; options: string[]; setting: Setting; answer: (room: Room, tell: (done: number) => void) => Promise<number> };

export const countyOf = (room: Room, name: string): number => {
  const at = room.data.counties.findIndex((c) => c.class === name);
  return at >= 0 ? at : 0;
};

const adopted: Setting = { county: "national_key", world: 0, months: 60, plan: asAdopted };
const at = (months: number, plan: (room: Room) => Plan = asAdopted): Setting => ({ ...adopted, months, plan });

const look = (room: Room, s: Setting, world = s.world) => room.mine.look({ county: countyOf(room, s.county), replicate: world }, s.plan(room), Math.min(s.months, room.data.months));
const compare = (room: Room, a: Plan, b: Plan, tell: (done: number) => void): Promise<Change[]> => room.other.compare(countyOf(room, "national_key"), a, b, worlds, tell);
const total = (counts: number[][], column: number): number => counts.reduce((sum, row) => sum + row[column]!, 0);
const relapse = (room: Room, changes: Change[]): Change => changes[room.figure("onsets_lifted_out")]!;

export const worlds = 20;

const moved = (steps: [string, number, number][], shock?: [string, number]) => (room: Room): Plan => {
  const plan = asAdopted();
  for (const [path, from, level] of steps) if (leverOf(room.data, path) >= 0) setLevel(plan, leverOf(room.data, path), from, level);
  if (shock !== undefined) plan.shocks.push({ shock: shockOf(room.data, shock[0]), month: shock[1] });
  return plan;
};

const ending = ["policies.premium_subsidy.strength", "policies.public_welfare_posts.strength", "policies.forest_rangers.strength", "policies.labour_transfer.strength", "monitoring.packages.strength"];
export const cliff = (room: Room): Plan => planOf(room, "cliff");
// A quarter less every half year instead of all at once.
export const gradual = moved(ending.flatMap((path) => [0.75, 0.5, 0.25, 0].map((level, k): [string, number, number] => [path, 36 + 6 * k, level])));
const quake: [string, number] = ["earthquake", 28];
const halfPremium = (room: Room): Plan => planOf(room, "half_premium");
const shaken = moved([], quake);
const relieved = moved([["policies.temporary_relief.strength", 28, 2]], quake);
const watched = moved([["monitoring.visits.strength", 28, 2], ["monitoring.group_reports.strength", 28, 2]], quake);

export const lessons: Exercise[][] = [
  [
    { key: "below", kind: "number", tolerance: 0, unit: "households", setting: at(12), answer: async (room) => total((await look(room, at(12))).counts, 4) },
    { key: "unseen", kind: "number", tolerance: 0, unit: "households", setting: at(60), answer: async (room) => { const { counts } = await look(room, at(60)); return total(counts, 1) - total(counts, 6); } },
    { key: "who", kind: "choice", options: ["lifted_out", "marginal", "ordinary"], setting: at(60), answer: async (room) => { const { counts } = await look(room, at(60)); const shares = counts.map((row) => row[1]! / Math.max(1, row[0]!)); return shares.indexOf(Math.max(...shares)); } },
  ],
  [
    { key: "spread", kind: "number", tolerance: 0.02, unit: "persons", setting: at(60), answer: async (room) => { const ends: number[] = []; for (let w = 0; w < 5; ++w) ends.push((await look(room, at(60), w)).series[room.figure("spell_lifted_out")]!.at(-1)!); return Math.max(...ends) - Math.min(...ends); } },
    { key: "one_world", kind: "choice", options: ["more", "fewer", "equal"], setting: at(60, halfPremium), answer: async (room) => { const f = room.figure("spell_lifted_out"); const a = (await look(room, at(60))).series[f]!.at(-1)!; const b = (await look(room, at(60, halfPremium))).series[f]!.at(-1)!; return b > a ? 0 : b < a ? 1 : 2; } },
    { key: "sure", kind: "choice", options: ["yes", "no"], setting: at(60, halfPremium), answer: async (room, tell) => (excludesZero(relapse(room, await compare(room, asAdopted(), halfPremium(room), tell))) ? 0 : 1) },
  ],
  [
    { key: "cliff", kind: "number", tolerance: 0.05, unit: "persons", setting: at(60, cliff), answer: async (room, tell) => relapse(room, await compare(room, asAdopted(), cliff(room), tell)).difference },
    { key: "gradual", kind: "choice", options: ["fewer", "more", "unclear"], setting: at(60, gradual), answer: async (room, tell) => { const c = relapse(room, await compare(room, cliff(room), gradual(room), tell)); return !excludesZero(c) ? 2 : c.difference < 0 ? 0 : 1; } },
    { key: "price", kind: "number", tolerance: 0.1, unit: "yuan", setting: at(60, cliff), answer: async (room, tell) => { const all = await compare(room, asAdopted(), cliff(room), tell); return -all[room.figure("cost")]!.difference / relapse(room, all).difference; } },
  ],
  [
    { key: "quake", kind: "number", tolerance: 0, unit: "households", setting: at(29, shaken), answer: async (room) => total((await look(room, at(29, shaken))).counts, 5) },
    { key: "help", kind: "choice", options: ["relief", "watch", "unclear"], setting: at(60, shaken), answer: async (room, tell) => { const c = relapse(room, await compare(room, relieved(room), watched(room), tell)); return !excludesZero(c) ? 2 : c.difference > 0 ? 0 : 1; } },
    { key: "found", kind: "number", tolerance: 0.02, unit: "percent", setting: at(60, shaken), answer: async (room) => { const seen = await look(room, at(60, shaken)); return (100 * seen.totals[room.figure("found_6")]!) / seen.totals[room.figure("scored")]!; } },
  ],
];
