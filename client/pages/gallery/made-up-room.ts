import type { PersonView, RoomView, TrackView } from "../../../proto/live/view.ts";
import type { Part } from "../../../proto/live/words.ts";

/** When everything in the gallery happens, so that it looks the same each time. */
export const galleryNowMs = Date.parse("2026-11-19T19:42:41.000Z");

const names = [
  "Mara Lindqvist",
  "Noor Haddad",
  "Ivo Petrov",
  "Kenji Mori",
  "Tomasz Zielinski",
  "Adaeze Obi",
  "Lucía Ferrer",
  "Sam Whitlock",
  "Bartholomew Featherstonehaugh",
];
const voices = [1, 4, 3, 7, 5, 6, 8, 1, 3];
const mic: TrackView = { producerId: "mic", source: "mic", paused: false };

export const idOf = (at: number): string => `p${at}`;

function person(at: number, part: Part, more: Partial<PersonView> = {}): PersonView {
  return {
    id: idOf(at),
    name: names[at] ?? "",
    role: "member",
    moderates: false,
    part,
    voice: voices[at] ?? 1,
    awayUntilMs: null,
    handMs: null,
    consents: [],
    muted: false,
    tracks: part === "observer" ? [] : [{ ...mic, producerId: `mic-${at}` }],
    recorded: part === "observer" ? [] : ["mic"],
    ...more,
  };
}

/** Nine people who do not exist: one in the seat, one who asks, seven who watch. */
export function madeUpView(change: Partial<RoomView> = {}, people: Record<number, Partial<PersonView>> = {}): RoomView {
  const parts: readonly Part[] = names.map((_, at) => at === 0 ? "seat" : at === 1 ? "asker" : "observer");
  const all = parts.map((part, at) => {
    const moderator: Partial<PersonView> = at === 1 ? { role: "moderator", moderates: true } : {};
    const hand: Partial<PersonView> = at === 6 ? { handMs: galleryNowMs - 60_000 } : {};
    return person(at, part, { ...moderator, ...hand, ...people[at] });
  });
  return {
    sessionId: "s1",
    grind: { id: "g1", name: "Thursday Loop" },
    task: { id: "t1", title: "Feed that survives a celebrity", minutes: 45 },
    mode: "peer",
    startedAtMs: galleryNowMs - 900_000,
    seatId: idOf(0),
    seatKeptUntilMs: null,
    askerId: idOf(1),
    handover: null,
    interview: {
      id: "i1",
      ownerId: idOf(0),
      startedAtMs: galleryNowMs - 761_000,
      endsAtMs: galleryNowMs - 761_000 + 45 * 60_000,
    },
    recording: { state: "healthy", trouble: null, lost: [] },
    interviewer: null,
    lastEnd: null,
    people: Object.fromEntries(all.map((it) => [it.id, it])),
    ...change,
  };
}
