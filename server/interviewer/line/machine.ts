import { unreachable } from "../../kit/unreachable.ts";
import type { LineState } from "./line.ts";

/** Where a steady line stands. Plain data: the machine is `step`. */
export type Stand = {
  readonly state: LineState;
  /** The way back into what the line before knew; null: none that is good. */
  readonly handle: string | null;
  /** Lines to the wanted provider that broke or never came since one last proved itself. */
  readonly failed: number;
  readonly quiet: boolean;
  /** Somebody else can go on when the wanted provider is gone. */
  readonly standIn: boolean;
  /** In `fallback`. `resting`: too early to try; `ripe`: to be tried at a quiet moment; `knocking`: being tried. */
  readonly return: "resting" | "ripe" | "knocking";
};

/** What happens to a line, as the machine sees it. */
export type LineEvent =
  | { readonly kind: "open" | "ready" | "overdue" | "stuck" | "silent" | "proved" }
  /** The line that leads, or is to lead, is gone or never came. */
  | { readonly kind: "failed"; readonly hopeless: boolean }
  | { readonly kind: "due"; readonly leftMs: number }
  | { readonly kind: "quiet"; readonly on: boolean }
  | { readonly kind: "handle"; readonly handle: string | null }
  /** Another provider is the wanted one from now on. */
  | { readonly kind: "wanted"; readonly standIn: boolean }
  | { readonly kind: "rested" | "knock-ready" | "knock-stale" | "close" }
  | { readonly kind: "knock-failed"; readonly hopeless: boolean };

/** What is to be done, in this order. */
export type Act =
  | { readonly kind: "dial"; readonly handle: string | null }
  /** The line that leads, or is to lead, is closed. */
  | { readonly kind: "drop" }
  /** Somebody else leads. */
  | { readonly kind: "stand-in" }
  /** A line to the wanted provider is opened beside the one that leads; is closed again; leads instead. */
  | { readonly kind: "knock" | "unknock" | "adopt" }
  /** After so many failures it is told `rested` when it makes sense to try again. */
  | { readonly kind: "rest"; readonly failed: number }
  /** It is told `overdue` when the exchange can wait no longer. */
  | { readonly kind: "watch-end"; readonly leftMs: number };

export type Step = { readonly stand: Stand; readonly acts: readonly Act[] };

/** How a line begins to be. */
export const idle: Stand = {
  state: "idle",
  handle: null,
  failed: 0,
  quiet: false,
  standIn: false,
  return: "resting",
};

/** So many broken lines in a row, and somebody else goes on. Higher: more gaps before; lower: gives up on a shaky one. */
const patience = 3;
/** Counts as so many failures: it is asked again after minutes, not seconds. */
const hopelessly = 6;
const drop: Act = { kind: "drop" };

/** The one place where it is decided what a line does. Pure: what it says is done by whoever asked. */
export function step(stand: Stand, event: LineEvent): Step {
  switch (event.kind) {
    case "close":
      return { stand: { ...idle }, acts: stand.state === "idle" ? [] : [drop, { kind: "unknock" }] };
    case "handle":
      return still({ ...stand, handle: event.handle });
    case "proved":
      return still(stand.state === "fallback" ? stand : { ...stand, failed: 0 });
    case "wanted":
      return wanted({ ...stand, standIn: event.standIn });
    case "quiet":
      return quiet({ ...stand, quiet: event.on });
    case "open":
      return stand.state === "idle" ? go(stand, "dialing", [{ kind: "dial", handle: null }]) : still(stand);
    case "ready":
      return ["dialing", "resuming", "reseeding"].includes(stand.state) ? go(stand, "live") : still(stand);
    case "failed":
      return failed(stand, event.hopeless);
    case "silent":
      return silent(stand);
    case "stuck":
      return inUse(stand) ? exchange({ ...stand, failed: stand.failed + 1 }) : still(stand);
    case "due":
      return due(stand, event.leftMs);
    case "overdue":
      return stand.state === "draining" ? exchange(stand) : still(stand);
    case "rested":
      return rested(stand);
    case "knock-ready":
      return knocking(stand)
        ? go({ ...stand, return: "resting", handle: null }, "live", [{ kind: "adopt" }])
        : still(stand);
    case "knock-stale":
      return knocking(stand) ? go({ ...stand, return: "ripe" }, "fallback", [{ kind: "unknock" }]) : still(stand);
    case "knock-failed":
      return knocking(stand) ? knockFailed(stand, event.hopeless) : still(stand);
    default:
      return unreachable(event);
  }
}

