// Households as dots on a canvas. Height is the income of the last twelve months per member, as a multiple of the poverty
// line (each step up doubles it); a dot crosses the line when its income does. The table beside it says the same in numbers.
import { t } from "../shared/language";
import type { Dots } from "./engine";

const mark = { present: 1, spell: 2, listed: 4, helped: 8, below: 16 };
const lowest = -2; // a quarter of the line, in doublings
const highest = 4.5;
const margin = { left: 34, right: 6, top: 36, bottom: 6 };
const glide = 260; // milliseconds from month to month

interface Band {
  klass: number;
  left: number;
  width: number;
}

export class Field {
  readonly canvas = document.createElement("canvas");
  private heights = new Float32Array(0);
  private dots: Dots | null = null;
  private frame = 0;

  constructor() {
    this.canvas.className = "field";
    this.canvas.setAttribute("role", "img");
    new ResizeObserver(() => this.draw(1, this.heights)).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw(1, this.heights));
  }

  show(dots: Dots, label: string): void {
    this.canvas.setAttribute("aria-label", label);
    const next = Float32Array.from(dots.level, (level) => Math.min(highest, Math.max(lowest, Math.log2(Math.max(level, 1e-3)))));
    const before = this.heights.length === next.length ? this.heights : next;
    const from = before.slice();
    this.dots = dots;
    this.heights = next;
    cancelAnimationFrame(this.frame);
    if (from === next || matchMedia("(prefers-reduced-motion: reduce)").matches) return this.draw(1, from);
    const begin = performance.now();
    const move = (now: number): void => {
      const share = Math.min(1, (now - begin) / glide);
      this.draw(share, from);
      if (share < 1) this.frame = requestAnimationFrame(move);
    };
    this.frame = requestAnimationFrame(move);
  }

  private draw(share: number, from: Float32Array): void {
    const box = this.canvas.getBoundingClientRect();
    if (box.width === 0 || this.dots === null) return;
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(box.width * scale), Math.round(box.height * scale)];
    if (this.canvas.width !== width || this.canvas.height !== height) [this.canvas.width, this.canvas.height] = [width, height];
    const pen = this.canvas.getContext("2d")!;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, box.width, box.height);
    const y = (level: number): number => margin.top + ((highest - level) / (highest - lowest)) * (box.height - margin.top - margin.bottom);
    const colours = getComputedStyle(this.canvas);
    const colour = (name: string): string => colours.getPropertyValue(name).trim();
    const bands = this.bands(box.width);
    this.ground(pen, bands, box, y, colour);
    const at = (i: number): [number, number] => {
      const band = bands[this.dots!.klass[i]!]!;
      const was = from[i] ?? this.heights[i]!;
      return [band.left + (this.dots!.place[i]! / 2 ** 32) * band.width, y(was + (this.heights[i]! - was) * share)];
    };
    this.dotsOf(pen, (m) => (m & (mark.below | mark.spell)) === 0, colour("--dot"), 1.3, at);
    this.dotsOf(pen, (m) => (m & mark.below) !== 0 && (m & mark.spell) === 0, colour("--below"), 1.8, at);
    this.dotsOf(pen, (m) => (m & mark.spell) !== 0, colour("--spell"), 2.6, at);
    this.rings(pen, (m) => (m & mark.listed) !== 0 && (m & mark.helped) === 0, colour("--listed"), at);
    this.rings(pen, (m) => (m & mark.helped) !== 0, colour("--helped"), at);
  }

  // Wide enough to read, else in proportion to the households.
  private bands(width: number): Band[] {
    const number = [0, 0, 0];
    for (const klass of this.dots!.klass) ++number[klass]!;
    const whole = number.reduce((a, b) => a + b, 0) || 1;
    const shares = number.map((n) => Math.max(0.14, n / whole));
    const sum = shares.reduce((a, b) => a + b, 0);
    let left = margin.left;
    return shares.map((share, klass) => {
      const band = { klass, left: left + 3, width: (share / sum) * (width - margin.left - margin.right) - 6 };
      left += band.width + 6;
      return band;
    });
  }

  private ground(pen: CanvasRenderingContext2D, bands: Band[], box: DOMRect, y: (level: number) => number, colour: (name: string) => string): void {
    pen.font = "12px system-ui, sans-serif";
    pen.lineWidth = 1;
    for (let level = -1; level <= 4; ++level) {
      pen.strokeStyle = colour(level === 0 ? "--line" : "--grid");
      pen.lineWidth = level === 0 ? 2 : 1;
      pen.beginPath();
      pen.moveTo(margin.left, y(level));
      pen.lineTo(box.width - margin.right, y(level));
      pen.stroke();
      pen.fillStyle = colour("--quiet");
      pen.textAlign = "right";
      pen.fillText(level < 0 ? "½" : String(2 ** level), margin.left - 5, y(level) + 4);
    }
    pen.textAlign = "left";
    pen.fillStyle = colour("--ink");
    // The narrow band in the middle has its name a line lower, so that no two meet.
    for (const band of bands) pen.fillText(t(`classroom.class.${band.klass}`), band.left, band.klass === 1 ? 30 : 14, Math.max(band.width, 90));
  }

  private dotsOf(pen: CanvasRenderingContext2D, belongs: (marks: number) => boolean, colour: string, radius: number, at: (i: number) => [number, number]): void {
    pen.fillStyle = colour;
    const { marks } = this.dots!;
    for (let i = 0; i < marks.length; ++i) {
      if ((marks[i]! & mark.present) === 0 || !belongs(marks[i]!)) continue;
      const [x, y] = at(i);
      if (radius > 2) pen.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
      else {
        pen.beginPath();
        pen.arc(x, y, radius, 0, 2 * Math.PI);
        pen.fill();
      }
    }
  }

  private rings(pen: CanvasRenderingContext2D, belongs: (marks: number) => boolean, colour: string, at: (i: number) => [number, number]): void {
    pen.strokeStyle = colour;
    pen.lineWidth = 1.5;
    const { marks } = this.dots!;
    for (let i = 0; i < marks.length; ++i) {
      if ((marks[i]! & mark.present) === 0 || !belongs(marks[i]!)) continue;
      const [x, y] = at(i);
      pen.beginPath();
      pen.arc(x, y, 4.5, 0, 2 * Math.PI);
      pen.stroke();
    }
  }
}
