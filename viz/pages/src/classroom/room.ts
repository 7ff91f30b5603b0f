// What all parts of the page share: the data, two engines, and where the class is.
import { words } from "../shared/language";
import type { ClassroomData, CountyOffer } from "./data";
import { Desk } from "./desk";
import { asAdopted, copyOf, type Plan } from "./plan";
import type { Look, Place } from "./worker";

export class Room {
  readonly mine: Desk;
  readonly other: Desk;
  place: Place;
  plan: Plan = asAdopted();
  months = 12; // shown: this many are behind the county
  private adoptedLook: Promise<Look> | null = null;

  constructor(readonly data: ClassroomData) {
    this.mine = new Desk(data);
    this.other = new Desk(data);
    this.place = { county: data.first_county, replicate: 0 };
  }

  get county(): CountyOffer {
    return this.data.counties[this.place.county]!;
  }
  get firstYear(): number {
    return Number(this.data.start.slice(0, 4));
  }
  get years(): number {
    return Math.ceil(this.data.months / 12);
  }
  figure(key: string): number {
    return this.data.figures.findIndex((f) => f.key === key);
  }
  figureTitle(key: string): string {
    return words(this.data.figures[this.figure(key)]!.title);
  }
  figureUnit(key: string): string {
    return words(this.data.figures[this.figure(key)]!.unit);
  }
  // Levers that are instruments, as sliders; prices and jobs are moved by shocks.
  get sliders(): number[] {
    return this.data.levers.map((_, k) => k).filter((k) => this.data.levers[k]!.kind === "strength");
  }
  get instruments(): number[] {
    return this.sliders.filter((k) => this.data.levers[k]!.instrument >= 0);
  }

  // All months under the scenario itself, with the shocks of the plan and the same luck; kept until that changes.
  adopted(place: Place = this.place, plan: Plan = this.plan): Promise<Look> {
    const key = JSON.stringify([place, plan.shocks]);
    if (this.adoptedKey !== key || this.adoptedLook === null) {
      this.adoptedKey = key;
      this.adoptedLook = this.other.look({ ...place }, { steps: [], shocks: copyOf(plan).shocks }, this.data.months);
    }
    return this.adoptedLook;
  }
  private adoptedKey = "";
}

// Runs the last wish only: a slider that is dragged asks for many looks and needs one.
export function latest<T>(act: () => Promise<T>, then: (value: T) => void): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      then(await act());
    } while (again);
  };
  return () => {
    if (running !== null) {
      again = true;
      return running;
    }
    running = run().finally(() => (running = null));
    return running;
  };
}
