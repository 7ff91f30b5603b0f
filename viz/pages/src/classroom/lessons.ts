// Four lessons of 45 minutes. Texts stand in messages/lessons.json; each exercise is checked against the model's own numbers.
import { button, h } from "../shared/dom";
import { t } from "../shared/language";
import { actions, freshId } from "./controls";
import { countyOf, lessons as exercises, worlds, type Exercise } from "./exercises";
import type { Room } from "./room";
import { count, decimal } from "./say";

const aims = [1, 2, 3];
const phases = [1, 2, 3, 4];
const minutes = [[5, 15, 15, 10], [5, 10, 20, 10], [5, 15, 15, 10], [5, 10, 20, 10]];

export function lessons(room: Room, openLab: () => void): HTMLElement {
  const root = h("section", { class: "lessons", "aria-label": t("classroom.tab.lessons") });
  const body = h("div");
  const buttons = exercises.map((_, k) => button(t(`lessons.${k + 1}.title`), () => open(k), { "data-lesson": k + 1 }));
  const open = (k: number): void => {
    buttons.forEach((b, at) => b.setAttribute("aria-pressed", String(at === k)));
    body.replaceChildren(lesson(room, k, openLab));
  };
  root.append(h("h2", {}, t("lessons.title")), h("p", {}, t("lessons.intro")), actions(...buttons), body);
  open(0);
  return root;
}

function lesson(room: Room, k: number, openLab: () => void): HTMLElement {
  const key = `lessons.${k + 1}`;
  const plan = phases.map((p) => h("tr", {}, h("td", {}, t("lessons.minutes", { minutes: String(minutes[k]![p - 1]) })), h("th", { scope: "row" }, t(`${key}.phase.${p}.title`)), h("td", {}, t(`${key}.phase.${p}.text`))));
  return h("article", { "data-lesson": k + 1 },
    h("h3", {}, t(`${key}.title`)),
    h("p", { class: "question" }, t(`${key}.question`)),
    h("h4", {}, t("lessons.aims")), h("ul", {}, ...aims.map((a) => h("li", {}, t(`${key}.aim.${a}`)))),
    h("h4", {}, t("lessons.plan")),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("lessons.plan") }, h("table", { class: "plan" }, h("tbody", {}, ...plan))),
    h("h4", {}, t("lessons.exercises")), h("p", { class: "hint" }, t("lessons.exercises.hint")),
    h("ol", {}, ...exercises[k]!.map((one) => exercise(room, `${key}.${one.key}`, one, openLab))),
    h("details", {}, h("summary", {}, t("lessons.note")), h("p", {}, t(`${key}.note`))));
}

function exercise(room: Room, key: string, one: Exercise, openLab: () => void): HTMLElement {
  const verdict = h("p", { class: "answer", role: "status" });
  const field = one.kind === "number" ? numberField(one) : choiceField(key, one);
  const check = button(t("lessons.check"), async () => {
    const given = field.value();
    if (given === null) {
      verdict.textContent = t("lessons.empty");
      return;
    }
    check.disabled = true;
    verdict.textContent = t("classroom.compare.working");
    const right = await one.answer(room, (done) => (verdict.textContent = t("classroom.compare.progress", { done: String(done), all: String(worlds) })));
    check.disabled = false;
    tell(verdict, key, one, given, right);
  }, { "data-check": one.key });
  const set = button(t("lessons.set"), () => {
    room.place = { county: countyOf(room, one.setting.county), replicate: one.setting.world };
    room.plan = one.setting.plan(room);
    room.months = Math.min(one.setting.months, room.data.months);
    openLab();
  });
  return h("li", { "data-exercise": one.key }, h("p", {}, t(`${key}.ask`)), field.element, actions(check, set), verdict);
}

interface AnswerField {
  element: HTMLElement;
  value: () => number | null;
}

function numberField(one: Exercise & { kind: "number" }): AnswerField {
  const id = freshId();
  const input = h("input", { type: "number", id, step: "any", inputmode: "decimal" });
  return {
    element: h("p", { class: "field-row" }, h("label", { for: id }, t("lessons.answer", { unit: t(`lessons.unit.${one.unit}`) })), input),
    value: () => (input.value.trim() === "" ? null : Number(input.value)),
  };
}

function choiceField(key: string, one: Exercise & { kind: "choice" }): AnswerField {
  const name = freshId();
  const inputs = one.options.map((option, at) => h("input", { type: "radio", name, id: `${name}-${at}`, value: at, "data-option": option }));
  const rows = one.options.map((option, at) => h("p", {}, inputs[at]!, h("label", { for: `${name}-${at}` }, t(`${key}.option.${option}`))));
  return {
    element: h("fieldset", {}, h("legend", {}, t("lessons.choose")), ...rows),
    value: () => {
      const at = inputs.findIndex((input) => input.checked);
      return at < 0 ? null : at;
    },
  };
}

function tell(box: HTMLElement, key: string, one: Exercise, given: number, right: number): void {
  const near = one.kind === "choice" ? given === right : Math.abs(given - right) <= Math.max(0.5, one.tolerance * Math.abs(right));
  const model = one.kind === "choice" ? t(`${key}.option.${one.options[right]}`) : t("lessons.value", { value: Math.abs(right) < 100 && !Number.isInteger(right) ? decimal(right) : count(right), unit: t(`lessons.unit.${one.unit}`) });
  box.dataset.right = String(near);
  box.className = `answer ${near ? "right" : "wrong"}`;
  box.replaceChildren(h("strong", {}, t(near ? "lessons.right" : "lessons.wrong")), " ", near ? t("lessons.model", { answer: model }) : t("lessons.try"), " ", near ? t(`${key}.why`) : t(`${key}.hint`));
}
