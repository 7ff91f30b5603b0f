// The data of a page, or what is wrong with it; and the language to begin with.
import { t, type Language } from "../shared/language";
import type { ReportData } from "./data";

export type Read = { data: ReportData } | { problem: string };

export function readData(): Read {
  const text = document.getElementById("report-data")?.textContent ?? "";
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { problem: t("report.error.broken") };
  }
  if (typeof data === "string") return { problem: t("report.error.empty") };
  const found = data as Partial<ReportData> | null;
  if (found?.format !== 1) return { problem: t("report.error.format") };
  const lists = ["runs", "changes", "figures", "timelines", "early_warning", "counties", "county_figures", "effects", "large_scale", "targets", "assumptions", "cost_per_averted", "notes", "commands"] as const;
  const missing = lists.filter((name) => !Array.isArray(found[name]));
  if (missing.length > 0) return { problem: t("report.error.missing", { what: missing.join(", ") }) };
  if (found.runs!.length === 0) return { problem: t("report.error.no_runs") };
  return { data: found as ReportData };
}

// ?lang=zh or #zh before the language that the command chose.
export function startLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang") ?? location.hash.slice(1);
  if (asked === "zh" || asked === "en") return asked;
  try {
    const data = JSON.parse(document.getElementById("report-data")?.textContent ?? "") as Partial<ReportData>;
    if (data.language === "zh" || data.language === "en") return data.language;
  } catch {
    // said by readData
  }
  return navigator.language.startsWith("zh") ? "zh" : "en";
}
