// Pictures out of a page: an SVG that stands alone (styles written into it, always the light colours), a PNG of it.
// The properties that style.css sets, with the value that needs no writing.
const shapes: Record<string, string> = { "fill-opacity": "1", stroke: "none", "stroke-width": "1px", "stroke-dasharray": "none", "stroke-linejoin": "miter", "vector-effect": "none", opacity: "1" };
const letters: Record<string, string> = { "font-family": "", "font-size": "", "font-weight": "400", "text-anchor": "start", "paint-order": "normal" };

function writeStyle(element: SVGElement, style: CSSStyleDeclaration): void {
  const fill = style.getPropertyValue("fill");
  if (!fill.startsWith("url(")) element.setAttribute("fill", fill);
  for (const [name, usual] of Object.entries(element.localName === "text" ? { ...shapes, ...letters } : shapes)) {
    const value = style.getPropertyValue(name);
    if (value !== usual) element.setAttribute(name, value);
  }
}

export function standAlone(svg: SVGSVGElement): string {
  const root = document.documentElement;
  const before = root.dataset["scheme"];
  root.dataset["scheme"] = "light";
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = svg.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, at) => {
    const own = element as SVGElement;
    if (!["g", "svg", "defs", "pattern"].includes(own.localName)) writeStyle(own, getComputedStyle(from[at]!));
    for (const name of ["class", "data-adcode", "data-value"]) own.removeAttribute(name);
  });
  if (before === undefined) delete root.dataset["scheme"];
  else root.dataset["scheme"] = before;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.removeAttribute("class");
  const { x, y, width, height } = svg.viewBox.baseVal;
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ x, y, width, height, fill: "#ffffff" })) paper.setAttribute(name, String(value));
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

// data:image/png;base64,...
export async function png(svg: string, scale = 2): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(image.naturalWidth * scale);
  canvas.height = Math.ceil(image.naturalHeight * scale);
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

export function download(name: string, url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

export const textUrl = (text: string, type: string): string => `data:${type};charset=utf-8,${encodeURIComponent(text)}`;