const still = (stand: Stand): Step => ({ stand, acts: [] });
const go = (stand: Stand, state: LineState, acts: readonly Act[] = []): Step => ({ stand: { ...stand, state }, acts });
const inUse = ({ state }: Stand): boolean => state === "live" || state === "draining";
const knocking = ({ state, return: way }: Stand): boolean => state === "fallback" && way === "knocking";

/** The old line first: a provider refuses a second one to the same conversation. */
function exchange({ handle, ...stand }: Stand): Step {
  const acts: Act[] = [drop, { kind: "dial", handle }];
  return go({ ...stand, handle: null }, handle === null ? "reseeding" : "resuming", acts);
}

function standIn(stand: Stand): Step {
  const { failed } = stand;
  return go({ ...stand, handle: null, return: "resting" }, "fallback", [drop, { kind: "stand-in" }, {
    kind: "rest",
    failed,
  }]);
}

function failed(before: Stand, hopeless: boolean): Step {
  const failures = hopeless ? Math.max(before.failed + 1, hopelessly) : before.failed + 1;
  const stand = { ...before, failed: failures };
  switch (stand.state) {
    case "idle":
      return still(before);
    case "fallback":
      return go(before, "fallback", [drop, { kind: "stand-in" }]);
    case "live":
    case "draining":
      if (!hopeless && failures <= patience) return exchange(stand);
      return stand.standIn ? standIn(stand) : rest(stand, "reseeding");
    case "resuming":
      return hopeless && stand.standIn ? standIn(stand) : exchange({ ...stand, handle: null });
    case "dialing":
    case "reseeding":
      return stand.standIn ? standIn(stand) : rest(stand, stand.state);
    default:
      return unreachable(stand.state);
  }
}

/** Nobody else is there: it is tried again a little later. */
function rest(stand: Stand, state: LineState): Step {
  return go({ ...stand, handle: null }, state, [drop, { kind: "rest", failed: stand.failed }]);
}

function silent(before: Stand): Step {
  const stand = { ...before, failed: before.failed + 1 };
  if (stand.state === "idle") return still(before);
  if (stand.state === "fallback") return go(before, "fallback", [drop, { kind: "stand-in" }]);
  return stand.standIn ? standIn(stand) : exchange({ ...stand, handle: null });
}

function due(stand: Stand, leftMs: number): Step {
  if (!inUse(stand)) return still(stand);
  return stand.quiet ? exchange(stand) : go(stand, "draining", [{ kind: "watch-end", leftMs }]);
}

function quiet(stand: Stand): Step {
  if (!stand.quiet) return still(stand);
  if (stand.state === "draining") return exchange(stand);
  return stand.state === "fallback" && stand.return === "ripe" ? knock(stand) : still(stand);
}

function wanted(stand: Stand): Step {
  if (stand.state === "idle") return still(stand);
  const next = { ...stand, handle: null, failed: 0, return: "resting" as const };
  const state = stand.state === "dialing" ? "dialing" : "reseeding";
  return go(next, state, [drop, { kind: "unknock" }, { kind: "dial", handle: null }]);
}

function rested(stand: Stand): Step {
  if (stand.state === "dialing" || stand.state === "reseeding") {
    return go(stand, stand.state, [{ kind: "dial", handle: null }]);
  }
  if (stand.state !== "fallback" || stand.return !== "resting") return still(stand);
  return stand.quiet ? knock(stand) : still({ ...stand, return: "ripe" });
}

function knock(stand: Stand): Step {
  return go({ ...stand, return: "knocking" }, "fallback", [{ kind: "knock" }]);
}

function knockFailed(stand: Stand, hopeless: boolean): Step {
  const failures = hopeless ? Math.max(stand.failed + 1, hopelessly) : stand.failed + 1;
  const acts: Act[] = [{ kind: "unknock" }, { kind: "rest", failed: failures }];
  return go({ ...stand, failed: failures, return: "resting" }, "fallback", acts);
}
