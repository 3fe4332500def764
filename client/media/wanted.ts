import type { RoomView } from "../../proto/live/view.ts";
import type { Source } from "../../proto/live/words.ts";

/** A stream of somebody else, as the room's view names it. */
export type Wanted = { readonly producerId: string; readonly personId: string; readonly source: Source };

/** What should be received, by the view: everything that others send. */
export function wantedOf(people: RoomView["people"], me: string): Map<string, Wanted> {
  const others = Object.values(people).filter((person) => person.id !== me);
  const all = others.flatMap(({ id: personId, tracks }) =>
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
