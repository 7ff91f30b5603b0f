// Numbers in the reader's format. An estimate is rounded at its `place`: no digit below the Monte Carlo error is printed.
// In Chinese, counts and money are told in 万 and 亿.
import type { Estimate } from "../report/data";
import { hasMessage, language, t } from "./language";

export interface Shown {
  value: string;
  low: string; // "" = no interval
  high: string;
}

// What one unit of the data is in the unit that is told in Chinese (persons, yuan, households).
const counted: Record<string, number> = {
  persons: 1,
  households: 1,
  yuan: 1,
  "million yuan": 1e6,
  "million yuan a year": 1e6,
  "thousand households": 1e3,
};

interface Scale {
  factor: number;
  word: string;
}

function scaleOf(unit: string, largest: number): Scale {
  const factor = counted[unit];
  if (language() !== "zh" || factor === undefined) return { factor: 1, word: "" };
  const size = largest * factor;
  if (size >= 1e8) return { factor: factor / 1e8, word: t("unit.1e8") };
  if (size >= 1e4) return { factor: factor / 1e4, word: t("unit.1e4") };
  return { factor, word: "" };
}

const formats = new Map<string, Intl.NumberFormat>();
function format(digits: number, exact: boolean): Intl.NumberFormat {
  const name = `${language()} ${digits} ${exact}`;
  let found = formats.get(name);
  if (found === undefined) {
    found = new Intl.NumberFormat(language() === "zh" ? "zh-CN" : "en", {
      minimumFractionDigits: exact ? digits : 0,
      maximumFractionDigits: digits,
    });
    formats.set(name, found);
  }
  return found;
}

// Rounded at a power of ten; zeros after the point stay only where an error stands behind them.
export function rounded(value: number, place: number, exact = true): string {
  const unit = 10 ** place;
  const near = Math.round(value / unit) * unit;
  return format(Math.min(20, Math.max(0, -place)), exact).format(near === 0 ? 0 : near);
}

// The three numbers of an estimate, in one scale. `size` makes them positive: "by 0.3, between 0.2 and 0.4".
export function shown(estimate: Estimate, unit: string, size = false): Shown {
  const { value, low, high, place, standard_error } = estimate;
  if (value === null) return { value: t("common.missing"), low: "", high: "" };
  const parts = [value, low ?? value, high ?? value];
  const scale = scaleOf(unit, Math.max(...parts.map(Math.abs)));
  const shift = Math.round(Math.log10(scale.factor));
  const word = (x: number): string => {
    const scaled = rounded((size ? Math.abs(x) : x) * scale.factor, place + shift, standard_error !== null && standard_error > 0);
    return scale.word === "" || /^[-0.]*$/.test(scaled) ? scaled : scaled + scale.word;
  };
  const interval = low !== null && high !== null;
  return { value: word(value), low: interval ? word(low) : "", high: interval ? word(high) : "" };
}

// A number of an axis.
export function tick(value: number, unit: string, largest: number): string {
  const scale = scaleOf(unit, largest);
  const near = format(6, false).format(Number((value * scale.factor).toPrecision(6)));
  return near === "0" ? near : near + scale.word;
}

export const share = (p: number): string => t("unit.share_of", { n: format(1, false).format(100 * p) });

export const count = (n: number): string => format(0, false).format(n);

// "persons", as a heading of a column.
export const unitName = (unit: string): string => (hasMessage(`unit.${unit}`) ? t(`unit.${unit}`) : unit);

// A difference of shares is in percentage points.
export const differenceUnit = (unit: string): string => (/^percent/.test(unit) ? t("unit.points") : unitName(unit));

// "2024-01" in the reader's words; a year stays a year.
export function time(text: string): string {
  const [year, month] = text.split("-");
  if (month === undefined || !/^\d{4}$/.test(year!)) return text;
  const name = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" }).format(new Date(`${text}-01T00:00:00Z`));
  return t("common.month", { year: year!, month: String(Number(month)), name });
}
