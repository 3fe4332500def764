import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { BufferSource, EncodedPacketSink, Input, WEBM } from "mediabunny";
import { describe, expect, it } from "vitest";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import type { RenderedTrack } from "../../../server/recorder/mux/rendered.ts";
import { renderTrack } from "../../../server/recorder/mux/render.ts";
import { asRecords } from "../../kit/rtp-stream.ts";
import { pictureStream } from "../../kit/picture-stream.ts";

type Seen = { readonly atMs: number; readonly key: boolean; readonly frame: number };
type Film = {
  readonly track: RenderedTrack;
  readonly bytes: Buffer;
  readonly seen: readonly Seen[];
  readonly seconds: number;
};

async function film(records: readonly LogRecord[]): Promise<Film> {
  let bytes = Buffer.alloc(0);
  const track = await renderTrack(asRecords(records), {
    kind: "picture",
    async put(body) {
      const pieces: Uint8Array[] = [];
      for await (const it of body) pieces.push(it);
      bytes = Buffer.concat(pieces);
      return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    },
  });
  if (!track) throw new Error("nothing was rendered");
  using input = new Input({ formats: [WEBM], source: new BufferSource(bytes) });
  const video = await input.getPrimaryVideoTrack();
  if (!video) throw new Error("there is no picture in it");
  const seen: Seen[] = [];
  for await (const packet of new EncodedPacketSink(video).packets()) {
    const frame = Buffer.from(packet.data).readUInt32BE(12);
    seen.push({ atMs: track.firstMs + Math.round(packet.timestamp * 1000), key: packet.type === "key", frame });
  }
  return { track, bytes, seen, seconds: await input.computeDuration() };
}

/** As `vp8Frame`, with the head of the other codec: every hundredth needs no other. */
function vp9Frame(frame: number): Buffer {
  const data = Buffer.alloc(3_000, frame & 0xff);
  data.set(frame % 100 === 0 ? [0x82, 0x49, 0x83, 0x42, 0x00, 0x27, 0xf0, 0x16, 0x70] : [0x86]);
  data.writeUInt32BE(frame, 12);
  return data;
}

describe("pictures in a file", () => {
  it("are all there, where they were seen", async () => {
    const { track, seen, seconds } = await film(pictureStream({ fromMs: 2_000, frames: 500 }));
    expect(seen).toHaveLength(500);
    expect(seen.map((it) => it.frame)).toEqual(seen.map((_, at) => at));
    for (const it of seen) expect(Math.abs(it.atMs - 2_012 - it.frame * 40)).toBeLessThanOrEqual(2);
    expect(seen.filter((it) => it.key).map((it) => it.frame)).toEqual([0, 100, 200, 300, 400]);
    expect(seconds).toBeCloseTo(20, 1);
    expect(track).toMatchObject({ codec: "vp8", size: { width: 640, height: 360 }, gapsMs: 0 });
    expect(track.counts).toMatchObject({ frames: 500, leftOut: 0, lost: 0, foreign: 0 });
  });

  it("make the same file each time, with the index at its end and the duration at its top", async () => {
    const records = pictureStream({ fromMs: 0, frames: 3_000 });
    const [first, second] = [await film(records), await film(records)];
    expect(first.bytes.equals(second.bytes)).toBe(true);
    const duration = first.bytes.indexOf(Buffer.from([0x44, 0x89]));
    expect(duration).toBeGreaterThan(0);
    expect(duration).toBeLessThan(500);
    expect(first.bytes.readDoubleBE(duration + 3)).toBeCloseTo(120_000, -2);
    expect(first.bytes.lastIndexOf(Buffer.from([0x1c, 0x53, 0xbb, 0x6b]))).toBeGreaterThan(first.bytes.length - 5_000);
  });

  it.each(["vp8", "vp9"] as const)(
    "keep all but what could not be read of their log, also where that said which stream they are of (%s)",
    async (codec) => {
      const shot = { fromMs: 0, frames: 400, codec, ...(codec === "vp9" ? { dataOf: vp9Frame } : {}) };
      const [begun, ...packets] = pictureStream(shot);
      const unread = (atMs: number): LogRecord => ({ kind: "mark", atUs: atMs * 1000, mark: { is: "unread" } });
      const between = (fromMs: number, toMs: number) =>
        packets.filter(({ atUs }) => atUs >= fromMs * 1000 && atUs < toMs * 1000);
      const records = [unread(200), ...between(200, 10_000), unread(10_200), ...between(10_200, 16_100)];
      const { track, seen } = await film(records);
      expect([begun?.kind, track.codec]).toEqual(["mark", codec]);
      expect(seen.map((it) => it.frame)).toEqual([
        ...Array.from({ length: 150 }, (_, at) => 100 + at),
        ...Array.from({ length: 100 }, (_, at) => 300 + at),
      ]);
      expect(track.gaps).toMatchObject([{ cause: "unread" }]);
    },
  );

  it("are left out from a hole on to the next that needs no other", async () => {
    const { track, seen } = await film(pictureStream({ fromMs: 0, frames: 300, lost: (it) => it === 3 * 150 + 1 }));
    expect(seen.map((it) => it.frame)).toEqual([
      ...Array(150).keys(),
      ...Array.from({ length: 100 }, (_, at) => 200 + at),
    ]);
    expect(track.gaps).toEqual([{
      fromMs: expect.closeTo(149 * 40 + 12, -1),
      toMs: expect.closeTo(8_012, -1),
      cause: "lost",
    }]);
    expect(track.counts).toMatchObject({ lost: 1, leftOut: 50 });
  });

  it("begin with one that needs no other, and say the largest size", async () => {
    const sizeOf = (frame: number) => frame < 200 ? { width: 320, height: 180 } : { width: 1280, height: 720 };
    const { track, seen } = await film(pictureStream({ fromMs: 0, frames: 400, sizeOf, lost: (it) => it === 0 }));
    expect(seen[0]).toMatchObject({ frame: 100, key: true });
    expect(track.firstMs).toBeCloseTo(4_012, -1);
    expect(track.size).toEqual({ width: 1280, height: 720 });
  });

  it("go on with another stream", async () => {
    const records = [
      ...pictureStream({ fromMs: 0, frames: 50 }),
      ...pictureStream({ fromMs: 7_000, frames: 50, ssrc: 10 }),
    ];
    const { track, seen } = await film(records);
    expect(seen).toHaveLength(100);
    expect(seen[50]?.atMs).toBeCloseTo(7_012, -1);
    expect(track.gaps).toMatchObject([{ cause: "away" }]);
  });

  it("are none where none is whole", async () => {
    const put = () => Promise.reject(new Error("nothing is to be stored"));
    const records = pictureStream({ fromMs: 0, frames: 50, lost: (it) => it === 1 });
    expect(await renderTrack(asRecords(records), { kind: "picture", put })).toBeNull();
  });
});
