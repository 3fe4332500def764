import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import type { LogRecord } from "../../../../server/recorder/log/records.ts";
import { aDataKey, aHead, madeLog, readBack } from "../../../kit/logs.ts";
import { rtp } from "../../../kit/rtp.ts";

const packet = (at: number, payload: Uint8Array = Buffer.from([0x78, at & 0xff])): LogRecord => ({
  kind: "packet",
  atUs: at * 20_000,
  rtp: rtp({ payloadType: 100, sequence: at, timestamp: at * 960, ssrc: 1234, payload }),
});
const blocks = [
  [{ kind: "mark", atUs: 0, mark: { is: "fed", ssrc: 1234, payloadType: 100, codec: "opus" } }, packet(1), packet(2)],
  [packet(3), { kind: "report", atUs: 61_000, ntp: 0xeb00_0000_8000_0000n, rtpTime: 2_960 }, packet(4)],
  [packet(5), { kind: "note", atUs: 101_000, note: { kind: "caption", text: "Grüße ✓" } }],
] as const satisfies readonly (readonly LogRecord[])[];
const { bytes, ends } = madeLog(blocks);
const headBytes = bytes.readUInt16BE(6);
const [first = 0, second = 0, third = 0] = ends;
const plain = (records: readonly LogRecord[]) =>
  records.map((it) => it.kind === "packet" ? { ...it, rtp: Buffer.from(it.rtp).toString("hex") } : it);

describe("a log", () => {
  it.each([1, 7, 64, 100_000])("gives back what was written, read %i bytes at a time", async (pieceBytes) => {
    const { heads, records, damage } = await readBack(bytes, { pieceBytes });
    expect(heads).toEqual([aHead]);
    expect(plain(records)).toEqual(plain(blocks.flat()));
    expect(damage).toEqual([]);
  });

  it("shows nothing of what was said to who has only the file", () => {
    const text = bytes.toString("latin1");
    expect(text).not.toContain("caption");
    expect(text).not.toContain(Buffer.from("Grüße").toString("latin1"));
  });

  it("keeps all before and after a block in which any bit was flipped", async () => {
    for (let at = first; at < second; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1 << at % 8;
      const { records, damage } = await readBack(changed);
      expect(plain(records), `byte ${at}`).toEqual(plain([...blocks[0], ...blocks[2]]));
      expect(damage, `byte ${at}`).toEqual([{ from: first, bytes: second - first }]);
    }
  });

  it("keeps all whole blocks of one that was cut off anywhere", async () => {
    for (let length = first; length < bytes.length; length++) {
      const { records, damage } = await readBack(bytes.subarray(0, length));
      const whole = length < second ? 1 : 2;
      expect(plain(records), `${length} bytes`).toEqual(plain(blocks.slice(0, whole).flat()));
      const end = whole === 1 ? first : second;
      expect(damage).toEqual(length === end ? [] : [{ from: end, bytes: length - end }]);
    }
  });

  it("keeps what follows when bytes are missing in the middle", async () => {
    const { records } = await readBack(Buffer.concat([bytes.subarray(0, first + 50), bytes.subarray(second)]));
    expect(plain(records)).toEqual(plain([...blocks[0], ...blocks[2]]));
  });

  it("takes no block twice, none of another log and none out of order", async () => {
    const again = Buffer.concat([bytes, bytes.subarray(first, second)]);
    expect(plain((await readBack(again)).records)).toEqual(plain(blocks.flat()));
    const other = madeLog([[packet(9)]], { head: { ...aHead, trackId: "another" } });
    const mixed = Buffer.concat([bytes, other.bytes.subarray(-other.bytes.length + 60)]);
    expect((await readBack(mixed)).records).toHaveLength(blocks.flat().length);
    const turned = Buffer.concat([
      bytes.subarray(0, first),
      bytes.subarray(second, third),
      bytes.subarray(first, second),
    ]);
    expect(plain((await readBack(turned)).records)).toEqual(plain([...blocks[0], ...blocks[2]]));
  });

  it("opens with its interview's key alone", async () => {
    await expect(readBack(bytes, { dataKey: Buffer.alloc(32, 8) })).rejects.toMatchObject({
      code: "internal",
      message: "This recording was locked with another key. Nothing was changed.",
    });
  });

  it("of a newer Grindstone is left as it is", async () => {
    const newer = Buffer.from(bytes);
    for (const at of [4, headBytes + 4]) newer.writeUInt16BE(2, at);
    await expect(readBack(newer)).rejects.toMatchObject({
      code: "unavailable",
      retryable: false,
      message: "This recording was made by a newer Grindstone. Nothing was changed; start that one to finish it.",
    });
  });

  it("of which one head was changed is read by the other", async () => {
    for (let at = 0; at < 2 * headBytes; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1 << at % 8;
      const { records } = await readBack(changed);
      expect(plain(records), `byte ${at}`).toEqual(plain(blocks.flat()));
    }
  });

  it("is not taken for one when it is none, or both its heads were changed", async () => {
    await expect(readBack(Buffer.from("OggS is something else"))).rejects.toMatchObject({ code: "internal" });
    const changed = Buffer.from(bytes);
    for (const at of [20, headBytes + 20]) changed[at] = (changed[at] ?? 0) ^ 0x40;
    await expect(readBack(changed)).rejects.toMatchObject({ code: "internal" });
  });

  it("without a whole head holds nothing", async () => {
    for (const length of [0, 3, 20, headBytes - 1]) {
      expect((await readBack(bytes.subarray(0, length))).records).toEqual([]);
    }
    expect((await readBack(bytes.subarray(0, headBytes + 9))).heads).toEqual([aHead]);
  });

  it("keeps packets of any size and any content", async () => {
    const odd = [
      packet(1, Buffer.alloc(65_000, 1)),
      { kind: "packet", atUs: 20_000, rtp: new Uint8Array(0) },
      { kind: "packet", atUs: 30_000, rtp: Buffer.from([0]) },
    ] as const satisfies readonly LogRecord[];
    const made = madeLog([odd, [packet(2)]]);
    expect(plain((await readBack(made.bytes)).records)).toEqual(plain([...odd, packet(2)]));
  });

  it("stops being read when asked", async () => {
    const { readLog } = await import("../../../../server/recorder/log/read.ts");
    const stop = AbortSignal.abort(new Error("enough"));
    const source = (async function* () {
      yield bytes;
    })();
    await expect(readLog(source, aDataKey, { signal: stop }).next()).rejects.toThrow("enough");
  });
});
