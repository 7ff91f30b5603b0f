// The page's side of the workers: ask, and await the answer. One desk is one engine.
import type { ClassroomData } from "./data";
import type { Change } from "./engine";
import type { Plan } from "./plan";
import EngineWorker from "./worker?worker&inline";
import type { Answer, Look, Place, Question } from "./worker";
import wasmUrl from "../../../classroom/engine.wasm?url";

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

const engineBytes = bytesOf(wasmUrl.slice(wasmUrl.indexOf(",") + 1));

interface Waiting {
  done: (answer: Answer) => void;
  failed: (error: Error) => void;
  progress?: (done: number) => void;
}

export class Desk {
  private readonly worker = new EngineWorker();
  private readonly waiting = new Map<number, Waiting>();
  private next = 0;
  private readonly started: Promise<unknown>;

  constructor(data: ClassroomData) {
    this.worker.addEventListener("message", (event: MessageEvent<{ id: number; answer: Answer }>) => {
      const { id, answer } = event.data;
      const waiting = this.waiting.get(id)!;
      if ("progress" in answer) return waiting.progress?.(answer.progress);
      this.waiting.delete(id);
      if ("error" in answer) waiting.failed(new Error(answer.error));
      else waiting.done(answer);
    });
    this.started = this.ask({ kind: "start", wasm: engineBytes.slice().buffer as ArrayBuffer, pack: bytesOf(data.pack), data: { ...data, pack: "" } });
  }

  async look(place: Place, plan: Plan, months: number): Promise<Look> {
    await this.started;
    return ((await this.ask({ kind: "look", place, plan, months })) as { look: Look }).look;
  }

  async compare(county: number, a: Plan, b: Plan, replicates: number, progress: (done: number) => void): Promise<Change[]> {
    await this.started;
    return ((await this.ask({ kind: "compare", county, a, b, replicates }, progress)) as { changes: Change[] }).changes;
  }

  private ask(question: Question, progress?: (done: number) => void): Promise<Answer> {
    const id = this.next++;
    return new Promise((done, failed) => {
      this.waiting.set(id, progress === undefined ? { done, failed } : { done, failed, progress });
      this.worker.postMessage({ id, question });
    });
  }
}
