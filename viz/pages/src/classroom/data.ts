// What `holdfast classroom` puts into the page (cli/classroom.cpp writes it).
import type { Language } from "../shared/language";

export interface Text {
  en: string;
  zh: string;
}

export interface CountyOffer {
  adcode: number;
  name: Text;
  prefecture: Text;
  class: string;
  rural_households: number;
  households_share: number;
}

export interface Lever {
  path: string; // "policies.dibao.strength", "shocks.macro.shift"
  title: Text;
  section: string;
  kind: "strength" | "value";
  most: number;
  instrument: number; // of the ledger; -1: pays nothing
}

export interface Shock {
  key: string;
  title: Text;
  hazard_index?: number;
  event?: Record<string, number | string>;
  set?: Record<string, number>;
  months?: number;
}

export interface FigureInfo {
  key: string;
  title: Text;
  unit: Text;
}

export interface ClassroomData {
  language: Language;
  scenario: { name: string; title: Text };
  start: string; // "2021-01"
  months: number;
  seed: number;
  commit: string;
  most_replicates: number;
  first_county: number;
  counties: CountyOffer[];
  levers: Lever[];
  shocks: Shock[];
  figures: FigureInfo[];
  pack: string; // base64
}
