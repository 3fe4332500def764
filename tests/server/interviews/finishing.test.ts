import { describe, expect, it } from "vitest";
import { Desk } from "../../../server/interviewer/desk.ts";
import { makeFinish } from "../../../server/interviews/finishing.ts";
import type { Transcript } from "../../../server/ports/transcripts.ts";
import { fakeClock } from "../../kit/clock.ts";

const at = new Date("2026-03-01T09:30:00.000Z");
const transcript: Transcript = {
  ...{ entries: [], questions: [], observations: [] },
  talk: { candidateMs: 1, interviewerMs: 2, thinkingMs: 3 },
};

function finishing({ running = true, fails = false } = {}) {
  const did: unknown[] = [];
  const desk = new Desk();
  const finish = makeFinish({
    rooms: { finish: (...it) => Promise.resolve(void did.push(["finished", ...it])) },
    transcripts: {
      complete(id, words, { as, last }) {
        if (fails) return Promise.reject(new Error("the database is away"));
        did.push(["completed", id, words, as, last]);
        return Promise.resolve(running);
      },
    },
    wordsOf: (id) => desk.wordsOf(id),
    clock: fakeClock(),
  });
  return { did, desk, finish };
}

describe("an interview that ends in its room", () => {
  it("is completed together with what its interviewer wrote down, and takes the last of it later", async () => {
    const { did, desk, finish } = finishing();
    desk.lay("one", () => transcript);
    await finish("one", "TIMEOUT", at);
    expect(did).toEqual([["completed", "one", transcript, "TIMEOUT", false]]);
  });

  it("ends without words where nobody wrote, or not any more", async () => {
    const { did, desk, finish } = finishing();
    desk.lay("one", () => transcript)();
    await finish("one", "TIMEOUT", at);
    expect(did).toEqual([["finished", "one", "TIMEOUT", at]]);
  });

  it("ends as ever when it had not begun", async () => {
    const { did, desk, finish } = finishing({ running: false });
    desk.lay("one", () => transcript);
    await finish("one", "FAILED", at);
    expect(did.at(-1)).toEqual(["finished", "one", "FAILED", at]);
  });

  it("goes on when its words cannot be kept", async () => {
    const { did, desk, finish } = finishing({ fails: true });
    desk.lay("one", () => transcript);
    await expect(finish("one", "TIMEOUT", at)).rejects.toThrow("away");
    expect(did).toEqual([]);
  });

  it("is not put away by who wrote before", () => {
    const desk = new Desk();
    const before = desk.lay("one", () => transcript);
    const next = { ...transcript };
    desk.lay("one", () => next);
    before();
    expect(desk.wordsOf("one")).toBe(next);
  });
});
