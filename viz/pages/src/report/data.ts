// What `holdfast report` puts into the page (output/report.hpp writes it, `holdfast report --json` prints it). All
// statistics are computed there; the page only words and draws them.

export interface Text {
  en: string;
  zh: string; // "" = none
}

// A number with its 95 % interval. null = not known (one replicate has no error). `place`: the power of ten of the last
// digit worth printing; nothing is printed below the Monte Carlo error.
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
  standard_error: number | null;
  place: number;
}

// Run r minus run 0, replicate by replicate under the same luck. `same`: equal in every replicate.
export interface Difference extends Estimate {
  same: boolean;
  variance_reduction: number | null;
  p_value: number | null;
  holm_p_value: number | null; // adjusted over all runs compared with run 0
}

// One number of each run. `key` is that of `holdfast compare --json`; `sources`: the variables of the run file that it is
// made of, "poverty_monthly/latent_onsets".
export interface Figure {
  key: string;
  group: string; // "relapse", "persons", "poverty", "health", "instrument", "payer", "total", "household_class", "county_class", "register"
  title: Text; // of instruments and payers to be shown as it is; of others zh is "": the page's catalogue has "figure.<key>"
  unit: string; // "percent", "persons", "per 100 person-years", "million yuan", "yuan/person/year"
  sources: string[];
  values: Estimate[]; // by run
  differences: (Difference | null)[]; // by run; [0] is null
}

// A line over time: values[run][time].
export interface Timeline {
  key: string;
  title: Text;
  unit: string;
  sources: string[];
  times: string[]; // "2021-01" or "2021"
  values: Estimate[][];
  differences: (Estimate[] | null)[];
}

export interface County {
  adcode: number;
  name: Text;
  prefecture: Text;
  county_class: "national_key" | "provincial_key" | "lifted_out" | "other";
  drawn_households: number | null; // lifted-out ones that were drawn; few = mostly noise
}

// values[run][county]
export interface CountyFigure {
  key: string;
  title: Text;
  unit: string;
  sources: string[];
  values: Estimate[][];
  differences: (Estimate[] | null)[];
  // By run and county: the probability over replicates of being among the worst tenth; null = cannot be said. Counties
  // of fewer than 10 drawn lifted-out households have null everywhere.
  worst: (number | null)[][];
}

export interface Run {
  file: string;
  name: string;
  title: Text;
  replicates: number; // complete
  planned: number;
  seed: number;
  households_share: number;
  first_month: string;
  months: number;
  commit: string;
  compiler: string;
  command_line: string;
  results_fnv1a64: string;
}

// What was changed in the inputs of run r against run 0.
export interface Change {
  path: string;
  text: string; // "policies.x.strength: 1 -> 0 from 2024-01"
  meaning: Text; // of the parameter; empty if the run file has none
}

export interface Target {
  number: number; // of the moment; 0 = a plausibility line
  name: string;
  moment: string;
  year: number; // 0 = none
  value: number | null; // null = bounds only
  low: number | null;
  high: number | null;
  unit: string;
  grade: string;
  ids: string;
  result: Estimate;
  standing: "unanswered" | "shown" | "inside" | "outside";
  note: string;
  if_missed: string;
}

// A parameter that results hang on most: chosen in scenarios/data/assumptions.json with the reason, its value and grade
// from the scenario's data.
export interface Assumption {
  path: string;
  meaning: Text;
  unit: string;
  value: string;
  grade: string;
  source: string;
  why: Text;
}

export interface LargeScale {
  threshold: number; // share of the lifted-out persons of a county that newly relapses within a calendar year
  year: number; // 0 = any year
  any_county: Estimate[]; // by run: the probability that at least one county reaches it
  province: Estimate[];
}

export interface ReportData {
  format: 1;
  language: "en" | "zh"; // shown first
  version: string; // of holdfast
  runs: Run[];
  changes: Change[][]; // by run; [0] is empty
  figures: Figure[];
  timelines: Timeline[];
  early_warning: Timeline[]; // register and score by year
  counties: County[];
  county_figures: CountyFigure[];
  effects: { key: string; unit: string; by_replicate: (number | null)[][] }[]; // differences by run and replicate
  large_scale: LargeScale[];
  targets: Target[]; // of run 0
  assumptions: Assumption[];
  cost_per_averted: (Estimate | null)[]; // by run: yuan per person-year of relapse averted; null = means nothing
  notes: Text[]; // what a reader must know of the pairing
  commands: string[]; // that repeat it
}
