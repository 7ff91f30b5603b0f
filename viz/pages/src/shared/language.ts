// One message catalogue for all pages: pages/messages/*.json, each entry {"en": ..., "zh": ...}. A text is never typed in
// code: t("report.answer.higher", {a: ...}). Labels, units and long names of results come with the data, as Text.
import type { Text } from "../report/data";

export type Language = "en" | "zh";
type Message = Record<Language, string>;

const files = import.meta.glob<Record<string, Message>>("../../messages/*.json", { eager: true, import: "default" });
const catalogue = new Map<string, Message>();
for (const [file, messages] of Object.entries(files)) {
  const room = file.replace(/^.*\//, "").replace(/\.json$/, "");
  for (const [key, message] of Object.entries(messages)) catalogue.set(`${room}.${key}`, message);
}

let current: Language = "en";
const listeners = new Set<() => void>();

export const language = (): Language => current;

export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
  for (const listener of listeners) listener();
}

export function onLanguage(listener: () => void): void {
  listeners.add(listener);
}

export const hasMessage = (key: string): boolean => catalogue.has(key);

// "{name}" in a message is replaced by values.name. An unknown key is a mistake of ours and throws.
export function t(key: string, values: Record<string, string> = {}): string {
  const message = catalogue.get(key);
  if (message === undefined) throw new Error(`no message "${key}" in viz/pages/messages`);
  return message[current].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`message "${key}" wants {${name}}`);
    return value;
  });
}

// The words of a label that came with the data.
export const words = (text: Text): string => (current === "zh" && text.zh !== "" ? text.zh : text.en !== "" ? text.en : text.zh);
