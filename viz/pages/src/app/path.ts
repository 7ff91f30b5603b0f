// The path of an instrument's strength over the months of the run: as a scenario file writes it, as the editor holds it, as
// it is drawn. Months count from the first reported one.
import type { ClassValues } from "./api";

export type Shape = "steps" | "linear" | "logistic";
export const shapes: Shape[] = ["steps", "linear", "logistic"];

export interface Point {
  month: number;
  value: number;
}

export interface Path {
  before: number; // until the first point
  points: Point[]; // by month, each month once
  shape: Shape;
}

export const firstMonth = "2021-01";
export const monthCount = 60;
export const highest = 10; // strength that a scenario may have

export const monthText = (month: number): string => {
  const at = Number(firstMonth.slice(0, 4)) * 12 + Number(firstMonth.slice(5)) - 1 + month;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
};
export const monthOf = (text: string): number => {
  const [year, month] = text.split("-").map(Number) as [number, number];
  const [y, m] = firstMonth.split("-").map(Number) as [number, number];
  return (year - y) * 12 + month - m;
};

// The ramp of scenario files: 0 at 0, 1 at 1, a sigmoid of steepness 10 between.
function logistic(share: number): number {
  const s = (x: number): number => 1 / (1 + Math.exp(-x));
  return (s(10 * (share - 0.5)) - s(-5)) / (s(5) - s(-5));
}

export function valueAt(path: Path, month: number): number {
  const { points, shape } = path;
  const next = points.findIndex((point) => point.month > month);
  if (next === 0 || points.length === 0) return path.before;
  const from = points.at(next < 0 ? -1 : next - 1)!;
  if (next < 0 || shape === "steps") return from.value;
  const to = points[next]!;
  const share = (month - from.month) / (to.month - from.month);
  return from.value + (to.value - from.value) * (shape === "linear" ? share : logistic(share));
}

export const values = (path: Path): number[] => Array.from({ length: monthCount }, (_, month) => valueAt(path, month));

const simple = new Set(["value", "path", "source", "grade", "note"]);
const isMonth = (key: string): boolean => /^\d{4}-\d{2}$/.test(key);

// Null where the path has more than the editor can hold: classes, factors, indexation, conditions, months outside the run.
export function fromSpec(spec: unknown): Path | null {
  if (spec === null || spec === undefined) return { before: 1, points: [], shape: "steps" };
  if (typeof spec === "number") return { before: spec, points: [], shape: "steps" };
  const entries = Object.entries(spec as Record<string, unknown>);
  const points: Point[] = [];
  let before: number | undefined;
  let shape: Shape = "steps";
  for (const [key, value] of entries) {
    if (key === "value" && typeof value === "number") before = value;
    else if (key === "path" && shapes.includes(value as Shape)) shape = value as Shape;
    else if (isMonth(key) && typeof value === "number") points.push({ month: monthOf(key), value });
    else if (!simple.has(key)) return null;
  }
  points.sort((a, b) => a.month - b.month);
  if (points.some((point) => point.month < 0 || point.month >= monthCount)) return null;
  return { before: before ?? points[0]?.value ?? 1, points, shape };
}

// What a scenario file must say so that this path holds, whatever the file that it extends says: what is not ours is removed.
export function toSpec(path: Path, base: unknown): Record<string, unknown> {
  const out: Record<string, unknown> = { value: path.before };
  for (const point of path.points) out[monthText(point.month)] = point.value;
  const old = base !== null && typeof base === "object" ? Object.keys(base) : [];
  if (path.shape !== "steps" || old.includes("path")) out["path"] = path.shape;
  for (const key of old) if (!(key in out) && !["source", "grade", "note"].includes(key)) out[key] = null;
  return out;
}

export const samePath = (a: Path, b: Path): boolean => JSON.stringify(a) === JSON.stringify(b);
export const copyOf = (path: Path): Path => ({ ...path, points: path.points.map((point) => ({ ...point })) });

// A value in each month, from the months in which it changes.
export function monthly(by_class: ClassValues): number[] {
  const changes = Object.values(by_class.by_year).flat().sort((a, b) => (a.from < b.from ? -1 : 1));
  return Array.from({ length: monthCount }, (_, month) => changes.filter((change) => change.from <= monthText(month)).at(-1)?.value ?? changes[0]?.value ?? 1);
}

// Steps that are these values.
export function fromMonths(months: number[]): Path {
  const points = months.flatMap((value, month) => (month > 0 && value !== months[month - 1] ? [{ month, value }] : []));
  return { before: months[0] ?? 1, points, shape: "steps" };
}
