import type { RoomView } from "../../../proto/live/view.ts";
import type { Part, Source } from "../../../proto/live/words.ts";

/** `held`: it may be got ready, and is heard and seen once the turn begins. */
export type Right = "open" | "held" | "none";

const ofPart: Readonly<Record<Part, readonly Source[]>> = {
  seat: ["mic", "camera", "screen", "screen_sound"],
  asker: ["mic", "camera", "screen", "screen_sound"],
  speaker: ["mic"],
  observer: [],
};

/** What one may send by the view, so that nothing is offered or sent in vain. The server decides it again. */
export function rightTo(view: RoomView | undefined, personId: string | undefined, source: Source): Right {
  const part = personId === undefined ? undefined : view?.people[personId]?.part;
  if (!view || part === undefined) return "none";
  if (ofPart[part].includes(source)) return "open";
  if (view.mode === "open" && part === "speaker" && source === "camera") return "open";
  return view.handover?.toId === personId ? "held" : "none";
}
