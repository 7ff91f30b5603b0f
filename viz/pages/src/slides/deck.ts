// The deck: titles and sentences as text that can be edited, charts as native charts, maps as pictures.
import PptxGenJS from "pptxgenjs";
import { answer, costSentences, four, largestInstruments, question, setting, unknowns } from "../report/briefing";
import type { Figure, Timeline } from "../report/data";
import { changeWords, figureOf, figureTitle, letter, runTitle } from "../report/labels";
import { comparison } from "../report/sentences";
import { compared, type View } from "../report/view";
import type { Child } from "../shared/dom";
import { language, t } from "../shared/language";
import { shown, time, unitName } from "../shared/numbers";

// A PNG as data URL, and its width over its height.
export interface Picture {
  url: string;
  shape: number;
}

type Slide = PptxGenJS.Slide;
type Deck = PptxGenJS;

const colours = ["47525D", "0A62A8", "B34700", "00735A", "97356F", "6A5A00"];
const ink = "1C2126";
const muted = "55606A";
const [left, wide] = [0.6, 12.1];
const font = (): string => (language() === "zh" ? "Microsoft YaHei" : "Calibri");

const text = (child: Child): string => (child === null ? "" : typeof child === "string" ? child : (child.textContent ?? ""));
const joined = (children: Child[]): string => children.map(text).join("").replace(/\s+/g, " ").trim();

function master(deck: Deck): void {
  deck.layout = "LAYOUT_WIDE";
  deck.defineSlideMaster({
    title: "PLAIN",
    background: { color: "FFFFFF" },
    objects: [
      { placeholder: { options: { name: "title", type: "title", x: left, y: 0.35, w: wide, h: 1.0, fontSize: 28, bold: true, color: ink, fontFace: font(), align: "left", valign: "middle", margin: 0 }, text: "" } },
    ],
    slideNumber: { x: 12.4, y: 7.05, fontSize: 11, color: muted, fontFace: font() },
  });
}

function slide(deck: Deck, title: string): Slide {
  const made = deck.addSlide({ masterName: "PLAIN" });
  made.addText(title, { placeholder: "title" });
  return made;
}

const words = (made: Slide, content: string, y: number, h: number, size = 20): Slide =>
  made.addText(content, { x: left, y, w: wide, h, fontSize: size, color: ink, fontFace: font(), valign: "top", margin: 0, fit: "shrink" });

const bullets = (made: Slide, items: string[], y: number, h: number, size = 18): Slide =>
  made.addText(items.map((item) => ({ text: item, options: { bullet: true, breakLine: true, paraSpaceAfter: 6 } })), { x: left, y, w: wide, h, fontSize: size, color: ink, fontFace: font(), valign: "top", margin: 0, fit: "shrink" });

function titleSlide(deck: Deck, view: View): void {
  const made = slide(deck, joined(question(view)));
  words(made, text(setting(view)), 1.6, 1, 18);
  bullets(made, view.data.runs.map((run, at) => `${letter(at)}  ${runTitle(run)}`), 2.9, 2.5, 20);
  words(made, `${t("common.holdfast")} ${view.data.version}`, 6.6, 0.4, 14);
}

function answerSlide(deck: Deck, view: View): void {
  const made = slide(deck, t("report.answer.title"));
  words(made, [...answer(view).querySelectorAll("p")].map(text).join("\n"), 1.5, 2.2, 24);
  const changes = compared(view.data).flatMap((run) => (view.data.changes[run] ?? []).slice(0, 8).map((change) => `${letter(run)}  ${joined(changeWords(change, view.data))}`));
  if (changes.length === 0) return;
  made.addText(t("report.changed"), { x: left, y: 3.8, w: wide, h: 0.4, fontSize: 18, bold: true, color: muted, fontFace: font(), margin: 0 });
  bullets(made, changes, 4.3, 2.7, 16);
}

const estimateText = (figure: Figure, run: number): string => {
  const e = shown(figure.values[run]!, figure.unit);
  return e.low === "" ? e.value : `${e.value}  [${e.low}, ${e.high}]`;
};

function numbersSlide(deck: Deck, view: View): void {
  const { data } = view;
  const figures = four.flatMap((key) => figureOf(data, key) ?? []);
  if (figures.length === 0) return;
  const made = slide(deck, t("report.numbers"));
  const cell = (content: string, bold = false): PptxGenJS.TableCell => ({ text: content, options: { bold, color: ink, fontFace: font(), fontSize: 15, valign: "middle" } });
  const header = [cell(t("report.column.figure"), true), ...data.runs.map((_, run) => cell(letter(run), true)), ...compared(data).map((run) => cell(`${letter(run)} − ${letter(0)}`, true))];
  const rows = figures.map((figure) => [
    cell(`${figureTitle(figure)} (${unitName(figure.unit)})`),
    ...data.runs.map((_, run) => cell(estimateText(figure, run))),
    ...compared(data).map((run) => cell(text(comparison(figure, run, data, "report.short")))),
  ]);
  made.addTable([header, ...rows], { x: left, y: 1.6, w: wide, border: { type: "solid", pt: 0.75, color: "D4DAE0" }, rowH: 0.8, fill: { color: "FFFFFF" } });
}

