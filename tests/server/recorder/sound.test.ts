import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { readOgg } from "../../kit/ogg-read.ts";
import { preSkip } from "../../../server/recorder/mux/ogg.ts";
import { opusSamples } from "../../../server/recorder/mux/opus.ts";
import type { RenderedTrack } from "../../../server/recorder/mux/rendered.ts";
import { renderSound } from "../../../server/recorder/mux/sound.ts";
import { Chance } from "../../kit/chance.ts";
import { asRecords, fed, soundStream, spokenFrame, type StreamPlan } from "../../kit/rtp-stream.ts";

type Heard = { readonly frame: number; readonly atMs: number };
type Rendering = { readonly track: RenderedTrack; readonly bytes: Buffer; readonly heard: readonly Heard[] };

/** A frame that says its number, in a body that is otherwise as it was. */
function numbered(frame: number): Uint8Array {
  const payload = Buffer.from(spokenFrame);
  payload.writeUInt32BE(frame, 1);
  return payload;
}

async function rendered(records: readonly LogRecord[]): Promise<Rendering> {
  let bytes = Buffer.alloc(0);
  const track = await renderSound(asRecords(records), {
    kind: "sound",
    async put(body) {
      const pieces: Uint8Array[] = [];
      for await (const it of body) pieces.push(it);
      bytes = Buffer.concat(pieces);
      return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    },
  });
  if (!track) throw new Error("nothing was rendered");
  return { track, bytes, heard: await framesOf(bytes, track.firstMs) };
}

/** Where each numbered frame lies in the file, past what a player drops. */
async function framesOf(bytes: Buffer, firstMs: number): Promise<Heard[]> {
  const heard: Heard[] = [];
  let samples = 0;
  for await (const page of readOgg([bytes])) {
    if (page.number < 2) continue;
    for (const packet of page.packets) {
      if (packet.length === spokenFrame.length) {
        heard.push({ frame: Buffer.from(packet).readUInt32BE(1), atMs: firstMs + samples / 48 });
      }
      samples += opusSamples(packet);
    }
    expect(page.granule).toBe(samples);
  }
  return heard;
}

const plan = (more: Partial<StreamPlan> = {}): StreamPlan => ({
  fromMs: 1_000,
  toMs: 21_000,
  payload: numbered,
  chance: new Chance(5),
  ...more,
});

/** How far the frames lie from where they were spoken, when the way took `delayMs`. */
function errors(stream: ReturnType<typeof soundStream>, { heard }: Rendering, delayMs = 10): number[] {
  return heard.map(({ frame, atMs }) => Math.abs(atMs - delayMs - (stream.truth.get(frame) ?? Number.NaN)));
}

