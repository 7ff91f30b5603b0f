// The engine (viz/classroom/exports.cpp) behind plain functions. Runs inside a worker.
import type { ClassroomData } from "./data";
import { shockSteps, type Plan } from "./plan";

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  allocate(n: number): number;
  load(at: number, n: number): number;
  open(offer: number, seed: number, replicate: number): void;
  reset_levers(): void;
  set_level(lever: number, from: number, level: number): void;
  reset_shocks(): void;
  add_shock(month: number, hazard: number, ...rest: number[]): void;
  live_to(months: number): void;
  counts(): number;
  counts_length(): number;
  ledger(): number;
  ledger_length(): number;
  fingerprint_high(): number;
  fingerprint_low(): number;
  make_dots(): number;
  dot_levels(): number;
  dot_marks(): number;
  dot_classes(): number;
  dot_places(): number;
  dot_counts(): number;
  series(figure: number): number;
  spending(instrument: number): number;
  over_run(figure: number, from: number, to: number): number;
  spent(instrument: number, from: number, to: number): number;
  clear_sample(): void;
  note(side: number): void;
  change(figure: number): number;
}

export interface Dots {
  level: Float32Array;
  marks: Uint8Array;
  klass: Uint8Array;
  place: Uint32Array;
}

export interface Change {
  a: number;
  b: number;
  difference: number;
  low: number;
  high: number;
}

const eventNumbers = ["village_hit_share", "household_hit_share", "loss_yuan_mean", "crop_loss_share", "herd_loss_share", "house_damage_share", "house_collapse_share", "injury_share", "road_months"];

export class Engine {
  private constructor(
    private readonly exports: Exports,
    private readonly data: ClassroomData,
  ) {}

  static async start(wasm: BufferSource, pack: Uint8Array, data: ClassroomData): Promise<Engine> {
    const stub = (): number => 0; // the engine writes nothing
    const { instance } = await WebAssembly.instantiate(wasm, { wasi_snapshot_preview1: { fd_close: stub, fd_seek: stub, fd_write: stub } });
    const exports = instance.exports as unknown as Exports;
    exports._initialize();
    const at = exports.allocate(pack.length);
    new Uint8Array(exports.memory.buffer, at, pack.length).set(pack);
    if (exports.load(at, pack.length) !== 1) throw new Error("the pack is of another build than the engine");
    return new Engine(exports, data);
  }

  open(county: number, replicate: number): void {
    this.exports.open(county, this.data.seed, replicate);
  }

  use(plan: Plan): void {
    this.exports.reset_levers();
    for (const s of [...plan.steps].sort((a, b) => a.from - b.from)) this.exports.set_level(s.lever, s.from, s.level);
    for (const s of shockSteps(this.data, plan)) if (s.from < this.data.months + 12) this.exports.set_level(s.lever, s.from, s.level);
    this.exports.reset_shocks();
    for (const { shock, month } of plan.shocks) {
      const { event, hazard_index } = this.data.shocks[shock]!;
      if (event !== undefined) this.exports.add_shock(month, hazard_index!, ...eventNumbers.map((name) => event[name] as number));
    }
  }

  liveTo(months: number): void {
    this.exports.live_to(months);
  }

  dots(): Dots {
    const n = this.exports.make_dots();
    const memory = this.exports.memory.buffer;
    return {
      level: new Float32Array(memory, this.exports.dot_levels(), n).slice(),
      marks: new Uint8Array(memory, this.exports.dot_marks(), n).slice(),
      klass: new Uint8Array(memory, this.exports.dot_classes(), n).slice(),
      place: new Uint32Array(memory, this.exports.dot_places(), n).slice(),
    };
  }

  // After dots(): [class][present, in a spell, listed, helped, below the line, struck, in a spell and listed].
  dotCounts(): number[][] {
    const all = [...new Uint32Array(this.exports.memory.buffer, this.exports.dot_counts(), 21)];
    return [0, 1, 2].map((c) => all.slice(7 * c, 7 * c + 7));
  }

  series(figure: number, months: number): number[] {
    return this.numbers(this.exports.series(figure), months);
  }

  overRun(figure: number, from: number, to: number): number {
    return this.exports.over_run(figure, from, to);
  }

  spent(instruments: number[], from: number, to: number): number {
    return instruments.reduce((sum, k) => sum + this.exports.spent(k, from, to), 0);
  }

  fingerprint(): string {
    const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, "0");
    return hex(this.exports.fingerprint_high()) + hex(this.exports.fingerprint_low());
  }

  clearSample(): void {
    this.exports.clear_sample();
  }

  note(side: 0 | 1): void {
    this.exports.note(side);
  }

  change(figure: number): Change {
    const [a, b, difference, low, high] = this.numbers(this.exports.change(figure), 5) as [number, number, number, number, number];
    return { a, b, difference, low, high };
  }

  private numbers(at: number, n: number): number[] {
    return [...new Float64Array(this.exports.memory.buffer, at, n)];
  }
}
