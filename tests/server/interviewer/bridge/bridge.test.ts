import { Worker } from "node:worker_threads";
import type { types } from "mediasoup";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Bridge, Frame } from "../../../../server/interviewer/bridge/bridge.ts";
import { openSound, type Sound } from "../../../../server/interviewer/bridge/sound.ts";
import { systemClock } from "../../../../server/kit/clock.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { codecs } from "../../../../server/rooms/media/codecs.ts";
import type { WorkerPool } from "../../../../server/rooms/media/worker-pool.ts";
import { DirectListener, DirectVoice, pcmOf, toneLevel, tonePackets, voicePackets } from "../../../kit/direct-voice.ts";
import { openPool } from "../../../kit/rtc-room.ts";
import { likeness, secondsHeard, voiceOf } from "../../../kit/sound.ts";
import { until } from "../../../kit/until.ts";

let pool: WorkerPool;
let router: types.Router;
let sound: Sound;
let bridge: Bridge;
let frames: Frame[];
let speaking: boolean[];
const threads: Worker[] = [];

const spawn = (): Worker => {
  const thread = new Worker(new URL("../../../../server/interviewer/bridge/sound-worker.ts", import.meta.url));
  threads.push(thread);
  return thread;
};
const openRouter = async (): Promise<types.Router> => {
  const home = pool.homes[0];
  if (!home) throw new Error("no worker runs");
  return await home.worker.createRouter({ mediaCodecs: codecs });
};

beforeAll(async () => {
  pool = await openPool();
});
afterAll(() => pool.close());
beforeEach(async () => {
  [frames, speaking] = [[], []];
  threads.length = 0;
  router = await openRouter();
  sound = openSound({ clock: systemClock, log: silentLog, spawn });
  bridge = sound.openBridge({ frame: (it) => void frames.push(it), speaking: (on) => void speaking.push(on) });
});
afterEach(async () => {
  await sound.close();
  router.close();
});

/** A machine that is busy elsewhere sends late, and silence is heard meanwhile: what came is looked at. */
const heard = (from = 0): Int16Array =>
  Int16Array.from(frames.slice(from).filter((it) => !it.lost).flatMap((it) => [...it.pcm]));
/** The clearest 100 ms of a tone. */
const clearest = (pcm: Int16Array, hertz: number): number =>
  Math.max(
    ...Array.from({ length: Math.floor(pcm.length / 1_600) }, (_, n) =>
      toneLevel(pcm.subarray(n * 1_600, n * 1_600 + 1_600), hertz, 16_000)),
  );
const voiceAt16 = (pcm: Int16Array) => ({ rate: 16_000, samples: Float32Array.from(pcm, (it) => it / 32_768) });
const speak = (seconds: number, seed = 1): Int16Array => pcmOf(voiceOf(seed), 24_000, seconds);

