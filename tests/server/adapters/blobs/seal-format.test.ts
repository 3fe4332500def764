import { createCipheriv, createHmac, hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ahead } from "../../../../server/adapters/blobs/ahead.ts";
import * as format from "../../../../server/adapters/blobs/seal-format.ts";

const key = { interviewId: "01A1FD24-3914-709c-8328-2c516966ad17", dataKey: new Uint8Array(32).fill(7) };
const place = { number: 3, last: true };
const bytes = Buffer.from("a voice ".repeat(1_000));

describe("a sealed chunk", () => {
  it("is what the format says, byte by byte, so that what was sealed before opens", async () => {
    const info = Buffer.from(`grindstone blob 1\0${key.interviewId.toLowerCase()}\0track`);
    const keys = new Uint8Array(hkdfSync("sha256", key.dataKey, new Uint8Array(0), info, 72));
    const bound = Buffer.from([0, 0, 0, 0, 0, 0, 0, 3, 1]);
    const nonce = createHmac("sha256", keys.subarray(32, 64)).update(bound).update(bytes).digest().subarray(0, 12);
    const cipher = createCipheriv("aes-256-gcm", keys.subarray(0, 32), nonce).setAAD(bound);
    const expected = Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    const sealed = await format.sealChunk(await format.keysOf(key, "track"), bytes, place);
    expect(sealed.equals(expected)).toBe(true);
  });

  it("opens at its own place with its own key alone, and not when a bit is another", async () => {
    const [keys, other] = await Promise.all([format.keysOf(key, "track"), format.keysOf(key, "another")]);
    const sealed = new Uint8Array(await format.sealChunk(keys, bytes, place));
    expect(Buffer.from(await format.openChunk(keys, sealed, place) ?? []).equals(bytes)).toBe(true);
    expect(await format.openChunk(keys, sealed, { ...place, last: false })).toBeNull();
    expect(await format.openChunk(other, sealed, place)).toBeNull();
    sealed[400] = (sealed[400] ?? 0) ^ 1;
    expect(await format.openChunk(keys, sealed, place)).toBeNull();
    expect(await format.openChunk(keys, sealed.subarray(0, 20), place)).toBeNull();
  });
});

describe("work ahead", () => {
  const numbers = async function* (): AsyncGenerator<number> {
    yield* [0, 1, 2, 3, 4, 5];
  };

  it("keeps the order, and never has more under way than it may", async () => {
    let [now, most] = [0, 0];
    const work = async (n: number): Promise<number> => {
      most = Math.max(most, ++now);
      for (let turn = 0; turn < 10 - n; turn++) await Promise.resolve();
      now--;
      return n;
    };
    const seen: number[] = [];
    for await (const n of ahead(numbers(), work, 3)) seen.push(n);
    expect([seen, most]).toEqual([[0, 1, 2, 3, 4, 5], 3]);
  });

  it("gives what came before a failure, tells the failure in its turn, and lets nothing run on", async () => {
    let running = 0;
    const work = async (n: number): Promise<number> => {
      running++;
      await Promise.resolve();
      running--;
      if (n === 2) throw new Error("the third");
      return n;
    };
    const seen: number[] = [];
    const all = async (): Promise<void> => {
      for await (const n of ahead(numbers(), work, 4)) seen.push(n);
    };
    await expect(all()).rejects.toThrow("the third");
    expect([seen, running]).toEqual([[0, 1], 0]);
    for await (const _ of ahead(numbers(), work, 4)) break;
    expect(running).toBe(0);
  });
});
