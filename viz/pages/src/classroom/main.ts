// The classroom page: four rooms behind tabs, one language at a time.
import "./classroom.css";
import { button, h } from "../shared/dom";
import { language, onLanguage, setLanguage, t, words } from "../shared/language";
import { blind } from "./blind";
import type { ClassroomData } from "./data";
import { lab } from "./lab";
import { lessons } from "./lessons";
import { office } from "./office";
import { Room } from "./room";

const tabs = ["lab", "office", "blind", "lessons"] as const;
type Tab = (typeof tabs)[number];

function draw(room: Room, root: HTMLElement, open: Tab): void {
  const panel = h("div", { id: "panel", role: "tabpanel", tabindex: -1, "aria-labelledby": `tab-${open}` });
  const buttons = tabs.map((tab) =>
    button(t(`classroom.tab.${tab}`), () => choose(tab), { id: `tab-${tab}`, role: "tab", "aria-selected": String(tab === open), "aria-controls": "panel", tabindex: tab === open ? 0 : -1 }));
  const choose = (tab: Tab): void => {
    draw(room, root, tab);
    document.getElementById(`tab-${tab}`)!.focus();
  };
  const list = h("div", { role: "tablist", "aria-label": t("classroom.title") }, ...buttons);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) choose(tabs[(tabs.indexOf(open) + step + tabs.length) % tabs.length]!);
  });
  const make = { lab: () => lab(room), office: () => office(room), blind: () => blind(room), lessons: () => lessons(room, () => choose("lab")) };
  panel.append(make[open]());
  document.title = t("classroom.title");
  const other = button(t("common.language"), () => setLanguage(language() === "zh" ? "en" : "zh"), { class: "language", lang: language() === "zh" ? "en" : "zh-CN" });
  root.dataset.tab = open;
  root.replaceChildren(
    h("header", {}, h("div", {}, h("h1", {}, t("classroom.title")), h("p", {}, t("classroom.subtitle", { scenario: words(room.data.scenario.title) }))), other),
    list, panel,
    h("footer", {}, h("p", {}, t("classroom.footer")), h("p", {}, t("classroom.provenance", { commit: room.data.commit.slice(0, 12), seed: String(room.data.seed), scenario: room.data.scenario.name }))));
}

function start(): void {
  const root = document.getElementById("classroom")!;
  const data = JSON.parse(document.getElementById("classroom-data")!.textContent!) as ClassroomData | string;
  if (typeof data === "string") {
    root.append(h("p", {}, t("classroom.empty")));
    return;
  }
  setLanguage(data.language);
  const room = new Room(data);
  draw(room, root, "lab");
  onLanguage(() => draw(room, root, root.dataset.tab as Tab));
}

start();
