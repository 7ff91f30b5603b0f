// The county outlines as a module: projected (Albers, as in viz/map.py) and rounded while the pages are built, so that a page
// carries short paths and no projection. Import "virtual:counties".
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { geoConicEqualArea } from "d3-geo";

const file = resolve(dirname(fileURLToPath(import.meta.url)), "../data/sichuan_counties.geojson");
const width = 1000;
const polygons = (geometry) => (geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates]);

// Whole units and steps from point to point; points that fall together are left out.
function ringPath(ring) {
  let [x, y] = ring[0];
  let path = `M${x} ${y}l`;
  let first = true;
  for (const [nextX, nextY] of ring.slice(1)) {
    if (nextX === x && nextY === y) continue;
    path += `${first || nextX - x < 0 ? "" : " "}${nextX - x}${nextY - y < 0 ? "" : " "}${nextY - y}`;
    [x, y, first] = [nextX, nextY, false];
  }
  return `${path}z`;
}

function ringArea(ring) {
  let [area, x, y] = [0, 0, 0];
  for (let at = 0; at < ring.length - 1; ++at) {
    const cross = ring[at][0] * ring[at + 1][1] - ring[at + 1][0] * ring[at][1];
    area += cross;
    x += (ring[at][0] + ring[at + 1][0]) * cross;
    y += (ring[at][1] + ring[at + 1][1]) * cross;
  }
  return { area: Math.abs(area), x: x / (3 * area), y: y / (3 * area) };
}

export function countyOutlines() {
  const features = JSON.parse(readFileSync(file, "utf8")).features;
  const projection = geoConicEqualArea().parallels([27, 33]).rotate([-102.8, 0]).center([0, 30.2]).scale(1).translate([0, 0]);
  const points = features.flatMap((feature) => polygons(feature.geometry).flat(2)).map((point) => projection(point));
  const [left, right] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
  const [top, bottom] = [Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[1]))];
  const scale = (width - 8) / (right - left);
  const place = (point) => {
    const [x, y] = projection(point);
    return [Math.round((x - left) * scale) + 4, Math.round((y - top) * scale) + 4];
  };
  const counties = features.map((feature) => {
    const rings = polygons(feature.geometry).flatMap((polygon) => polygon.map((ring) => ring.map(place)));
    const { x, y } = rings.map(ringArea).sort((a, b) => b.area - a.area)[0];
    return { adcode: Number(feature.properties.adcode), path: rings.map(ringPath).join(""), x: Math.round(x), y: Math.round(y) };
  });
  return { width, height: Math.ceil((bottom - top) * scale) + 8, counties };
}

const name = "virtual:counties";
export const boundaries = () => ({
  name: "holdfast-boundaries",
  resolveId: (id) => (id === name ? `\0${name}` : null),
  load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(countyOutlines())};` : null),
});
