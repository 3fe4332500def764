import { expect, it } from "vitest";
import type { Note } from "../../../server/rooms/tape.ts";
import { Speech } from "../../../server/rooms/speech.ts";
import { Talk } from "../../../server/rooms/talk.ts";
import { fakeClock } from "../../kit/clock.ts";
import { comes, scene } from "../../kit/seat-room.ts";

it("records what one person is understood to say, and nothing that several said together", () => {
  const recorded: [string | null, Note][] = [];
  const told: unknown[] = [];
  const { room } = scene("ai").now(comes("ann"));
  const speech = new Speech({
    sessionId: "session",
    kit: { cry: (_, name, caption) => void told.push([name, caption]), clock: fakeClock(0) },
    talk: new Talk(),
    state: () => room,
    recording: { quote: (personId, note) => void recorded.push([personId, note]) },
    onTyped: () => undefined,
    onSaid: () => undefined,
  });
  const caption = { personId: "ann", text: "With a table.", final: true, typed: false };
  speech.caption({ ...caption, id: "one" });
  speech.caption({ ...caption, id: "two", several: true });
  expect(recorded).toEqual([["ann", { ...caption, id: "one", kind: "caption", atMs: 0 }]]);
  expect(told).toEqual(["one", "two"].map((id) => ["caption:shown", { ...caption, id, atMs: 0 }]));
});
