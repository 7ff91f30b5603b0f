// The room of places: the province on a map, a county of it, households of that county, the life of one of them.
import { button, h, type Child } from "../shared/dom";
import { t, words } from "../shared/language";
import { download, png, standAlone, textUrl } from "../shared/export";
import { mapSvg, middleCounty, neighbour } from "../shared/map";
import { count, shown, unitName } from "../shared/numbers";
import type { CountyFigure, ReportData } from "../report/data";
import { countyClass, figureTitle } from "../report/labels";
import { get, type FoundHousehold } from "./api";
import { results, viewOf } from "./compare";
import { lifeOf } from "./life";
import { empty, fillIn, runLabel, select } from "./pieces";
import { finishedRuns, settle } from "./runs";
import { change, state, type Room } from "./state";

const kinds = ["found-too-late", "never-found", "pushed-under"];

const values = (figure: CountyFigure): (number | null)[] => (figure.values[0] ?? []).map((e) => e.value);

// One county in words: its name, and its number with the interval.
function countyWords(data: ReportData, figure: CountyFigure, adcode: number): string {
  const at = data.counties.findIndex((county) => county.adcode === adcode);
  if (at < 0) return t("app.places.other");
  const county = data.counties[at]!;
  const name = t("app.places.name", { county: words(county.name), prefecture: words(county.prefecture), class: countyClass(county) });
  const e = figure.values[0]?.[at];
  if (e === undefined || e.value === null) return t("app.places.no_value", { name });
  const text = shown(e, figure.unit);
  const said = { name, value: text.value, low: text.low, high: text.high, unit: unitName(figure.unit), n: count(county.drawn_households ?? 0) };
  return t(text.low === "" ? "app.places.value" : "app.places.interval", said);
}

class ProvinceMap {
  readonly element: HTMLElement;
  private readonly svg: SVGSVGElement;
  private readonly box: HTMLElement;
  private readonly readout = h("output", { class: "readout", "aria-live": "polite" });

  constructor(
    private readonly data: ReportData,
    private readonly figure: CountyFigure,
    width: number,
    private readonly choose: (adcode: number) => void,
  ) {
    const title = `${figureTitle(figure)}, ${unitName(figure.unit)}`;
    this.svg = mapSvg({ title, label: title, unit: figure.unit, width, kind: "value", counties: data.counties, values: values(figure) });
    this.box = h("div", { class: "maps", tabindex: 0, role: "group", "aria-label": t("app.places.map_label") }, this.svg);
    this.readout.textContent = t("app.places.hint");
    const of = (event: Event): number => Number((event.target as Element).getAttribute("data-adcode") ?? 0);
    this.box.addEventListener("pointermove", (event) => of(event) > 0 && this.point(of(event)));
    this.box.addEventListener("click", (event) => of(event) > 0 && this.take(of(event)));
    this.box.addEventListener("keydown", (event) => this.key(event));
    const file = `map-${figure.key}`;
    const buttons = h("p", { class: "buttons" },
      button(t("app.places.svg"), () => download(`${file}.svg`, textUrl(standAlone(this.svg), "image/svg+xml"))),
      button(t("app.places.png"), () => void png(standAlone(this.svg)).then((url) => download(`${file}.png`, url))));
    this.element = h("div", {}, this.box, this.readout, buttons);
  }
  private at = 0;
  point(adcode: number): void {
    this.at = adcode;
    this.svg.querySelector(".current")?.remove();
    const path = this.svg.querySelector(`[data-adcode="${adcode}"]`);
    if (path === null) return;
    const ring = path.cloneNode() as SVGElement;
    ring.setAttribute("class", "current");
    for (const name of ["data-adcode", "fill"]) ring.removeAttribute(name);
    path.parentElement!.append(ring);
    this.readout.textContent = countyWords(this.data, this.figure, adcode);
  }
  private take(adcode: number): void {
    this.point(adcode);
    this.choose(adcode);
  }
  private key(event: KeyboardEvent): void {
    if (event.key.startsWith("Arrow")) this.point(this.at === 0 ? middleCounty() : neighbour(this.at, event.key));
    else if (event.key === "Enter" && this.at > 0) this.take(this.at);
    else return;
    event.preventDefault();
  }
}

