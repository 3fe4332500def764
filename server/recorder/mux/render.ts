export type { Records, RenderedTrack, RenderOptions, RenderTrack } from "./rendered.ts";
export { manifestTrack, writeManifest } from "./manifest.ts";