function mapSlide(deck: Deck, view: View, pictures: Picture[]): void {
  const figure = view.data.county_figures[0];
  if (figure === undefined || pictures.length === 0) return;
  const last = view.data.runs.length - 1;
  const made = slide(deck, `${figureTitle(figure)}${last > 0 ? ` (${letter(last)} − ${letter(0)})` : ""}`);
  pictures.slice(0, 2).forEach((picture, at) => made.addImage({ data: picture.url, x: left + at * 6.1, y: 1.4, w: 5.7 * Math.min(1, picture.shape), h: 5.7 / Math.max(1, picture.shape), altText: figureTitle(figure) }));
}

function timeSlide(deck: Deck, view: View, timeline: Timeline): void {
  const { data } = view;
  const made = slide(deck, `${figureTitle(timeline)} (${unitName(timeline.unit)})`);
  const labels = timeline.times.map(time);
  const series = data.runs.map((run, at) => ({ name: `${letter(at)}  ${runTitle(run)}`, labels, values: (timeline.values[at] ?? []).map((e) => e.value ?? 0) }));
  made.addChart(deck.ChartType.line, series, {
    x: left, y: 1.4, w: wide, h: 5.4, chartColors: data.runs.map((_, at) => colours[at % 6]!), lineDataSymbol: "none", lineSize: 2.5,
    showLegend: true, legendPos: "b", legendFontFace: font(), legendFontSize: 14, catAxisLabelFontFace: font(), catAxisLabelFontSize: 11, valAxisLabelFontSize: 12,
    valAxisLabelFormatCode: timeline.unit === "persons" ? "#,##0" : "General", valAxisMinVal: 0, valGridLine: { color: "D4DAE0", size: 0.5 }, catAxisLabelFrequency: labels.length > 24 ? "12" : "1",
  });
}

function costSlide(deck: Deck, view: View): void {
  const { data } = view;
  const figures = largestInstruments(view, 8).reverse(); // bars are drawn from below
  const made = slide(deck, t("report.cost.title"));
  words(made, costSentences(view).map(text).join("\n"), 1.4, 1.1, 18);
  if (figures.length === 0) return;
  const one = data.runs.length === 1;
  const labels = figures.map(figureTitle);
  const series = (one ? [0] : compared(data)).map((run) => ({ name: one ? letter(0) : `${letter(run)} − ${letter(0)}`, labels, values: figures.map((f) => (one ? f.values[0]?.value : f.differences[run]?.value) ?? 0) }));
  made.addChart(deck.ChartType.bar, series, {
    x: left, y: 2.5, w: wide, h: 4.5, barDir: "bar", chartColors: (one ? [0] : compared(data)).map((run) => colours[run % 6]!), catAxisLabelPos: "low",
    catAxisLabelFontFace: font(), catAxisLabelFontSize: 12, valAxisLabelFontSize: 11, valAxisLabelFormatCode: "#,##0", valGridLine: { color: "D4DAE0", size: 0.5 },
    showTitle: true, title: `${t(one ? "report.cost.most" : "report.cost.changes")} (${t("report.million_yuan")})`, titleFontFace: font(), titleFontSize: 13, titleColor: muted,
    showLegend: series.length > 1, legendPos: "b",
  });
}

function provenanceSlide(deck: Deck, view: View): void {
  const { data } = view;
  const made = slide(deck, t("report.provenance.title"));
  const lines = data.runs.map((run, at) => `${letter(at)}  ${run.file}: ${t("report.provenance.replicates")} ${run.replicates}, ${t("report.provenance.seed")} ${run.seed}, ${t("report.provenance.commit")} ${run.commit}, ${t("report.provenance.results")} ${run.results_fnv1a64}`);
  bullets(made, lines, 1.5, 2, 15);
  made.addText(t("report.provenance.repeat"), { x: left, y: 3.6, w: wide, h: 0.4, fontSize: 16, color: ink, fontFace: font(), margin: 0 });
  made.addText(data.commands.join("\n"), { x: left, y: 4.1, w: wide, h: 2.4, fontSize: 13, color: ink, fontFace: "Consolas", valign: "top", margin: 0, fit: "shrink" });
}

// base64 of the .pptx.
export async function deckOf(view: View, maps: Picture[]): Promise<string> {
  const deck = new PptxGenJS();
  deck.title = joined(question(view));
  deck.company = "Holdfast";
  deck.author = "Holdfast";
  master(deck);
  titleSlide(deck, view);
  answerSlide(deck, view);
  numbersSlide(deck, view);
  mapSlide(deck, view, maps);
  const timeline = view.data.timelines.find((line) => line.key === "in_spell") ?? view.data.timelines[0];
  if (timeline !== undefined) timeSlide(deck, view, timeline);
  costSlide(deck, view);
  bullets(slide(deck, t("report.unknown.title")), unknowns(view).map(text), 1.5, 5.4);
  provenanceSlide(deck, view);
  return (await deck.write({ outputType: "base64" })) as string;
}
