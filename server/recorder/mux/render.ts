import { renderPicture } from "./picture.ts";
import type { RenderTrack } from "./rendered.ts";
import { renderSound } from "./sound.ts";

/** One track's file out of its log. */
export const renderTrack: RenderTrack = (records, options) =>
  options.kind === "sound" ? renderSound(records, options) : renderPicture(records, options);
