// The path of one instrument as a picture whose points can be dragged, with the pointer or with the keyboard.
import { s } from "../shared/dom";
import { t } from "../shared/language";
import { share, time } from "../shared/numbers";
import { copyOf, highest, monthCount, monthText, valueAt, type Path } from "./path";

export interface TimelineSpec {
  name: string;
  width: number;
  path: Path | null; // null = only to be looked at
  lines: number[][]; // what the chosen scenario orders, by class, month by month
  changed: (path: Path) => void; // after every movement
}

const height = 84;
const box = { left: 46, top: 8, right: 10, bottom: 20 };
const coarse = 0.05;
const fine = 0.01;

interface Scales {
  x: (month: number) => number;
  y: (value: number) => number;
  month: (x: number) => number;
  value: (y: number) => number;
}

// Room above what is there, so that support can be raised with the pointer as well.
const ceiling = (spec: TimelineSpec): number => {
  const most = Math.max(1, ...spec.lines.flat(), ...(spec.path ? [spec.path.before, ...spec.path.points.map((p) => p.value)] : []));
  return Math.min(highest, most * 1.25);
};

function scales(width: number, top: number): Scales {
  const wide = width - box.left - box.right;
  const high = height - box.top - box.bottom;
  return {
    x: (month) => box.left + (month / monthCount) * wide,
    y: (value) => box.top + (1 - value / top) * high,
    month: (x) => Math.round(((x - box.left) / wide) * monthCount),
    value: (y) => (1 - (y - box.top) / high) * top,
  };
}

// Values of months as a line that steps from month to month.
function line(values: number[], { x, y }: Scales): string {
  return values.map((value, month) => `${month === 0 ? "M" : "L"}${x(month).toFixed(1)} ${y(value).toFixed(1)}H${x(month + 1).toFixed(1)}`).join("");
}

function axes({ x, y }: Scales, width: number, top: number): SVGElement[] {
  const out: SVGElement[] = [];
  for (const value of top >= 2 ? [0, 1, Math.floor(top)] : [0, 1])
    out.push(
      s("line", { x1: box.left, x2: width - box.right, y1: y(value), y2: y(value), class: value === 0 ? "axis" : "grid" }),
      s("text", { x: box.left - 6, y: y(value) + 4, "text-anchor": "end", class: "small" }, share(value)),
    );
  for (let month = 0; month < monthCount; month += 12)
    out.push(
      s("line", { x1: x(month), x2: x(month), y1: box.top, y2: height - box.bottom, class: "grid" }),
      s("text", { x: x(month) + 3, y: height - 6, class: "small" }, monthText(month).slice(0, 4)),
    );
  return out;
}

const round = (value: number, step: number): number => Math.min(highest, Math.max(0, Number((Math.round(value / step) * step).toFixed(4))));

// A handle of the path: -1 is the value before the first point, which has no month to move.
class Handle {
  readonly element: SVGGElement;
  constructor(
    private readonly editor: Editor,
    readonly index: number,
  ) {
    this.element = s("g", { class: "handle", tabindex: 0, role: "slider", "aria-valuemin": 0, "aria-valuemax": highest * 100, "aria-orientation": "vertical" },
      s("circle", { r: 14, class: "reach" }), index < 0 ? s("rect", { x: -5, y: -5, width: 10, height: 10, class: "knob" }) : s("circle", { r: 6, class: "knob" }));
    this.element.addEventListener("pointerdown", (event) => this.grab(event));
    this.element.addEventListener("keydown", (event) => this.key(event));
  }
  get value(): number {
    const { path } = this.editor;
    return this.index < 0 ? path.before : path.points[this.index]!.value;
  }
  get month(): number {
    return this.index < 0 ? 0 : this.editor.path.points[this.index]!.month;
  }
  draw({ x, y }: Scales): void {
    const before = this.index < 0;
    this.element.setAttribute("transform", `translate(${x(this.month).toFixed(1)} ${y(this.value).toFixed(1)})`);
    const values = { name: this.editor.name, month: time(monthText(this.month)), value: share(this.value) };
    this.element.setAttribute("aria-label", t(before ? "app.point.before" : "app.point.name", values));
    this.element.setAttribute("aria-valuenow", String(Math.round(this.value * 100)));
    this.element.setAttribute("aria-valuetext", t(before ? "app.point.before_value" : "app.point.value", values));
  }
  move(month: number, value: number): void {
    this.editor.move(this.index, month, value);
  }
  private grab(down: PointerEvent): void {
    down.preventDefault();
    this.element.focus();
    this.element.setPointerCapture(down.pointerId);
    const follow = (event: PointerEvent): void => {
      const at = this.editor.at(event);
      this.move(at.month, round(at.value, event.shiftKey ? fine : coarse));
    };
    const end = (): void => {
      this.element.removeEventListener("pointermove", follow);
      this.editor.settle();
    };
    this.element.addEventListener("pointermove", follow);
    this.element.addEventListener("pointerup", end, { once: true });
    this.element.addEventListener("pointercancel", end, { once: true });
  }
  private key(event: KeyboardEvent): void {
    const step = event.shiftKey ? fine : coarse;
    const months = event.shiftKey ? 12 : 1;
    const moves: Record<string, [number, number]> = { ArrowUp: [0, step], ArrowDown: [0, -step], ArrowLeft: [-months, 0], ArrowRight: [months, 0], PageUp: [0, 0.25], PageDown: [0, -0.25] };
    const move = moves[event.key];
    if (move !== undefined) this.move(this.month + move[0], round(this.value + move[1], fine));
    else if (event.key === "Home") this.move(this.month, 0);
    else if (event.key === "End") this.move(this.month, 1);
    else if (event.key === "Delete" || event.key === "Backspace") this.editor.remove(this.index);
    else if (event.key === "Enter" || event.key === "Insert") this.editor.add(this.index);
    else return;
    event.preventDefault();
  }
}

