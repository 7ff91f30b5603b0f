// The worker: holds one engine and answers one question after the other, so that the page stays awake.
import type { ClassroomData } from "./data";
import { Engine, type Change, type Dots } from "./engine";
import type { Plan } from "./plan";

export interface Place {
  county: number;
  replicate: number;
}

export interface Look {
  months: number;
  dots: Dots;
  counts: number[][];
  series: number[][]; // [figure][month]
  totals: number[]; // [figure] of the months lived
  spentByYear: number[][]; // [lever][year]
  spentTotal: number[]; // by year, all instruments
  fingerprint: string;
  milliseconds: number;
}

export type Question =
  | { kind: "start"; wasm: ArrayBuffer; pack: Uint8Array; data: ClassroomData }
  | { kind: "look"; place: Place; plan: Plan; months: number }
  | { kind: "compare"; county: number; a: Plan; b: Plan; replicates: number };

export type Answer = { look: Look } | { changes: Change[] } | { progress: number } | { started: true } | { error: string };

let engine: Engine;
let data: ClassroomData;
let at: Place = { county: -1, replicate: -1 };

function open(place: Place): void {
  if (place.county !== at.county || place.replicate !== at.replicate) engine.open(place.county, place.replicate);
  at = { ...place };
}

function look(place: Place, plan: Plan, months: number): Look {
  const begin = performance.now();
  open(place);
  engine.use(plan);
  engine.liveTo(months);
  const milliseconds = performance.now() - begin;
  const dots = engine.dots();
  const years = Array.from({ length: Math.ceil(months / 12) }, (_, y) => [12 * y, Math.min(12 * y + 12, months)] as const);
  const cost = data.figures.findIndex((f) => f.key === "cost");
  return {
    months,
    dots,
    counts: engine.dotCounts(),
    series: data.figures.map((_, f) => engine.series(f, months)),
    totals: data.figures.map((_, f) => engine.overRun(f, 0, months)),
    spentByYear: data.levers.map((l) => years.map(([from, to]) => (l.instrument < 0 ? 0 : engine.spent([l.instrument], from, to)))),
    spentTotal: years.map(([from, to]) => engine.overRun(cost, from, to)),
    fingerprint: engine.fingerprint(),
    milliseconds,
  };
}

function compare(county: number, a: Plan, b: Plan, replicates: number, tell: (done: number) => void): Change[] {
  engine.clearSample();
  for (let replicate = 0; replicate < replicates; ++replicate) {
    open({ county, replicate });
    [a, b].forEach((plan, side) => {
      engine.use(plan);
      engine.liveTo(data.months);
      engine.note(side as 0 | 1);
    });
    tell(replicate + 1);
  }
  return data.figures.map((_, f) => engine.change(f));
}

self.addEventListener("message", async (event: MessageEvent<{ id: number; question: Question }>) => {
  const { id, question } = event.data;
  const answer = (value: Answer, transfer: Transferable[] = []): void => (self as unknown as Worker).postMessage({ id, answer: value }, transfer);
  try {
    if (question.kind === "start") {
      data = question.data;
      engine = await Engine.start(question.wasm, question.pack, data);
      answer({ started: true });
    } else if (question.kind === "look") {
      const seen = look(question.place, question.plan, question.months);
      answer({ look: seen }, Object.values(seen.dots).map((column: Dots[keyof Dots]) => column.buffer as ArrayBuffer));
    } else {
      answer({ changes: compare(question.county, question.a, question.b, question.replicates, (progress) => answer({ progress })) });
    }
  } catch (error) {
    answer({ error: String(error) });
  }
});
