import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { parseRtp } from "../../../server/recorder/time/rtp.ts";
import { sequence, type Unused } from "../../../server/recorder/time/sequence.ts";
import { asRecords, fed } from "../../kit/rtp-stream.ts";
import { rtp } from "../../kit/rtp.ts";

type Sent = {
  readonly n: number;
  readonly atMs?: number;
  readonly time?: number;
  readonly ssrc?: number;
  readonly type?: number;
};
type Read = { readonly n: number; readonly stint: number; readonly missing: number };

/** Packets that say their number, 20 ms apart unless told otherwise, as the steps that become of them. */
async function read(sent: readonly Sent[]): Promise<{ read: Read[]; unused: Unused }> {
  const packets = sent.map(({ n, atMs, time = n * 960, ssrc = 1, type = 100 }, at): LogRecord => {
    const payload = Buffer.alloc(8);
    payload.writeInt32BE(n);
    return {
      kind: "packet",
      atUs: (atMs ?? 20 * at) * 1000,
      rtp: rtp({
        payloadType: type,
        sequence: (n + 65_000) & 0xffff,
        timestamp: (time + 4_294_900_000) >>> 0,
        ssrc,
        payload,
      }),
    };
  });
  const unused = { spare: 0, foreign: 0 };
  const steps: Read[] = [];
  for await (const step of sequence(asRecords([fed("opus", 1, 0), ...packets])(), "sound", unused)) {
    if (step.is !== "packet") continue;
    steps.push({ n: Buffer.from(step.packet.payload).readInt32BE(), stint: step.stint, missing: step.packet.missing });
  }
  return { read: steps, unused };
}

const run = (from: number, to: number): Sent[] => Array.from({ length: to - from }, (_, at) => ({ n: from + at }));
const numbers = (all: readonly Read[]): number[] => all.map((it) => it.n);
const count = (from: number, to: number): number[] => run(from, to).map((it) => it.n);

describe("packets of a log", () => {
  it("come in order, however they came", async () => {
    const mixed = [...run(0, 40)].sort((a, b) => (a.n ^ 3) - (b.n ^ 3));
    expect(numbers((await read(mixed)).read)).toEqual(count(0, 40));
  });

  it("are in order over more than all numbers that there are", async () => {
    const { read: all } = await read(run(0, 140_000));
    expect(numbers(all)).toEqual(count(0, 140_000));
    expect(all.at(-1)?.stint).toBe(0);
  });

  it("are used once, and waited for a while", async () => {
    const { read: all, unused } = await read([...run(0, 20), { n: 5 }, ...run(21, 40), { n: 20 }, ...run(40, 60), {
      n: 20,
    }]);
    expect(numbers(all)).toEqual(count(0, 60));
    expect(unused.spare).toBe(2);
  });

  it("say how many before them never came", async () => {
    const { read: all } = await read([...run(0, 20), ...run(25, 120)]);
    expect(all.filter((it) => it.missing > 0)).toEqual([{ n: 25, stint: 0, missing: 5 }]);
  });

  it.each<[string, Sent[], number]>([
    ["out of order by 30,000", [{ n: 30_000 }], 1],
    ["from long ago", [{ n: -20_000 }], 1],
    ["of another kind", [{ n: 40, type: 9 }, { n: 41, type: 9 }], 2],
    ["of another stream", [{ n: 40, ssrc: 2 }], 1],
  ])("do not mind one %s", async (_, strays, foreign) => {
    const { read: all, unused } = await read([...run(0, 40), ...strays, ...run(40, 80)]);
    expect(numbers(all)).toEqual(count(0, 80));
    expect(unused.foreign).toBe(foreign);
  });

  it.each<[string, Sent[]]>([
    ["whose numbers leap", run(20_000, 20_040)],
    ["whose time leaps ahead", run(40, 80).map((it) => ({ ...it, time: it.n * 960 + 1e9 }))],
    ["whose time leaps back", run(40, 80).map((it) => ({ ...it, time: it.n * 960 - 1e9 }))],
  ])("are kept before and after a stream %s", async (_, after) => {
    const { read: all } = await read([...run(0, 40), ...after]);
    expect(numbers(all)).toEqual([...count(0, 40), ...numbers(after.map(({ n }) => ({ n, stint: 0, missing: 0 })))]);
    expect(new Set(all.map((it) => it.stint))).toEqual(new Set([0, 1]));
  });
});

describe("an RTP packet", () => {
  const whole = rtp({ payloadType: 100, sequence: 7, timestamp: 9, ssrc: 3, payload: Buffer.of(1, 2, 3), quiet: 30 });
  const changed = (change: (bytes: Buffer) => void): Buffer => {
    const copy = Buffer.from(whole);
    change(copy);
    return copy;
  };

  it("is read past what was added to its head", () => {
    expect(parseRtp(whole)).toMatchObject({ payloadType: 100, sequence: 7, timestamp: 9, ssrc: 3, marker: false });
    expect(Buffer.from(parseRtp(whole)?.payload ?? [])).toEqual(Buffer.of(1, 2, 3));
  });

  it("loses what only fills it", () => {
    const padded = Buffer.concat([changed((it) => it.writeUInt8(0xb0, 0)), Buffer.of(0, 2)]);
    expect(Buffer.from(parseRtp(padded)?.payload ?? [])).toEqual(Buffer.of(1, 2, 3));
  });

  it.each<[string, Buffer]>([
    ["too short", whole.subarray(0, 11)],
    ["another version", changed((it) => it.writeUInt8(0x50, 0))],
    ["RTCP", changed((it) => it.writeUInt8(200, 1))],
    ["an extension that is longer than all", changed((it) => it.writeUInt16BE(9_000, 14))],
    ["an extension that is cut", whole.subarray(0, 14)],
    ["more filling than there is", changed((it) => void (it.writeUInt8(0xb0, 0), it.writeUInt8(200, it.length - 1)))],
    ["filling of no length", changed((it) => void (it.writeUInt8(0xb0, 0), it.writeUInt8(0, it.length - 1)))],
  ])("is none where it is %s", (_, bytes) => {
    expect(parseRtp(bytes)).toBeUndefined();
  });
});
