import { interviewerVoice, type RoomView } from "../../proto/live/view.ts";
import type { Source } from "../../proto/live/words.ts";

/** A stream of somebody else, or of the AI interviewer, as the room's view names it. */
export type Wanted = { readonly producerId: string; readonly personId: string; readonly source: Source };

/** The part of a view that says who sends what. */
export type Sending = Pick<RoomView, "people" | "interviewer">;

/** What should be received, by the view: everything that others and the AI interviewer send. */
export function wantedOf({ people, interviewer }: Sending, me: string): Map<string, Wanted> {
  const others = Object.values(people).filter((person) => person.id !== me);
  const senders = interviewer ? [...others, { id: interviewerVoice, tracks: interviewer.tracks }] : others;
  const all = senders.flatMap(({ id: personId, tracks }) =>
    tracks.map(({ producerId, source }) => ({ producerId, personId, source }))
  );
  return new Map(all.map((it) => [it.producerId, it]));
}

/** What is to be done so that `have` becomes `wanted`; what was not offered the last time is not asked for again. */
export function differences(
  wanted: ReadonlyMap<string, Wanted>,
  have: ReadonlySet<string>,
  notOffered: ReadonlySet<string>,
): { missing: Wanted[]; gone: string[] } {
  return {
    missing: [...wanted.values()].filter((it) => !have.has(it.producerId) && !notOffered.has(it.producerId)),
    gone: [...have].filter((id) => !wanted.has(id)),
  };
}
