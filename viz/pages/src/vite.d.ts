/// <reference types="vite/client" />

// boundaries.mjs
declare module "virtual:counties" {
  const outlines: { width: number; height: number; counties: { adcode: number; path: string; x: number; y: number }[] };
  export default outlines;
}
