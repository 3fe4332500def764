import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { type Moment, Moments } from "../../../server/recorder/moments.ts";
import { openRecordingsHouse, packet, type RecordingsHouse } from "../../kit/recordings.ts";

const places = (seatId: string | null, askerId: string | null, speakers: readonly string[] = []) => ({
  kind: "places",
  seatId,
  askerId,
  speakers,
});
const momentsOf = (...notes: readonly unknown[]): Moment[] => {
  const moments = new Moments();
  for (const [n, note] of notes.entries()) moments.note({ atMs: n * 1_000, note });
  return moments.list;
};

describe("the moments of an interview", () => {
  it("are who came into the seat, who asked, and who was given the microphone", () => {
    const moments = momentsOf(places("ann", null), places("ann", "mod", ["ben"]), places("ann", "mod"));
    expect(moments.map(({ atMs, what, personId }) => [atMs, what, personId])).toEqual([
      [0, "seat", "ann"],
      [1_000, "asker", "mod"],
      [1_000, "microphone", "ben"],
      [2_000, "microphone-back", "ben"],
    ]);
  });

  it("are questions with their words, and nothing that somebody said or typed", () => {
    const moments = momentsOf(
      { kind: "question", index: 0, ask: "What did you build?", personId: null },
      { kind: "chat", personId: "ann", text: "no moment" },
      { kind: "question", index: 1, ask: "x".repeat(10_000) },
    );
    expect(moments.map((it) => it.text?.slice(0, 19))).toEqual(["What did you build?", "x".repeat(19)]);
    expect(moments[1]?.text?.length).toBe(300);
  });

  it("are bounded, and not harmed by notes that are none of ours", () => {
    expect(momentsOf(null, 7, "places", { kind: "places" }, { kind: "places", speakers: [{}] })).toEqual([]);
    const restless = Array.from({ length: 2_000 }, (_, n) => places("ann", `${n}`));
    expect(momentsOf(...restless)).toHaveLength(500);
  });
});

describe("the moments of a take", () => {
  let house: RecordingsHouse;
  beforeAll(async () => void (house = await openRecordingsHouse()));
  afterAll(() => house?.close());

  const note = (atMs: number, what: unknown): LogRecord => ({ kind: "note", atUs: atMs * 1_000, note: what });
  const momentsIn = async (interviewId: string) =>
    (await house.recordings.playback.look(interviewId))?.moments.map((it) => `${it.what} ${it.personId}`);

  it("are there when it is stored, sealed, without who did not agree, and go with a withdrawal", async () => {
    const { interviewId, owner, guests: [guest = ""], track } = await house.take();
    await track(owner, "voice", [packet(40, "mine")]);
    const stranger = "01a1fd24-3914-709c-8328-2c516966ad17";
    const notes = await track(null, "notes", [
      note(10, places(owner, guest)),
      note(20, places(owner, guest, [stranger])),
      note(30, { kind: "question", ask: "a very own question", personId: null }),
    ]);
    expect(await momentsIn(interviewId)).toEqual([]);
    await house.stores.takes.end(interviewId, new Date(house.clock.now() + 60_000));
    await house.recordings.finish(interviewId);
    expect(await momentsIn(interviewId)).toEqual([`seat ${owner}`, `asker ${guest}`, "question null"]);
    const row = (await house.stores.takes.find(interviewId))?.tracks.find((it) => it.id === notes);
    expect(Buffer.from(row?.factsSealed ?? []).includes("own question")).toBe(false);

    await house.recordings.erasing.withdraw(interviewId, { personId: guest, purpose: "record" });
    await house.recordings.finish(interviewId);
    expect(await momentsIn(interviewId)).toEqual([`seat ${owner}`, "question null"]);
    await house.recordings.erasing.erase(interviewId, owner);
    expect(await momentsIn(interviewId)).toEqual([]);
  });
});
