import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import type { Part } from "../../../proto/live/words.ts";

const order: Readonly<Record<Part, number>> = { seat: 0, asker: 1, speaker: 2, observer: 3 };

/** Everybody, those first whom one looks for: seat, asker, microphones, raised hands in their order, names. */
export function inOrder(view: RoomView): PersonView[] {
  return Object.values(view.people).sort((a, b) =>
    order[a.part] - order[b.part] || (a.handMs ?? Infinity) - (b.handMs ?? Infinity) || a.name.localeCompare(b.name)
  );
}

/** Those who only watch, raised hands first. */
export function watchers(view: RoomView): PersonView[] {
  return inOrder(view).filter((it) => it.part === "observer");
}

/** Raised hands, the longest waiting first. */
export function hands(view: RoomView): PersonView[] {
  return inOrder(view).filter((it) => it.handMs !== null).sort((a, b) => (a.handMs ?? 0) - (b.handMs ?? 0));
}

export type Sound = "on" | "muted" | "taken" | "none";

/** What there is of somebody's voice: it is sent, paused, taken away by a moderator, or not there. */
export function soundOf(person: PersonView): Sound {
  if (person.muted) return "taken";
  const mic = person.tracks.find((it) => it.source === "mic");
  if (!mic) return "none";
  return mic.paused ? "muted" : "on";
}

/** Whether somebody sends a picture now. */
export function shows(person: PersonView, source: "camera" | "screen"): boolean {
  return person.tracks.some((it) => it.source === source && !it.paused);
}

/** Who shows a screen; of several the one in the seat. */
export function sharer(view: RoomView): PersonView | undefined {
  return inOrder(view).find((it) => shows(it, "screen"));
}
