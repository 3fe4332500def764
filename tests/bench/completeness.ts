// How much of a voice is in its file when the network loses packets: a real sender, a bad network, our SFU, our recorder.
import process from "node:process";
import { createSocket } from "node:dgram";
import { createWorker, version } from "mediasoup";
import type { LogRecord } from "../../server/recorder/log/records.ts";
import { recordingCapabilities } from "../../server/recorder/live/capabilities.ts";
import { readOgg } from "../../server/recorder/mux/ogg-read.ts";
import { renderTrack } from "../../server/recorder/mux/render.ts";
import { workerPlace } from "../../server/native/worker.mjs";
import { type Relay, startRelay, type Weather } from "../kit/relay.ts";
import { asRecords } from "../kit/rtp-stream.ts";
import { report, round, table } from "./kit/figures.ts";
import { LossyVoice } from "./kit/lossy-voice.ts";

const seconds = Number(process.env["COMPLETENESS_SECONDS"] ?? 30);
const way = { delayMs: 20, jitterMs: 10 };
const fine: Weather = { loss: 0, burst: 1, ...way };
type Run = { readonly name: string; readonly goal: number; readonly bad: Weather; readonly badMs: number };
const runs: readonly Run[] = [
  { name: "lossTen", goal: 99.5, bad: { loss: 0.1, burst: 1, ...way }, badMs: seconds * 1000 },
  { name: "burstsOfThree", goal: 98, bad: { loss: 0.1, burst: 3, ...way }, badMs: seconds * 1000 },
  { name: "lossThirtyForTenSeconds", goal: 95, bad: { loss: 0.3, burst: 1, ...way }, badMs: 10_000 },
];

async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

type Result = { readonly share: number; readonly resent: number; readonly lost: number; readonly frames: number };

async function measure({ bad, badMs }: Run): Promise<Result> {
  const worker = await createWorker({ workerBin: workerPlace().bin, logLevel: "error" });
  const port = await freePort();
  const relay = await startRelay({ address: "127.0.0.2", port, to: "127.0.0.1", seed: 7 });
  try {
    const router = await worker.createRouter({
      mediaCodecs: [{ kind: "audio", mimeType: "audio/opus", clockRate: 48_000, channels: 2 }],
    });
    const transport = await router.createWebRtcTransport({
      listenInfos: [{ protocol: "udp", ip: "127.0.0.1", announcedAddress: "127.0.0.2", port }],
    });
    const voice = new LossyVoice((dtlsParameters) => transport.connect({ dtlsParameters: dtlsParameters as never }));
    const producer = await transport.produce({ kind: "audio", rtpParameters: LossyVoice.parameters });
    const direct = await router.createDirectTransport();
    const consumer = await direct.consume({
      producerId: producer.id,
      rtpCapabilities: recordingCapabilities(router.rtpCapabilities),
    });
    const ssrc = consumer.rtpParameters.encodings?.[0]?.ssrc ?? 0;
    const payloadType = consumer.rtpParameters.codecs[0]?.payloadType ?? 0;
    const records: LogRecord[] = [
      { kind: "mark", atUs: 0, mark: { is: "fed", ssrc, payloadType, codec: "opus" } },
    ];
    const began = performance.now();
    consumer.on("rtp", (packet) => {
      records.push({
        kind: "packet",
        atUs: Math.round((performance.now() - began) * 1000),
        rtp: Uint8Array.from(packet),
      });
    });
    await voice.join(transport as never);
    await speak(voice, relay, { bad, badMs });
    voice.close();
    return { ...await inFile(records, voice.frames), resent: voice.resent, lost: relay.counts.up.lost };
  } finally {
    await relay.close();
    worker.close();
  }
}

/** Some fine seconds, the bad ones, some fine ones again. */
async function speak(voice: LossyVoice, relay: Relay, { bad, badMs }: Pick<Run, "bad" | "badMs">): Promise<void> {
  relay.weather(fine);
  await voice.speak(2_000);
  relay.weather(bad);
  await voice.speak(badMs);
  relay.weather(fine);
  await voice.speak(2_000);
}

/** Which of the frames that were spoken are in the file: each says its number. */
async function inFile(records: readonly LogRecord[], spoken: number): Promise<Pick<Result, "share" | "frames">> {
  const found = new Set<number>();
  await renderTrack(asRecords(records), {
    kind: "sound",
    async put(body) {
      for await (const page of readOgg(body)) {
        for (const it of page.packets) {
          if (it.length === 80) found.add(new DataView(Uint8Array.from(it).buffer).getUint32(1));
        }
      }
      return { bytes: 0, sha256: "" };
    },
  });
  return { share: 100 * found.size / spoken, frames: spoken };
}

const results: (Run & Result)[] = [];
for (const run of runs) results.push({ ...run, ...await measure(run) });
console.log(table([
  ["network", "frames", "lost on the way", "sent again", "in the file %", "goal %"],
  ...results.map((it) => [it.name, it.frames, it.lost, it.resent, it.share.toFixed(2), it.goal]),
]));
report({
  bench: "completeness",
  figures: Object.fromEntries(results.map((it) => [`${it.name}Percent`, round(it.share, 2)])),
  goals: Object.fromEntries(results.map((it) => [`${it.name}Percent`, it.goal])),
  met: results.every((it) => it.share >= it.goal),
  versions: { mediasoup: version },
});
process.exit(0);
