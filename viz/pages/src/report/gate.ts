// What may be said of a difference. A sentence of a page that compares two runs takes its verb from here and nowhere else.
import type { Difference, Estimate } from "./data";

export type Verdict = "higher" | "lower" | "same" | "unclear" | "unknown";

// "About the same" may be said of a difference that lies wholly within this share of the value of the first run.
export const band = 0.02;

// The signs come from the interval of the paired difference alone, never from the levels.
export function verdict(difference: Difference | Estimate | null, base: Estimate): Verdict {
  if (difference === null || difference.value === null || difference.low === null || difference.high === null) return "unknown";
  if (difference.low > 0) return "higher";
  if (difference.high < 0) return "lower";
  const room = base.value === null ? 0 : band * Math.abs(base.value);
  return -room <= difference.low && difference.high <= room ? "same" : "unclear";
}
