import type { Purpose, Source } from "../../../proto/live/words.ts";
import { rightTo } from "./rights.ts";
import type { RoomState } from "./state.ts";

/** What somebody has to agree to before a stream of theirs is kept: all of it. */
export const needed: Readonly<Record<Source, readonly Purpose[]>> = {
  mic: ["record"],
  camera: ["record", "record_camera"],
  screen: ["record"],
  screen_sound: ["record"],
};

/**
 * Which of these streams of somebody are recorded now: while an interview goes on, what they may send and agreed to. Of
 * who only watches nothing is, nor of who is not asked yet or gets the seat later. The only place that knows.
 */
export function recordedOf(room: RoomState, personId: string, sending: readonly Source[]): readonly Source[] {
  const consents = room.interview ? room.people[personId]?.consents ?? [] : [];
  return sending.filter((source) =>
    needed[source].every((it) => consents.includes(it)) && rightTo(room, personId, source) === "open"
  );
}
