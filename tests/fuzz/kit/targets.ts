import { log } from "../log.ts";
import { rtp } from "../rtp.ts";
import { mp4, ogg, webm } from "../voices.ts";
import type { Target } from "./target.ts";

/** Every reader that is attacked, by the name that `npm run fuzz` knows. */
export const targets = { log, rtp, ogg, webm, mp4 } as const satisfies Record<string, Target>;
export type TargetName = keyof typeof targets;