class Editor {
  readonly svg: SVGSVGElement;
  path: Path;
  private scale: Scales;
  private handles: Handle[] = [];
  private readonly own = s("path", { class: "own" });
  private readonly layer = s("g");

  constructor(private readonly spec: TimelineSpec) {
    this.path = copyOf(spec.path!);
    this.scale = scales(spec.width, ceiling(spec));
    this.svg = frame(spec, this.scale, s("g", { "aria-hidden": "true" }, this.own), this.layer);
    this.svg.addEventListener("dblclick", (event) => {
      const at = this.at(event);
      this.insert(Math.max(1, at.month), round(at.value, coarse));
    });
    this.rebuild();
  }
  get name(): string {
    return this.spec.name;
  }
  at(event: MouseEvent): { month: number; value: number } {
    const around = this.svg.getBoundingClientRect();
    const factor = this.spec.width / around.width;
    return { month: this.scale.month((event.clientX - around.left) * factor), value: this.scale.value((event.clientY - around.top) * factor) };
  }
  // Points keep their order: none passes another.
  move(index: number, month: number, value: number): void {
    if (index < 0) this.path.before = value;
    else {
      const low = index === 0 ? 0 : this.path.points[index - 1]!.month + 1;
      const high = index === this.path.points.length - 1 ? monthCount - 1 : this.path.points[index + 1]!.month - 1;
      this.path.points[index] = { month: Math.min(high, Math.max(low, month)), value };
    }
    this.draw();
    this.spec.changed(copyOf(this.path));
  }
  remove(index: number): void {
    if (index < 0) return;
    this.path.points.splice(index, 1);
    this.rebuild(index - 1);
    this.spec.changed(copyOf(this.path));
  }
  // A new point in the middle between this one and the next.
  add(index: number): void {
    const from = index < 0 ? 0 : this.path.points[index]!.month;
    const to = this.path.points[index + 1]?.month ?? monthCount;
    const month = Math.floor((from + to) / 2);
    if (month > from || index < 0) this.insert(month, valueAt(this.path, month));
  }
  // In the longest stretch without a point.
  addAnywhere(): void {
    const starts = [-1, ...this.path.points.keys()];
    const length = (index: number): number => (this.path.points[index + 1]?.month ?? monthCount) - (index < 0 ? 0 : this.path.points[index]!.month);
    this.add(starts.reduce((best, index) => (length(index) > length(best) ? index : best)));
  }
  private insert(month: number, value: number): void {
    if (month >= monthCount || this.path.points.some((point) => point.month === month)) return;
    this.path.points.push({ month, value });
    this.path.points.sort((a, b) => a.month - b.month);
    this.rebuild(this.path.points.findIndex((point) => point.month === month));
    this.spec.changed(copyOf(this.path));
  }
  // After a drag the scale may need more room.
  settle(): void {
    this.draw();
  }
  private rebuild(focus?: number): void {
    this.handles = [-1, ...this.path.points.keys()].map((index) => new Handle(this, index));
    this.layer.replaceChildren(...this.handles.map((handle) => handle.element));
    this.draw();
    if (focus !== undefined) this.handles[focus + 1]?.element.focus();
  }
  private draw(): void {
    const months = Array.from({ length: monthCount }, (_, month) => valueAt(this.path, month));
    this.own.setAttribute("d", line(months, this.scale));
    for (const handle of this.handles) handle.draw(this.scale);
  }
}

function frame(spec: TimelineSpec, scale: Scales, ...inside: SVGElement[]): SVGSVGElement {
  const old = spec.lines.map((values) => s("path", { d: line(values, scale), class: "ordered" }));
  const back = s("g", { "aria-hidden": "true" }, ...axes(scale, spec.width, ceiling(spec)), ...old);
  const editable = spec.path !== null;
  return s("svg", { viewBox: `0 0 ${spec.width} ${height}`, width: spec.width, height, class: "chart timeline", role: editable ? "group" : "img", "aria-label": t(editable ? "app.timeline.edit" : "app.timeline.look", { name: spec.name }) }, back, ...inside);
}

export interface Timeline {
  svg: SVGSVGElement;
  add: () => void;
}

export function timeline(spec: TimelineSpec): Timeline {
  if (spec.path === null) return { svg: frame(spec, scales(spec.width, ceiling(spec))), add: () => undefined };
  const editor = new Editor(spec);
  return { svg: editor.svg, add: () => editor.addAnywhere() };
}