// Households whose life shows one thing, then one of them.
function households(data: ReportData, life: HTMLElement): HTMLElement {
  const at = data.counties.findIndex((county) => county.adcode === state.county);
  if (at < 0) return empty("app.places.choose_county");
  const county = data.counties[at]!;
  const list = h("div");
  const two = state.against !== "" && state.against !== state.place;
  const query = { run: state.place, ...(two ? { against: state.against } : {}) };
  const found = (kind: string): void =>
    void fillIn(list, async () => {
      life.replaceChildren();
      const houses = await get<FoundHousehold[]>("/api/households", { ...query, county: String(county.adcode), kind });
      if (houses.length === 0) return [empty("app.places.no_household")];
      return [h("ul", { class: "households" }, ...houses.map((house) => h("li", {}, button(t("app.places.household", { id: String(house.household) }), () => void fillIn(life, () => lifeOf(query, house.household)).then(() => life.scrollIntoView()), { class: "household" }))))];
    });
  const choose = [...kinds, ...(two ? ["relapsed-under-b"] : [])].map((kind) => button(t(`app.kind.${kind}`), () => found(kind), { "data-kind": kind }));
  return h("section", { "aria-labelledby": "county-title" },
    h("h3", { id: "county-title" }, t("app.places.county", { county: words(county.name), prefecture: words(county.prefecture) })),
    h("ul", {}, ...data.county_figures.map((figure) => h("li", {}, figureTitle(figure), t("common.colon"), countyWords(data, figure, county.adcode)))),
    h("p", {}, t("app.places.which")), h("p", { class: "buttons" }, ...choose), list);
}

function show(data: ReportData, width: number): Child[] {
  if (data.counties.length === 0 || data.county_figures.length === 0) return [empty("app.places.no_counties")];
  const below = h("div");
  const life = h("div", { id: "life" });
  const drawHouseholds = (): void => {
    life.replaceChildren();
    below.replaceChildren(households(data, life));
  };
  const place = h("div");
  const draw = (figure: CountyFigure): void => {
    const map = new ProvinceMap(data, figure, Math.min(width, 620), (adcode) => {
      change({ county: adcode });
      drawHouseholds();
    });
    if (state.county > 0) map.point(state.county);
    place.replaceChildren(map.element);
  };
  const figures = data.county_figures;
  draw(figures[0]!);
  drawHouseholds();
  const byName = data.counties.map((county) => ({ value: String(county.adcode), text: `${words(county.prefecture)} ${words(county.name)}` })).sort((a, b) => a.text.localeCompare(b.text));
  return [
    select("map-figure", t("app.places.figure"), figures.map((figure) => ({ value: figure.key, text: figureTitle(figure) })), figures[0]!.key, (key) => draw(figures.find((figure) => figure.key === key)!)),
    select("county", t("app.places.by_name"), [{ value: "0", text: t("app.places.none") }, ...byName], String(state.county), (adcode) => {
      change({ county: Number(adcode) });
      draw(figures[0]!);
      drawHouseholds();
    }),
    h("div", { class: "map-and-county" }, place, below),
    life,
  ];
}

export function placesRoom(width: number, go: (room: Room) => void): HTMLElement {
  const place = h("div");
  const choice = h("div", { class: "choices" });
  const load = (): void => void fillIn(place, async () => show(await results(state.place, ""), viewOf({} as ReportData, width).page));
  void fillIn(choice, async () => {
    const runs = await finishedRuns();
    if (runs.length === 0) return [empty("app.places.empty", " ", button(t("app.runs.to_scenario"), () => go("scenario")))];
    settle(runs);
    load();
    const options = runs.map((run) => ({ value: run.id, text: runLabel(run) }));
    return [
      select("place-run", t("app.places.run"), options, state.place, (run) => { change({ place: run }); load(); }),
      select("place-against", t("app.places.against"), [{ value: "", text: t("app.places.alone") }, ...options], state.against, (against) => { change({ against }); load(); }),
    ];
  });
  return h("div", {}, h("h2", {}, t("app.room.places")), h("p", {}, t("app.places.lead")), choice, place);
}
