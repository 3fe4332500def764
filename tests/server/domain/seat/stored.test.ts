import { expect, it } from "vitest";
import { type Stored, unheard } from "../../../../server/domain/seat/stored.ts";
import { company } from "../../../kit/seat-room.ts";

const agreed = { kind: "consent", purpose: "record", given: true } as const;
const { room } = company()
  .now({ ...agreed, by: "ann" })
  .now({ ...agreed, by: "ann", purpose: "record_camera" })
  .now({ kind: "seat taken", by: "ann" })
  .now({ kind: "interview started", by: "ann", freshId: "first" });
const member = { role: "member", consents: [] } as const;
const same: Stored = {
  running: ["first"],
  people: {
    mod: { role: "moderator", consents: [] },
    ann: { role: "member", consents: ["record_camera", "record"] },
    ben: member,
    cat: member,
  },
};
const { ben: _, ...withoutBen } = same.people;
const but = (people: Stored["people"]): Stored => ({ ...same, people: { ...same.people, ...people } });

it("is nothing when all is stored as the room has it", () => {
  expect(unheard(room, same)).toEqual([]);
  expect(unheard(room, but({ "somebody else": member }))).toEqual([]);
});

it.each(
  [
    ["who is not in the grind any more is out", { ...same, people: withoutBen }, [{ kind: "signed out", of: "ben" }]],
    ["a role is another one", but({ cat: { role: "moderator", consents: [] } }), [
      { kind: "role changed", of: "cat", role: "moderator" },
    ]],
    ["a consent was withdrawn", but({ ann: { role: "member", consents: ["record"] } }), [
      { kind: "consents stored", of: "ann", given: ["record"] },
    ]],
    ["one was exchanged for another", but({ ann: { role: "member", consents: ["outside", "record"] } }), [
      { kind: "consents stored", of: "ann", given: ["outside", "record"] },
    ]],
    ["the interview is over", { ...same, running: ["another"] }, [{ kind: "interview over", interviewId: "first" }]],
    ["the session is gone", null, [{ kind: "session gone" }]],
  ] as const,
)("is that %s", (_, stored, events) => expect(unheard(room, stored)).toEqual(events));