describe("a voice in a file", () => {
  it("is whole and lies where it was heard", async () => {
    const stream = soundStream(plan());
    const result = await rendered(stream.records);
    expect(result.heard).toHaveLength(1_000);
    expect(Math.max(...errors(stream, result))).toBeLessThan(5);
    expect(result.track).toMatchObject({ gapsMs: 0, gaps: [], counts: { used: 1_000, lost: 0, foreign: 0 } });
    expect(result.track.lastMs - result.track.firstMs).toBeCloseTo(20_000 - preSkip / 48, 3);
    expect(result.track.peaks?.values).toHaveLength(20 * 20);
  });

  it("is the same each time", async () => {
    const { records } = soundStream(plan({ loss: 0.1 }));
    const [first, second] = [await rendered(records), await rendered(records)];
    expect(second.track).toEqual(first.track);
    expect(second.bytes.equals(first.bytes)).toBe(true);
  });

  it.each<[string, Partial<StreamPlan>, number]>([
    ["what was lost and came again, late", { loss: 0.1, lostForGood: 0 }, 1_000],
    ["numbers that wrap around", { firstSequence: 0xffff - 300, firstTimestamp: 0xffff_ffff - 300 * 960 }, 1_000],
    ["loss", { loss: 0.1 }, 850],
    ["a device that hangs", { happenings: [{ is: "stall", fromMs: 9_000, forMs: 700 }] }, 960],
    ["a device that hangs shortly", { happenings: [{ is: "stall", fromMs: 9_000, forMs: 90 }] }, 990],
    ["a pause of the codec", { happenings: [{ is: "quiet", fromMs: 5_000, forMs: 6_000 }] }, 700],
    ["a mute", { happenings: [{ is: "mute", fromMs: 5_000, forMs: 6_000 }] }, 700],
    ["a network that is away", { happenings: [{ is: "cut", fromMs: 5_000, forMs: 6_000 }] }, 695],
    ["a network that is slow for some seconds", {
      happenings: [{ is: "slow", fromMs: 5_000, forMs: 4_000, byMs: 200 }],
    }, 1_000],
    ["a fast clock", { skewPpm: 200, toMs: 121_000 }, 5_980],
    ["a slow clock", { skewPpm: -200, toMs: 121_000 }, 5_990],
    ["a tap that naps", { napMs: 20 }, 1_000],
  ])("lies where it was heard with %s", async (_, more, atLeast) => {
    const stream = soundStream(plan(more));
    const result = await rendered(stream.records);
    expect(result.heard.length).toBeGreaterThanOrEqual(atLeast);
    expect(Math.max(...errors(stream, result))).toBeLessThan(25);
    expect(Math.max(...errors(stream, result))).toBeLessThanOrEqual(result.track.alignment.maxMs + 1);
  });

  it.each<[string, Partial<StreamPlan>]>([
    ["a short delay that differs little", {}],
    ["delays of all lengths", { jitterMs: 40 }],
    ["pauses of the codec", { happenings: [{ is: "quiet", fromMs: 2_000, forMs: 80_000 }] }],
    ["a clock that is fast, and loss", { skewPpm: 120, loss: 0.1, lostForGood: 0.1, jitterMs: 15 }],
    ["a network that is slow at times", { happenings: [{ is: "slow", fromMs: 40_000, forMs: 9_000, byMs: 80 }] }],
  ])("states how far off it may be, neither too little nor far too much, with %s", async (_, more) => {
    const heard = { toMs: 91_000, napMs: 25, reportEveryMs: 5_000, ...more };
    const off = [1, 2].map(async (seed) => {
      const stream = soundStream(plan({ ...heard, chance: new Chance(seed) }));
      const result = await rendered(stream.records);
      const sorted = errors(stream, result).sort((a, b) => a - b);
      return { off: sorted[Math.floor(sorted.length * 0.95)] ?? 0, stated: result.track.alignment.p95Ms };
    });
    for (const it of await Promise.all(off)) {
      expect(it.off).toBeLessThanOrEqual(it.stated + 0.1);
      expect(it.stated).toBeLessThan(25);
    }
  });

  it("goes on where its person comes back with another stream", async () => {
    const before = soundStream(plan({ toMs: 6_000 }));
    const after = soundStream(
      plan({ fromMs: 9_500, ssrc: 2, firstTimestamp: 5, payload: (it) => numbered(it + 9_000) }),
    );
    const { heard, track } = await rendered([...before.records, ...after.records]);
    const back = heard.find((it) => it.frame === 9_000);
    expect(back?.atMs).toBeCloseTo(9_510, -1);
    expect(track.gaps).toEqual([{ fromMs: expect.closeTo(6_010, -1), toMs: back?.atMs, cause: "away" }]);
    expect(track.streams).toBe(2);
  });

  it("goes on at the right place after a mute, which is a gap of its own length and cause", async () => {
    const stream = soundStream(plan({ happenings: [{ is: "mute", fromMs: 5_000, forMs: 6_000 }] }));
    const { heard, track } = await rendered(stream.records);
    const after = heard.find(({ frame }) => (stream.truth.get(frame) ?? 0) >= 11_000);
    expect(after?.atMs).toBeCloseTo(11_010, -1);
    const gap = { fromMs: expect.closeTo(5_010, -1), toMs: after?.atMs, cause: "away" };
    expect(track).toMatchObject({ gaps: [gap], counts: { lost: 0, foreign: 0 }, streams: 1 });
  });

  it("keeps all but what could not be read of its log, also where that said which stream it is of", async () => {
    const { records: [opened, begun, ...packets], truth } = soundStream(plan());
    const unread = (atMs: number): LogRecord => ({ kind: "mark", atUs: atMs * 1000, mark: { is: "unread" } });
    const before = (ms: number) => packets.filter((it) => it.atUs < ms * 1000);
    const between = (fromMs: number, toMs: number) => before(toMs).slice(before(fromMs).length);
    const records = [unread(2_000), ...between(2_000, 9_000), unread(9_500), ...between(9_500, 21_100)];
    const result = await rendered(records);
    expect([opened, begun].map((it) => it?.kind)).toEqual(["mark", "mark"]);
    expect(result.heard).toHaveLength(between(2_000, 9_000).length + between(9_500, 21_100).length);
    expect(Math.max(...errors({ records, truth }, result))).toBeLessThan(25);
    expect(result.track.gaps).toMatchObject([{ cause: "unread" }]);
    const [{ fromMs, toMs } = { fromMs: 0, toMs: 0 }] = result.track.gaps;
    expect(toMs - fromMs).toBeCloseTo(500, -2);
  });

  it("hears the old stream until the new one speaks", async () => {
    const before = soundStream(plan({ toMs: 8_000 }));
    const after = soundStream(plan({ fromMs: 8_000, toMs: 12_000, ssrc: 2, payload: (it) => numbered(it + 9_000) }));
    const early = fed("opus", 2, 5_000);
    const { heard } = await rendered([...before.records, early, ...after.records].sort((a, b) => a.atUs - b.atUs));
    expect(heard.length).toBeGreaterThanOrEqual(548);
  });

  it("is nothing where nothing was said", async () => {
    const put = () => Promise.reject(new Error("nothing is to be stored"));
    expect(await renderSound(asRecords([fed("opus", 1, 0)]), { kind: "sound", put })).toBeNull();
  });
});
