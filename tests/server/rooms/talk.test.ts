import { expect, it } from "vitest";
import { Passes } from "../../../server/rooms/passes.ts";
import { Talk } from "../../../server/rooms/talk.ts";

const line = (id: string) => ({ id, personId: "ann", name: "Ann", text: id, atMs: 1 });
const caption = (id: string, more = {}) => ({
  id,
  personId: "ann" as string | null,
  text: "so",
  final: false,
  typed: false,
  atMs: 1,
  ...more,
});

it("says a line once, however often it comes", () => {
  const talk = new Talk();
  expect([talk.say(line("a")), talk.say(line("a")), talk.say(line("b"))]).toEqual([true, false, true]);
  expect(talk.spoken.chat.map((it) => it.id)).toEqual(["a", "b"]);
});

it("remembers the newest lines and no more", () => {
  const talk = new Talk();
  for (let at = 0; at < 1_000; at++) talk.say(line(`${at}`));
  expect(talk.spoken.chat).toHaveLength(300);
  expect(talk.spoken.chat.at(-1)?.id).toBe("999");
});

it("lets a caption grow until it is final, and only by who says it", () => {
  const talk = new Talk();
  expect(talk.show(caption("a"))).toBe(true);
  expect(talk.show(caption("a", { personId: "ben", text: "no" }))).toBe(false);
  expect(talk.show(caption("a", { text: "so I", final: true }))).toBe(true);
  expect(talk.show(caption("a", { text: "changed" }))).toBe(false);
  expect(talk.spoken.captions).toMatchObject([{ text: "so I", final: true }]);
});

it("goes on where it was", () => {
  const talk = new Talk({ chat: [line("a")], captions: [] });
  expect(talk.say(line("a"))).toBe(false);
});

it("takes the last pass that was issued, from whose it is, until it is forgotten", () => {
  const passes = new Passes();
  const first = passes.issue("ann");
  const second = passes.issue("ann");
  expect([passes.accepts("ann", first), passes.accepts("ann", second), passes.accepts("ben", second)])
    .toEqual([false, true, false]);
  expect(JSON.stringify(passes.hashes)).not.toContain(second);
  expect(new Passes(passes.hashes).accepts("ann", second)).toBe(true);
  passes.forget("ann");
  expect(passes.accepts("ann", second)).toBe(false);
});
