import type { Part, Source } from "../../../proto/live/words.ts";
import type { Person, RoomState } from "./state.ts";

/** What somebody is right now. */
export function partOf(room: RoomState, personId: string): Part {
  if (room.seatId === personId) return "seat";
  if (room.askerId === personId) return "asker";
  return room.people[personId]?.floor ? "speaker" : "observer";
}

/** What somebody may send. `held`: they may get it ready, and it is heard and seen once their turn begins. */
export type Right = "open" | "held" | "none";

const ofPart: Readonly<Record<Part, readonly Source[]>> = {
  seat: ["mic", "camera", "screen", "screen_sound"],
  asker: ["mic", "camera", "screen", "screen_sound"],
  speaker: ["mic"],
  observer: [],
};

/** Whether somebody may send a source now. The only place that knows. */
export function rightTo(room: RoomState, personId: string, source: Source): Right {
  const person = room.people[personId];
  if (!person || room.over) return "none";
  if (ofPart[partOf(room, personId)].includes(source)) return "open";
  if (room.mode === "open" && person.floor && source === "camera") return "open";
  return room.handover?.toId === personId && ofPart.seat.includes(source) ? "held" : "none";
}

/** Whether what somebody says now goes to the others. */
export function heard(person: Person, right: Right): boolean {
  return right === "open" && !person.muted;
}