describe("a bridge", () => {
  it("hears a voice as it is, and whose it is", async () => {
    const ann = await DirectVoice.open(router, await voicePackets(voiceOf(3), 150));
    await bridge.hears([ann.as("ann")]);
    await until(() => frames.filter((it) => !it.lost).length > 110);
    expect(likeness(voiceAt16(heard()), voiceOf(3))).toBeGreaterThan(0.9);
    expect(new Set(frames.map((it) => it.personId))).toEqual(new Set(["ann"]));
    expect(frames.filter((it) => it.speech > 0).length).toBeGreaterThan(40);
    expect(frames.every((it) => it.pcm.length === 320)).toBe(true);
  });

  it("makes up for a tenth of the packets, lost", async () => {
    const ann = await DirectVoice.open(router, await voicePackets(voiceOf(3), 150));
    ann.way = ({ sequence, payload }) => sequence % 10 === 3 ? null : payload;
    await bridge.hears([ann.as("ann")]);
    await until(() => frames.filter((it) => !it.lost).length > 110);
    expect(likeness(voiceAt16(heard()), voiceOf(3))).toBeGreaterThan(0.85);
  });

  it("goes on with silence while nobody sends, and with the voice when they do", async () => {
    const ann = await DirectVoice.open(router, await tonePackets(440));
    await bridge.hears([ann.as("ann")]);
    await until(() => frames.length > 20);
    ann.still = true;
    await until(() => frames.slice(-20).every((it) => it.lost && it.speech === 0));
    const silent = frames.length;
    ann.still = false;
    await until(() => frames.slice(silent).filter((it) => !it.lost).length > 20);
    expect(clearest(heard(silent).subarray(-3_200), 440)).toBeGreaterThan(-16);
    const steps = frames.slice(1).map((it, n) => it.atMs - (frames[n]?.atMs ?? 0));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
  });

  it("hears nobody who is no longer to be heard, from that moment", async () => {
    const [ann, ben] = [
      await DirectVoice.open(router, await tonePackets(440)),
      await DirectVoice.open(router, await tonePackets(700)),
    ];
    await bridge.hears([ann.as("ann")]);
    await until(() => frames.length > 10);
    const changed = bridge.hears([ben.as("ben")]);
    const before = frames.length;
    await changed;
    await until(() => frames.length > before + 30);
    expect(frames.slice(before).every((it) => it.personId === "ben")).toBe(true);
    expect(toneLevel(heard(before + 5), 440, 16_000)).toBeLessThan(-40);
  });

  it("is not ended by what is no Opus, nor by what is no sound at all", async () => {
    const ann = await DirectVoice.open(router, await tonePackets(440));
    ann.way = ({ sequence, payload }) =>
      sequence % 3 === 0 ? Uint8Array.of(0xff, 0xff, 1, 2, sequence & 0xff) : payload;
    await bridge.hears([ann.as("ann")]);
    await until(() => frames.length > 50);
    ann.way = ({ payload }) => payload;
    const before = frames.length;
    await until(() => frames.slice(before).filter((it) => !it.lost).length > 50);
    expect(clearest(heard(before).subarray(-6_400), 440)).toBeGreaterThan(-16);
    expect(threads.length).toBe(1);
  });

  it("speaks what it is given, whole and in order", async () => {
    const producer = await bridge.place(router);
    const listener = await DirectListener.open(router, producer.id);
    bridge.play(speak(2), 24_000);
    await until(() => speaking.at(-1) === false);
    const heardSound = await listener.sound();
    expect(likeness(heardSound, voiceOf(1))).toBeGreaterThan(0.9);
    expect(secondsHeard(heardSound)).toBe(2);
    expect(speaking).toEqual([true, false]);
    const numbers = listener.packets.map((it) => it.sequence);
    expect(numbers.every((it, n) => n === 0 || it === ((numbers[n - 1] ?? 0) + 1 & 0xffff))).toBe(true);
    const slots = listener.packets.map((it) => (it.timestamp - (listener.packets[0]?.timestamp ?? 0) >>> 0) / 960);
    expect(slots.every((it, n) => Number.isInteger(it) && (n === 0 || it > (slots[n - 1] ?? 0)))).toBe(true);
  });

  it("is heard as a voice by whoever looks at who speaks", async () => {
    const loudness = await router.createAudioLevelObserver({ maxEntries: 1, threshold: -60, interval: 200 });
    const producer = await bridge.place(router);
    await loudness.addProducer({ producerId: producer.id });
    const heardOf = new Promise<string | undefined>((resolve) =>
      loudness.once("volumes", ([first]) => resolve(first?.producer.id))
    );
    bridge.play(speak(1), 24_000);
    expect(await heardOf).toBe(producer.id);
  });

  it("says how much was not spoken when it falls silent", async () => {
    const producer = await bridge.place(router);
    const listener = await DirectListener.open(router, producer.id);
    bridge.play(speak(10), 24_000);
    await until(() => listener.packets.filter((it) => it.payload.length > 20).length > 25);
    const unspokenMs = await bridge.flush();
    // What was on its way still comes, and with it nothing of all that was said is unaccounted for.
    await until(() => {
      const times = listener.packets.map((it) => it.timestamp);
      const goneMs = 20 + (Math.max(...times) - Math.min(...times)) / 48;
      return unspokenMs >= 10_000 - goneMs;
    });
    expect(unspokenMs).toBeLessThan(9_600);
    const packets = listener.packets.length;
    bridge.play(speak(2, 2), 24_000);
    await until(() => speaking.filter((it) => !it).length === 2);
    expect(likeness(await listener.sound(listener.packets.slice(packets + 4)), voiceOf(2))).toBeGreaterThan(0.7);
  });

  it("hears and speaks on when its thread is gone", async () => {
    const ann = await DirectVoice.open(router, await tonePackets(440));
    const producer = await bridge.place(router);
    const listener = await DirectListener.open(router, producer.id);
    await bridge.hears([ann.as("ann")]);
    bridge.play(speak(4), 24_000);
    await until(() => listener.packets.length > 40 && frames.length > 20);
    await threads.at(-1)?.terminate();
    const before = frames.length;
    await until(() => frames.slice(before).filter((it) => !it.lost).length > 40 && speaking.at(-1) === false);
    expect(clearest(heard().subarray(-3_200), 440)).toBeGreaterThan(-16);
    const sound = await listener.sound();
    expect(secondsHeard(sound)).toBeGreaterThanOrEqual(3);
    // Only those milliseconds are lost that were in the thread.
    expect(sound.samples.length / sound.rate).toBeGreaterThan(3.8);
    expect(likeness(sound, voiceOf(1))).toBeGreaterThan(0.7);
    const times = listener.packets.map((it) => it.timestamp);
    expect(times.every((it, n) => n === 0 || it > (times[n - 1] ?? 0))).toBe(true);
  });

  it("speaks on elsewhere when the worker is gone, from where it stopped", async () => {
    await bridge.place(router);
    bridge.play(speak(2), 24_000);
    await until(() => speaking.at(-1) === true);
    router.close();
    router = await openRouter();
    const producer = await bridge.place(router);
    const listener = await DirectListener.open(router, producer.id);
    await until(() => speaking.at(-1) === false);
    expect(secondsHeard(await listener.sound())).toBeGreaterThanOrEqual(1);
    expect(speaking).toEqual([true, false]);
  });

  it("closes twice, and nothing comes out of it then", async () => {
    const ann = await DirectVoice.open(router, await tonePackets(440));
    const producer = await bridge.place(router);
    const opening = bridge.hears([ann.as("ann")]);
    const closing = bridge.close();
    expect(bridge.close()).toBe(closing);
    await Promise.all([opening, closing]);
    expect(producer.closed).toBe(true);
    const before = ann.frames;
    await until(() => ann.frames > before + 20);
    expect(frames).toEqual([]);
    await expect(bridge.place(router)).rejects.toMatchObject({ code: "closed" });
  });
});

