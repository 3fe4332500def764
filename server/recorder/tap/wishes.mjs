// The control line's words, checked: what does not make sense is refused and changes nothing.
import { Buffer } from "node:buffer";
import { kinds, maxTextBytes } from "./format.mjs";

const id = /^[A-Za-z0-9_-]{1,128}$/;
const codecs = ["opus", "vp8", "vp9"];
const uint32 = (value) => Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
const port = (value) => Number.isInteger(value) && value > 0 && value <= 65_535;
const named = ({ takeId, trackId }) => id.test(takeId) && id.test(trackId);

/** @param {Record<string, unknown>} wish a parsed line */
export function makesSense(wish) {
  if (typeof wish !== "object" || wish === null) return false;
  switch (wish.is) {
    case "open":
      return named(wish) && kinds.includes(wish.kind) && Number.isSafeInteger(wish.openedAtMs) &&
        wish.openedAtMs >= 0 &&
        typeof wish.key === "string" && Buffer.from(wish.key, "base64").length === 32;
    case "route":
      return named(wish) && uint32(wish.ssrc) && wish.payloadType >= 0 && wish.payloadType <= 127 &&
        codecs.includes(wish.codec) && port(wish.fromPort);
    case "unroute":
      return uint32(wish.ssrc);
    case "mark":
      return named(wish) && typeof wish.mark?.is === "string" && fits(wish.mark);
    case "note":
      return named(wish) && wish.note !== undefined && fits(wish.note);
    case "close":
      return id.test(wish.takeId) && (wish.trackId === undefined || id.test(wish.trackId));
    default:
      return false;
  }
}

const fits = (value) => JSON.stringify(value).length <= maxTextBytes / 4;
