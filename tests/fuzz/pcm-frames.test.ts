import { Buffer } from "node:buffer";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grindstone } from "../../proto/gen/interview.js";
import { limits } from "../../proto/limits.ts";
import { pcmBytes, readFrame } from "../../server/edge/pcm/frames.ts";
import { Chance } from "../kit/chance.ts";
import { interviewId, openPcmHouse, type PcmHouse } from "../kit/pcm-house.ts";

/** Another seed tries other bytes; `FUZZ_CASES=10000000` is for a night. */
const seed = Number(process.env.FUZZ_SEED ?? 20260105);
const cases = Number(process.env.FUZZ_CASES ?? 30_000);
const atTheDoor = 150;

const { encode } = grindstone.ClientToServerMessage;
const bytes = (chance: Chance, length: number) => Uint8Array.from({ length }, () => chance.below(256));
const good = (chance: Chance): Uint8Array => {
  const { id, token } = { id: interviewId, token: Buffer.from(bytes(chance, 32)).toString("base64url") };
  return encode(chance.of<grindstone.ClientToServerMessage.$Properties>(
    { audioChunk: { audioContent: bytes(chance, 2 * chance.below(320)) } },
    { startRequest: { interviewId: id, authToken: token } },
    { endRequest: {} },
  )).finish();
};

/** A frame with some of it changed, cut off, doubled or left out, or bytes that never were one. */
function hostile(chance: Chance): Uint8Array {
  const frame = Buffer.from(good(chance));
  const at = chance.below(frame.length + 1);
  switch (chance.below(7)) {
    case 0:
      return bytes(chance, chance.below(200));
    case 1:
      return frame.subarray(0, at);
    case 2:
      return Buffer.concat([frame, frame]);
    case 3:
      return Buffer.concat([frame.subarray(0, at), bytes(chance, 1 + chance.below(8)), frame.subarray(at)]);
    case 4:
      return Buffer.concat([frame.subarray(0, at), frame.subarray(at + 1 + chance.below(4))]);
    case 5:
      // A length that promises far more than there is.
      return Buffer.concat([Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, chance.below(256)), frame]);
    default:
      for (let changes = 1 + chance.below(4); changes > 0 && frame.length > 0; changes--) {
        frame[chance.below(frame.length)] = chance.below(256);
      }
      return frame;
  }
}

it(`reads ${cases} frames that anything was done to, and takes none for sound that it does not hold`, () => {
  const chance = new Chance(seed);
  for (let at = 0; at < cases; at++) {
    const frame = hostile(chance);
    const read = readFrame(frame, chance.below(50) > 0);
    if (read.kind === "bad") expect(read.refusal.code).toBe(4003);
    if (read.kind !== "sound") continue;
    const said = grindstone.ClientToServerMessage.decode(frame).audioChunk?.audioContent ?? new Uint8Array();
    const same = Buffer.compare(pcmBytes(read.pcm), said) === 0;
    if (!same) expect.fail(`case ${at} of seed ${seed}: ${Buffer.from(frame).toString("hex")}`);
  }
});

it("refuses what is one byte too large, whatever it holds", () => {
  const frame = new Uint8Array(limits.pcmFrameBytes + 1);
  expect(readFrame(frame, true)).toMatchObject({ kind: "bad", refusal: { code: 4003 } });
});

describe("the PCM door", () => {
  let house: PcmHouse;
  beforeAll(async () => void (house = await openPcmHouse()));
  afterAll(() => house?.close());

  it(`tells ${atTheDoor} clients who send anything what was wrong, and goes on for the next`, async () => {
    const chance = new Chance(seed + 1);
    for (let at = 0; at < atTheDoor; at++) {
      const client = house.client(`/ws/interviews/${interviewId}`);
      await client.open;
      for (let frames = 1 + chance.below(5); frames > 0; frames--) client.raw(hostile(chance));
      // What happened to be a message of ours is refused for its token, or because none came before it.
      client.sound([1]);
      expect([4001, 4003]).toContain((await client.refused()).code);
    }
    house.tokens.add("good");
    const next = house.client();
    await expect.poll(() => house.room.did).toContain("started");
    next.socket.terminate();
  });

  it("survives clients that break off in the middle of everything", async () => {
    const chance = new Chance(seed + 2);
    for (let at = 0; at < 60; at++) {
      house.tokens.add("good");
      const client = house.client();
      const step = chance.below(4);
      if (step > 0) await client.open;
      if (step > 1) client.sound(Int16Array.from({ length: 320 }, () => chance.below(1_000)));
      if (step > 2) client.raw(hostile(chance));
      client.socket.on("error", () => {}).terminate();
    }
    await expect.poll(() => house.voices.every((it) => it.closed), { timeout: 5_000 }).toBe(true);
  });
});
