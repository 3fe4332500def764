import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { patched, patchOf, type PersonView, type RoomView } from "../../../proto/live/view.ts";
import { parts, purposes, recordingStates, recordingTroubles } from "../../../proto/live/words.ts";

const id = fc.constantFrom("ann", "ben", "cat", "__proto__", "constructor");
const ms = fc.integer({ min: 0, max: 9 });
const track = fc.record({
  producerId: fc.uuid(),
  source: fc.constantFrom("mic" as const, "camera" as const),
  paused: fc.boolean(),
});
const person: fc.Arbitrary<PersonView> = fc.record({
  id,
  name: fc.string({ maxLength: 5 }),
  role: fc.constant("member" as const),
  moderates: fc.boolean(),
  part: fc.constantFrom(...parts),
  voice: fc.integer({ min: 1, max: 8 }),
  awayUntilMs: fc.option(ms),
  handMs: fc.option(ms),
  consents: fc.subarray([...purposes]),
  muted: fc.boolean(),
  tracks: fc.array(track, { maxLength: 2 }),
  recorded: fc.subarray(["mic" as const, "camera" as const]),
});
const view: fc.Arbitrary<RoomView> = fc.record({
  sessionId: fc.constant("session"),
  grind: fc.constant({ id: "grind", name: "Loop" }),
  task: fc.constant(null),
  mode: fc.constant("peer" as const),
  startedAtMs: fc.constant(0),
  seatId: fc.option(id),
  seatKeptUntilMs: fc.option(ms),
  askerId: fc.option(id),
  handover: fc.option(fc.record({ toId: id, byId: id, atMs: ms })),
  interview: fc.option(fc.record({ id, ownerId: id, startedAtMs: ms, endsAtMs: ms })),
  recording: fc.record({
    state: fc.constantFrom(...recordingStates),
    trouble: fc.constantFrom(null, ...recordingTroubles),
    lost: fc.array(fc.record({ personId: id, source: fc.constant("mic" as const) }), { maxLength: 1 }),
  }),
  interviewer: fc.constant(null),
  lastEnd: fc.constant(null),
  people: fc.array(person).map((all) => Object.fromEntries(all.map((it) => [it.id, it]))),
});
const wire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe("a patch", () => {
  it("turns any view into any other, also after its way over the wire", () => {
    fc.assert(
      fc.property(view, view, (before, after) => {
        const patch = patchOf(before, after, 1);
        expect(wire(patch ? patched(before, wire(patch)) : before)).toEqual(wire(after));
      }),
      { seed: 4 },
    );
  });

  it("is nothing when nothing changed, and names only what did", () => {
    fc.assert(
      fc.property(view, (it) => {
        expect(patchOf(it, wire(it), 1)).toBeNull();
      }),
      { seed: 4 },
    );
    const before: RoomView = { ...empty, people: { ann: someone("ann"), ben: someone("ben") } };
    const after: RoomView = { ...before, seatId: "ann", people: { ann: { ...someone("ann"), part: "seat" } } };
    expect(patchOf(before, after, 7)).toEqual({
      seq: 7,
      set: { seatId: "ann" },
      people: { ann: { ...someone("ann"), part: "seat" } },
      gone: ["ben"],
    });
  });
});

const empty: RoomView = {
  sessionId: "session",
  grind: { id: "grind", name: "Loop" },
  task: null,
  mode: "peer",
  startedAtMs: 0,
  seatId: null,
  seatKeptUntilMs: null,
  askerId: null,
  handover: null,
  interview: null,
  recording: { state: "off", trouble: null, lost: [] },
  interviewer: null,
  lastEnd: null,
  people: {},
};

function someone(id: string): PersonView {
  const nothing = { awayUntilMs: null, handMs: null, consents: [], muted: false, tracks: [], recorded: [] };
  return { id, name: id, role: "member", moderates: false, part: "observer", voice: 1, ...nothing };
}
