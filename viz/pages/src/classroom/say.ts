// Numbers in words of the reader's language.
import { language, t } from "../shared/language";
import type { Change } from "./engine";

const format = (value: number, digits = 0): string =>
  new Intl.NumberFormat(language() === "zh" ? "zh-CN" : "en", { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(Object.is(value, -0) ? 0 : value);

export const count = (value: number): string => format(Math.round(value));
export const percent = (part: number): string => t("classroom.percent", { value: format(100 * part, 0) });
export const money = (yuan: number): string =>
  language() === "zh" ? t("classroom.money", { value: format(yuan / 1e4) }) : t("classroom.money", { value: format(yuan / 1e6, 1) });
export const decimal = (value: number, digits = 1): string => format(value, digits);

export const amount = (value: number, unit: string): string =>
  unit === "yuan" || unit === "元" ? money(value) : t("classroom.amount", { value: count(value), unit });

// "between -12 and 40": an interval of a difference.
export const between = (change: Change, unit: string): string =>
  t("classroom.between", { low: amount(change.low, unit), high: amount(change.high, unit) });

export const excludesZero = (change: Change): boolean => change.low > 0 || change.high < 0;
