// Bench: how far tracks lie apart that real senders sent over bad networks through our SFU to the tap, in five minutes
// Among them are a device that hangs and a person who comes back, each some times.
import { Buffer } from "node:buffer";
import { createSocket } from "node:dgram";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { createWorker, type types, version } from "mediasoup";
import { silentLog } from "../../server/kit/log.ts";
import { workerPlace } from "../../server/native/worker.mjs";
import { Feed } from "../../server/recorder/live/feed.ts";
import { Ways } from "../../server/recorder/live/ways.ts";
import { readLog } from "../../server/recorder/log/read.ts";
import { readOgg } from "../../server/recorder/mux/ogg-read.ts";
import { opusSamples } from "../../server/recorder/mux/opus.ts";
import { renderTrack } from "../../server/recorder/mux/render.ts";
import { TapLine } from "../../server/recorder/tap-line/line.ts";
import { type Relay, startRelay } from "../kit/relay.ts";
import { startTestTap } from "../kit/tap.ts";
import { until } from "../kit/until.ts";
import { percentile, report, round } from "./kit/figures.ts";
import { LossyVoice } from "./kit/lossy-voice.ts";

const minutes = Number(process.env["SYNC_MINUTES"] ?? 5);
const dataKey = Buffer.alloc(32, 3);
const takeId = "sync";
const openedAtMs = Date.now();
const names = ["steady", "hangs", "comes-back"] as const;
type Name = (typeof names)[number];

const tap = await startTestTap();
const line = new TapLine({ socket: tap.socket, log: silentLog });
const tapPort = await until(() => line.port);
const worker = await createWorker({ workerBin: workerPlace().bin, logLevel: "error" });
const router = await worker.createRouter({
  mediaCodecs: [{ kind: "audio", mimeType: "audio/opus", clockRate: 48_000, channels: 2 }],
});
const way = await new Ways().from(router, tapPort);
const relays: Relay[] = [];

async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** Somebody joins over a network that loses a tenth, and is recorded. */
async function joined(name: Name, delayMs: number): Promise<LossyVoice> {
  const port = await freePort();
  const relay = await startRelay({ address: "127.0.0.2", port, to: "127.0.0.1", seed: port });
  relays.push(relay);
  const transport = await router.createWebRtcTransport({
    listenInfos: [{ protocol: "udp", ip: "127.0.0.1", announcedAddress: "127.0.0.2", port }],
  });
  const voice = new LossyVoice((dtlsParameters) => transport.connect({ dtlsParameters: dtlsParameters as never }));
  const producer: types.Producer = await transport.produce({ kind: "audio", rtpParameters: LossyVoice.parameters });
  const log = { takeId, trackId: name };
  const stream = { personId: name, agreedBy: name, source: "mic", producer, router } as const;
  await (await Feed.open({ stream, tap: line, way })).begin(log);
  await voice.join(transport as never);
  relay.weather({ loss: 0.1, delayMs, jitterMs: 15 });
  return voice;
}

const lives: Record<Name, (untilMs: number) => Promise<ReadonlyMap<number, number>>> = {
  async steady(untilMs) {
    const voice = await joined("steady", 10);
    await voice.speak(untilMs - performance.now());
    return voice.spokenMs;
  },
  async hangs(untilMs) {
    const voice = await joined("hangs", 15);
    while (untilMs - performance.now() > 25_000) {
      await voice.speak(20_000);
      await after(700);
    }
    await voice.speak(untilMs - performance.now());
    return voice.spokenMs;
  },
  async "comes-back"(untilMs) {
    const spoken = new Map<number, number>();
    for (let frame = 0; untilMs - performance.now() > 5_000;) {
      const voice = await joined("comes-back", 20);
      voice.goOn(frame);
      await voice.speak(Math.min(45_000, untilMs - performance.now()));
      frame = voice.frames;
      for (const it of voice.spokenMs) spoken.set(...it);
      await after(300);
      voice.close();
    }
    return spoken;
  },
};

/** Where in the file each frame lies that it holds. */
async function inFile(name: Name): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  let samples = 0;
  const records = () => readLog(createReadStream(join(tap.folder, takeId, `${name}.log`)), dataKey);
  const track = await renderTrack(records, {
    kind: "sound",
    async put(body) {
      for await (const page of readOgg(body)) {
        for (const it of page.number < 2 ? [] : page.packets) {
          if (it.length === 80) found.set(new DataView(Uint8Array.from(it).buffer).getUint32(1), samples / 48);
          samples += opusSamples(it);
        }
      }
      return { bytes: 0, sha256: "" };
    },
  });
  console.log(name, JSON.stringify({ ...track?.counts, ...track?.alignment, streams: track?.streams }));
  return new Map([...found].map(([frame, ms]) => [frame, (track?.firstMs ?? 0) + ms]));
}

for (const trackId of names) {
  await line.openLog({ takeId, trackId, kind: "sound", openedAtMs }, dataKey);
}
const untilMs = performance.now() + minutes * 60_000;
const spoken = await Promise.all(names.map((name) => lives[name](untilMs)));
await after(2_000);
await line.closeTake(takeId);
const moments = new Map<number, number[]>();
for (const [at, name] of names.entries()) {
  for (const [frame, fileMs] of await inFile(name)) {
    const spokenMs = spoken[at]?.get(frame);
    if (spokenMs === undefined) continue;
    const click = Math.ceil(spokenMs / 500) * 500;
    if (click < spokenMs + 20) moments.set(click, [...moments.get(click) ?? [], fileMs + click - spokenMs]);
  }
}
const apart = [...moments.values()].filter((it) => it.length > 1).map((it) => Math.max(...it) - Math.min(...it));
const figures = {
  p95Ms: round(percentile(apart, 0.95)),
  maxMs: round(Math.max(...apart)),
  minutes,
  clicks: apart.length,
};
const goals = { p95Ms: 20, maxMs: 40 };
report({
  ...{ bench: "sync-real", figures, goals, met: figures.p95Ms <= goals.p95Ms && figures.maxMs <= goals.maxMs },
  versions: { mediasoup: version },
});
for (const it of relays) await it.close();
worker.close();
await line.close();
await tap.close();
process.exit(0);
