// The app of `holdfast serve`: four rooms. The server gives the data; this page words and draws it.
import "../shared/style.css";
import "./app.css";
import { button, h } from "../shared/dom";
import { language, onLanguage, setLanguage, t } from "../shared/language";
import { get, type Start } from "./api";
import { compareRoom } from "./compare";
import { htmlLanguage, troubleBox, waiting } from "./pieces";
import { placesRoom } from "./places";
import { runsRoom } from "./runs";
import { scenarioRoom } from "./scenario";
import { change, rooms, state, type Room } from "./state";

const main = document.getElementById("app")!;
let start: Start | undefined;
let leave: () => void = () => undefined;

const width = (): number => Math.min(document.documentElement.clientWidth - 32, 1100);

function bar(): HTMLElement {
  const other = language() === "en" ? "zh" : "en";
  const links = rooms.map((room) => button(t(`app.room.${room}`), () => go(room), { "data-room": room, "aria-current": room === state.room ? "page" : null }));
  return h("header", { class: "bar" },
    h("a", { class: "skip", href: "#app" }, t("common.skip")),
    h("h1", {}, t("common.holdfast")),
    h("nav", { "aria-label": t("app.rooms") }, ...links),
    h("div", { class: "buttons" }, button(t("common.language"), () => setLanguage(other), { id: "language", lang: other === "zh" ? "zh-CN" : "en" })));
}

function roomOf(found: Start): HTMLElement {
  if (state.room === "scenario") return scenarioRoom({ start: found, width: width(), go });
  if (state.room === "compare") return compareRoom(width(), go);
  if (state.room === "places") return placesRoom(width(), go);
  const runs = runsRoom(go);
  leave = runs.leave;
  return runs.element;
}

function show(): void {
  leave();
  leave = () => undefined;
  document.title = `${t("common.holdfast")} · ${t(`app.room.${state.room}`)}`;
  document.documentElement.lang = htmlLanguage();
  document.querySelector(".bar")?.remove();
  document.body.prepend(bar());
  if (start !== undefined) main.replaceChildren(roomOf(start));
}

function go(room: Room): void {
  change({ room });
  show();
  window.scrollTo(0, 0);
  document.querySelector<HTMLElement>(`[data-room="${room}"]`)?.focus();
}

async function begin(): Promise<void> {
  main.replaceChildren(waiting());
  try {
    start = await get<Start>("/api/scenarios");
  } catch (error) {
    main.replaceChildren(troubleBox(error));
    return;
  }
  show();
}

const asked = new URLSearchParams(location.search).get("lang");
setLanguage(asked === "zh" || asked === "en" ? asked : navigator.language.startsWith("zh") ? "zh" : "en");
onLanguage(show);
show();
void begin();
let drawn = width();
window.addEventListener("resize", () => {
  if (Math.abs(width() - drawn) < 24) return;
  drawn = width();
  show();
});
