// The engine of the classroom page (WebAssembly) and the native library give the same counts and the same ledger, bit for
// bit, for the same scenario file, county, share and seed.
//   node classroom_equality_test.mjs HOLDFAST TWIN REPLICATES
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { countsOf, makePage, nativeCounts, renew, startEngine, temporaryFolder } from "./classroom_page.mjs";

const [holdfast, twin, replicates] = process.argv.slice(2);
const folder = temporaryFolder();
const page = makePage(holdfast, folder);
const { data } = page;
const engine = await startEngine(page);
const lever = (path) => data.levers.findIndex((l) => l.path === path);
const shock = (key) => data.shocks.find((s) => s.key === key);
const eventNumbers = ["village_hit_share", "household_hit_share", "loss_yuan_mean", "crop_loss_share", "herd_loss_share", "house_damage_share", "house_collapse_share", "injury_share", "road_months"];
const month = (text) => 12 * (Number(text.slice(0, 4)) - Number(data.start.slice(0, 4))) + Number(text.slice(5)) - 1;

// The scenario of the class: levers up and down, an earthquake and a bad price year.
const moves = {
  "policies.premium_subsidy.strength": { "2022-01": 0.5, "2024-06": 0 },
  "policies.dibao.strength": { "2023-01": 1.15 },
  "policies.public_welfare_posts.strength": { "2021-07": 0.35, "2023-03": 1.05 },
  "policies.labour_transfer.strength": { "2024-01": 0.3 },
  "policies.temporary_relief.strength": { "2021-01": 1.7 },
  "monitoring.packages.strength": { "2024-01": 0.65 },
  "monitoring.visits.strength": { "2022-10": 0.2 },
};
const quake = shock("earthquake");
const price = shock("price");

function sectionsOf(adcode) {
  const file = { name: "class", extends: `${data.scenario.name}.json`, policies: {}, monitoring: {}, shocks: { price_fall: {} } };
  for (const [path, steps] of Object.entries(moves)) {
    const [section, module] = path.split(".");
    file[section][module] = { strength: { value: 1, ...steps } };
  }
  for (const [path, value] of Object.entries(price.set)) file.shocks.price_fall[path.split(".")[2]] = { value: 0, "2022-05": value, "2023-05": 0 };
  file.events = { class_000: { month: "2023-05", counties: [adcode], ...quake.event }, class_001: { month: "2023-05", counties: [adcode], ...shock("flood").event } };
  return file;
}

function moveEngine() {
  engine.reset_levers();
  for (const [path, steps] of Object.entries(moves)) for (const [m, level] of Object.entries(steps)) engine.set_level(lever(path), month(m), level);
  for (const [path, value] of Object.entries(price.set)) {
    engine.set_level(lever(path), month("2022-05"), value);
    engine.set_level(lever(path), month("2022-05") + price.months, NaN);
  }
  engine.reset_shocks();
  for (const s of [quake, shock("flood")]) engine.add_shock(month("2023-05"), s.hazard_index, ...eventNumbers.map((name) => s.event[name]));
}

let failures = 0;
function compare(what, native, lived) {
  if (native.equals(lived)) return;
  ++failures;
  const at = native.findIndex((byte, k) => byte !== lived[k]);
  console.error(`${what}: native and page differ from number ${Math.floor(at / 8)} on (${native.length} and ${lived.length} bytes). ${renew}`);
}

// One county under one plan: `live` brings the engine to the end.
function hold(what, offer, scenario, n, live) {
  const county = data.counties[offer];
  const file = join(folder, "scenario.json");
  writeFileSync(file, JSON.stringify(scenario));
  const native = nativeCounts(twin, folder, file, { ...county, seed: data.seed, replicates: n });
  const size = native.length / n;
  for (let replicate = 0; replicate < n; ++replicate) {
    engine.open(offer, data.seed, replicate);
    live(replicate);
    compare(`${what}, ${county.name.en}, replicate ${replicate}`, native.subarray(size * replicate, size * (replicate + 1)), countsOf(engine));
    if (failures > 3) return;
  }
}

const begin = Date.now();
const untouched = { name: "untouched", extends: `${data.scenario.name}.json` };
data.counties.forEach((_, offer) =>
  hold("as adopted", offer, untouched, 2, () => {
    engine.reset_levers();
    engine.reset_shocks();
    engine.live_to(data.months);
  }),
);
// In every third replicate the class tries other things first: what was tried must not matter.
hold("scenario of the class", 0, sectionsOf(data.counties[0].adcode), Number(replicates), (replicate) => {
  if (replicate % 3 === 0) {
    engine.reset_levers();
    engine.reset_shocks();
    engine.live_to(40);
    engine.set_level(lever("policies.dibao.strength"), 20, 0.5);
    engine.live_to(25);
  }
  moveEngine();
  engine.live_to(data.months);
});
console.log(`${failures === 0 ? "equal, bit for bit" : `${failures} differ`}: ${replicates} replicates of the class, 2 of each county, ${((Date.now() - begin) / 1000).toFixed(1)} s`);
process.exit(failures === 0 ? 0 : 1);
