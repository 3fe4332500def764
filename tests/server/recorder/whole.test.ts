import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLog } from "../../../server/kit/log.ts";
import type { FallbackRow } from "../../../server/ports/takes.ts";
import type { Piece } from "../../../server/recorder/fallback/desk.ts";
import { addWhole } from "../../../server/recorder/fallback/whole.ts";
import { browserRecording } from "../../kit/browser-recording.ts";
import { openRecordingsHouse, type RecordingsHouse } from "../../kit/recordings.ts";

let house: RecordingsHouse;
beforeAll(async () => void (house = await openRecordingsHouse()));
afterAll(() => house?.close());

async function* chunks(file: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}
/** The owner of an interview that is over, who agreed to being recorded. */
const begin = async () => {
  const { interviewId, owner } = await house.take();
  await house.stores.takes.end(interviewId, new Date(house.clock.now()));
  return { interviewId, personId: owner };
};
const send = (of: { interviewId: string; personId: string }, file: AsyncIterable<Uint8Array>) =>
  house.recordings.addWhole(of, { sinceMs: 3_000, file });
const leftOf = async ({ interviewId }: { interviewId: string }) => {
  const names: string[] = [];
  for await (const { name } of house.vault.list(`${interviewId}/`)) names.push(name);
  const tracks = (await house.stores.takes.find(interviewId))?.tracks ?? [];
  return { names, tracks: tracks.filter((it) => it.deletedAt === null) };
};

describe("what a browser recorded and sends at once", () => {
  it("becomes a track of the take", async () => {
    const of = await begin();
    const file = await browserRecording(150);
    expect(await send(of, chunks(file, 100))).toMatchObject({ state: "received", received: file.length });
    await house.recordings.finish(of.interviewId);
    const { tracks: [track] } = await leftOf(of);
    expect(track).toMatchObject({ kind: "fallback", personId: of.personId, mediaType: "audio/ogg; codecs=opus" });
  });

  it.each<[string, AsyncIterable<Uint8Array>]>([
    ["no sound", chunks(Buffer.alloc(1_500_000, "<html>"))],
    ["nothing", chunks(Buffer.alloc(0))],
  ])("is refused when it is %s, and nothing of it stays", async (_, file) => {
    const of = await begin();
    await expect(send(of, file)).rejects.toMatchObject({ code: "bad-request" });
    expect(await leftOf(of)).toEqual({ names: [], tracks: [] });
  });

  it("leaves nothing behind when it breaks off, however far it came", async () => {
    const of = await begin();
    const recording = Buffer.concat([await browserRecording(20), Buffer.alloc(2_500_000)]);
    const breaking = async function* (): AsyncGenerator<Uint8Array> {
      yield* chunks(recording);
      expect((await leftOf(of)).names).toHaveLength(1);
      throw new Error("the line broke");
    };
    await expect(send(of, breaking())).rejects.toThrow("the line broke");
    expect(await leftOf(of)).toEqual({ names: [], tracks: [] });
  });

  it("goes with the take that is erased while it comes", async () => {
    const of = await begin();
    const recording = Buffer.concat([await browserRecording(20), Buffer.alloc(2_500_000)]);
    const erased = async function* (): AsyncGenerator<Uint8Array> {
      yield* chunks(recording);
      await house.recordings.erasing.erase(of.interviewId, of.personId);
    };
    await expect(send(of, erased())).rejects.toMatchObject({ code: "not-found" });
    expect(await leftOf(of)).toEqual({ names: [], tracks: [] });
  });

  it("is refused to who did not agree to being recorded", async () => {
    const of = await begin();
    await house.stores.takes.withdraw(of.interviewId, { personId: of.personId, purpose: "record" }, new Date());
    await expect(send(of, chunks(await browserRecording(20)))).rejects.toMatchObject({ code: "forbidden" });
    expect(await leftOf(of)).toEqual({ names: [], tracks: [] });
  });

  it("comes in pieces of a megabyte, of which the last is told so", async () => {
    const pieces: Piece[] = [];
    const row = { trackId: "t", interviewId: "i", received: 0 } as FallbackRow;
    const desk = {
      begin: () => Promise.resolve(row),
      add: (_: unknown, piece: Piece) => {
        pieces.push(piece);
        return Promise.resolve({ ...row, received: piece.offset + piece.bytes.length });
      },
    };
    const discard = () => Promise.reject(new Error("nothing is discarded"));
    const file = chunks(Buffer.alloc(2_500_000), 100_000);
    await addWhole({ desk, discard, log: silentLog }, { interviewId: "i", personId: "p" }, { sinceMs: 0, file });
    expect(pieces.map((it) => [it.offset, it.bytes.length, it.last])).toEqual([
      [0, 1_000_000, false],
      [1_000_000, 1_000_000, false],
      [2_000_000, 500_000, true],
    ]);
  });
});
