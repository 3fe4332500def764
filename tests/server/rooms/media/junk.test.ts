import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Opaque } from "../../../../proto/live/media.ts";
import { AppError } from "../../../../server/kit/errors.ts";
import type { RoomMedia } from "../../../../server/rooms/media/room-media.ts";
import type { WorkerPool } from "../../../../server/rooms/media/worker-pool.ts";
import { mediaWorkers } from "../../../kit/media-workers.ts";
import type { RtcPeer } from "../../../kit/rtc-peer.ts";
import { come, openPool, openRoom } from "../../../kit/rtc-room.ts";
import { until } from "../../../kit/until.ts";

let pool: WorkerPool;
let media: RoomMedia;
let ada: RtcPeer;
let bo: RtcPeer;
let before: number[];

beforeAll(async () => {
  pool = await openPool();
  media = await openRoom(pool);
  ada = await come(media, "ada");
  bo = await come(media, "bo");
  await media.enter("mallory");
  before = mediaWorkers();
});
afterAll(async () => {
  ada.close();
  bo.close();
  await media.close();
  await pool.close();
});

const good = {
  mid: "0",
  codecs: [{
    mimeType: "audio/opus",
    payloadType: 111,
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, minptime: 10 },
    rtcpFeedback: [{ type: "nack", parameter: "" }],
  }],
  headerExtensions: [{ uri: "urn:ietf:params:rtp-hdrext:sdes:mid", id: 4, encrypt: false, parameters: {} }],
  encodings: [{ ssrc: 1_234, rtx: { ssrc: 1_235 }, dtx: false, maxBitrate: 40_000 }],
  rtcp: { cname: "x", reducedSize: true },
};
const vp8 = { mimeType: "video/VP8", payloadType: 96, clockRate: 90_000 };

const refused: Record<string, unknown> = {
  "nothing": {},
  "no codecs": { ...good, codecs: [] },
  "a codec that no room knows": { ...good, codecs: [{ ...good.codecs[0], mimeType: "audio/red" }] },
  "a codec without a name": { ...good, codecs: [{ ...good.codecs[0], mimeType: "audio/" }] },
  "a picture as a microphone": { ...good, codecs: [vp8] },
  "a picture behind sound": { ...good, codecs: [good.codecs[0], vp8] },
  "ten thousand codecs": { ...good, codecs: Array.from({ length: 10_000 }, () => good.codecs[0]) },
  "ten thousand encodings": { ...good, encodings: Array.from({ length: 10_000 }, (_, ssrc) => ({ ssrc })) },
  "a payload type that is no number": { ...good, codecs: [{ ...good.codecs[0], payloadType: NaN }] },
  "a payload type of RTCP": { ...good, codecs: [{ ...good.codecs[0], payloadType: 200 }] },
  "a source number beyond 32 bits": { ...good, encodings: [{ ssrc: 2 ** 40 }] },
  "a source number of zero": { ...good, encodings: [{ ssrc: 0 }] },
  "a long mid": { ...good, mid: "m".repeat(100_000) },
  "an object as mid": { ...good, mid: { toString: "x" } },
  "a prototype as parameters": {
    ...good,
    codecs: [{ ...good.codecs[0], parameters: JSON.parse(`{"__proto__": 1, "constructor": {"prototype": 2}}`) }],
  },
  "a header extension that no room knows": { ...good, headerExtensions: [{ uri: "urn:x", id: 300 }] },
};

describe("what does not describe a stream", () => {
  it.each(Object.keys(refused))("is refused in one sentence: %s", async (name) => {
    const refusal = await refusalOf(refused[name]);
    expect(refusal?.code).toBe("bad-request");
    expect(refusal?.message).toMatch(/^(This is not|What describes) [^.]+\.$/);
  });

  it("is refused too when numbers or names are used twice, and what was there goes on", async () => {
    const twice = { ...good, encodings: [{ ssrc: 77 }, { ssrc: 77 }] };
    await refusalOf(twice);
    media.stop("mallory", "mic");
    await media.publish("mallory", { source: "mic", rtpParameters: good, silent: false });
    const again = { source: "screen_sound", rtpParameters: good, silent: false } as const;
    await expect(media.publish("mallory", again)).rejects.toMatchObject({ code: "bad-request" });
    expect(media.tracks("mallory").map((it) => it.source)).toEqual(["mic"]);
    media.stop("mallory", "mic");
  });

  it("never stops the worker nor anybody else, whatever it is", async () => {
    const junk = fc.oneof(fc.anything({ maxDepth: 3 }), fc.constantFrom(...hostile));
    const wishes = fc.record({ at: fc.constantFrom(...paths(good)), junk });
    await fc.assert(
      fc.asyncProperty(wishes, async ({ at, junk }) => {
        await refusalOf(replaced(good, at, junk));
        media.stop("mallory", "mic");
      }),
      { seed: 4, numRuns: 400 },
    );
    await works();
  });

  it("is refused as a page's abilities and keys too", async () => {
    const { generation } = await media.renew("mallory");
    const mic = await ada.publish();
    const outcomes = fc.oneof(fc.anything({ maxDepth: 3 }), fc.constantFrom(...hostile));
    await fc.assert(
      fc.asyncProperty(outcomes, async (junk) => {
        const rtpCapabilities = {
          codecs: [{ ...vp8, kind: "video", preferredPayloadType: junk }],
          headerExtensions: junk,
        };
        await refusal(media.consume("mallory", { producerIds: [mic], rtpCapabilities }));
        const dtlsParameters = { role: "client", fingerprints: [{ algorithm: "sha-256", value: junk }] };
        await refusal(media.connect("mallory", { generation, side: "send", dtlsParameters }));
      }),
      { seed: 4, numRuns: 150 },
    );
    await works();
  });
});

const hostile = [NaN, Infinity, -1, 2 ** 53, "", "\0", "__proto__", "x".repeat(70_000), [], [[[[]]]], {}, null, true];

/** undefined: it was taken. */
function refusalOf(rtpParameters: unknown): Promise<AppError | undefined> {
  return refusal(media.publish("mallory", { source: "mic", rtpParameters: rtpParameters as Opaque, silent: false }));
}

async function refusal(asked: Promise<unknown>): Promise<AppError | undefined> {
  const error = await asked.then(() => undefined, (it: unknown) => it);
  if (error === undefined) return undefined;
  expect(error).toBeInstanceOf(AppError);
  expect(["bad-request", "conflict"]).toContain((error as AppError).code);
  return error as AppError;
}

async function works(): Promise<void> {
  expect(mediaWorkers()).toEqual(before);
  const mic = await ada.publish();
  await bo.listen([mic]);
  await until(() => bo.heard(mic).packets > 5);
  expect(pool.homes[0]?.load).toEqual({ consumers: 1, doors: 3 });
}

type Path = readonly (string | number)[];

/** Every place in a value. */
function paths(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  const inner = Object.entries(value).flatMap(([name, it]) =>
    paths(it, [...at, Array.isArray(value) ? Number(name) : name])
  );
  return [at, ...inner];
}

function replaced(value: unknown, [name, ...rest]: Path, by: unknown): unknown {
  if (name === undefined) return by;
  if (Array.isArray(value)) return value.map((it, i) => i === name ? replaced(it, rest, by) : it);
  const all = value as Record<string, unknown>;
  return { ...all, [name]: replaced(all[name], rest, by) };
}