describe("a client that speaks PCM", () => {
  it("is heard in the room, and hears the interviewer", async () => {
    const got: Int16Array[] = [];
    const voice = await sound.openPcmVoice({ router, onSound: (pcm) => void got.push(pcm) });
    const bot = await bridge.place(router);
    await voice.listen({ producer: bot, router });
    const listener = await DirectListener.open(router, voice.producer.id);
    const said = pcmOf(voiceOf(5), 16_000, 3);
    bridge.play(speak(2), 24_000);
    let at = 0;
    const client = setInterval(() => {
      // As browsers and programs do: 100 ms at once.
      voice.hear(said.subarray(at, at += 1_600));
    }, 100);
    await until(() => speaking.at(-1) === false && at >= said.length);
    clearInterval(client);
    await until(() => got.length > 95);
    // A busy machine tears a live voice, but it is still theirs.
    const inRoom = await listener.sound();
    const atClient = voiceAt16(Int16Array.from(got.flatMap((it) => [...it])));
    expect(likeness(inRoom, voiceOf(5))).toBeGreaterThan(likeness(inRoom, voiceOf(1)) + 0.15);
    expect(likeness(atClient, voiceOf(1))).toBeGreaterThan(likeness(atClient, voiceOf(5)) + 0.15);
    const closing = voice.close();
    expect(voice.close()).toBe(closing);
    await closing;
    expect(voice.producer.closed).toBe(true);
  });
});
