// What the reader has chosen and edited. It outlives a reload of the page, not the browser's window.
import type { Path } from "./path";

export type Room = "scenario" | "runs" | "compare" | "places";
export const rooms: Room[] = ["scenario", "runs", "compare", "places"];

export interface State {
  room: Room;
  base: string; // scenario that the edits are laid over
  name: string; // of the reader's own scenario
  edits: Record<string, Path>; // by instrument, "policies.dibao"
  share: number;
  replicates: number;
  seed: number;
  a: string; // runs to compare, by id; "" = none
  b: string;
  place: string; // run of the map
  against: string; // a second one for lives side by side
  county: number; // 0 = none
}

const key = "holdfast-app";
const fresh: State = { room: "scenario", base: "adopted-2021-2025", name: "", edits: {}, share: 0.01, replicates: 10, seed: 1, a: "", b: "", place: "", against: "", county: 0 };

function read(): State {
  try {
    return { ...fresh, ...(JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<State>) };
  } catch {
    return { ...fresh };
  }
}

export const state: State = read();

export function change(next: Partial<State>): void {
  Object.assign(state, next);
  try {
    sessionStorage.setItem(key, JSON.stringify(state));
  } catch {
    // a window that keeps nothing: the edits last until it is closed
  }
}
