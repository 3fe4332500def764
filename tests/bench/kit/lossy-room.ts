import { Buffer } from "node:buffer";
import { createSocket } from "node:dgram";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createWorker, type types } from "mediasoup";
import { silentLog } from "../../../server/kit/log.ts";
import { workerPlace } from "../../../server/native/worker.mjs";
import { Feed } from "../../../server/recorder/live/feed.ts";
import { Ways } from "../../../server/recorder/live/ways.ts";
import { readLog } from "../../../server/recorder/log/read.ts";
import { opusSamples } from "../../../server/recorder/mux/opus.ts";
import { renderTrack } from "../../../server/recorder/mux/render.ts";
import type { RenderedTrack } from "../../../server/recorder/mux/rendered.ts";
import { TapLine } from "../../../server/recorder/tap-line/line.ts";
import { readOgg } from "../../kit/ogg-read.ts";
import { type Relay, startRelay } from "../../kit/relay.ts";
import { startTestTap, type TestTap } from "../../kit/tap.ts";
import { until } from "../../kit/until.ts";
import { LossyVoice } from "./lossy-voice.ts";

const dataKey = Buffer.alloc(32, 3);
const takeId = "lossy";
const mediaCodecs: types.RouterRtpCodecCapability[] = [
  { kind: "audio", mimeType: "audio/opus", clockRate: 48_000, channels: 2 },
];

/** Somebody who sends over a network of their own. */
export type Joined = { readonly voice: LossyVoice; readonly producer: types.Producer; readonly relay: Relay };
/** What is in somebody's file: each of their frames that it holds, and where on the time line. */
export type Filed = { readonly track: RenderedTrack | null; readonly liesMs: ReadonlyMap<number, number> };
type Parts = {
  readonly tap: TestTap & { close(): Promise<void> };
  readonly line: TapLine;
  readonly worker: types.Worker;
  readonly router: types.Router;
  readonly way: types.PlainTransport;
};

/** A room whose people send over bad networks, recorded as in production: through the tap into logs, and from these to files. */
export class LossyRoom {
  readonly #parts: Parts;
  readonly #relays: Relay[] = [];

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `names`: whose tracks there will be. */
  static async open(names: readonly string[]): Promise<LossyRoom> {
    const tap = await startTestTap();
    const line = new TapLine({ socket: tap.socket, log: silentLog });
    const tapPort = await until(() => line.port);
    const worker = await createWorker({ workerBin: workerPlace().bin, logLevel: "error" });
    const router = await worker.createRouter({ mediaCodecs });
    const way = await new Ways().from(router, tapPort);
    const openedAtMs = Date.now();
    for (const trackId of names) await line.openLog({ takeId, trackId, kind: "sound", openedAtMs }, dataKey);
    return new LossyRoom({ tap, line, worker, router, way });
  }

  /** Somebody comes in, or comes back with another connection, and is recorded. */
  async join(name: string, how: { readonly skewPpm?: number } = {}): Promise<Joined> {
    const { line, router, way } = this.#parts;
    const port = await freePort();
    const relay = await startRelay({ address: "127.0.0.2", port, to: "127.0.0.1", seed: port });
    this.#relays.push(relay);
    const transport = await router.createWebRtcTransport({
      listenInfos: [{ protocol: "udp", ip: "127.0.0.1", announcedAddress: "127.0.0.2", port }],
    });
    const voice = new LossyVoice(
      (dtlsParameters) => transport.connect({ dtlsParameters: dtlsParameters as never }),
      how,
    );
    const producer = await transport.produce({ kind: "audio", rtpParameters: LossyVoice.parameters });
    const stream = { personId: name, agreedBy: name, source: "mic", producer, router } as const;
    await (await Feed.open({ stream, tap: line, way })).begin({ takeId, trackId: name });
    await voice.join(transport as never);
    return { voice, producer, relay };
  }

  /** Nobody is recorded any more; the logs are whole. */
  async end(): Promise<void> {
    await this.#parts.line.closeTake(takeId);
  }

  async file(name: string): Promise<Filed> {
    const path = join(this.#parts.tap.folder, takeId, `${name}.log`);
    const found = new Map<number, number>();
    let samples = 0;
    const track = await renderTrack(() => readLog(createReadStream(path), dataKey), {
      kind: "sound",
      async put(body) {
        for await (const page of readOgg(body)) {
          for (const it of page.number < 2 ? [] : page.packets) {
            const frame = LossyVoice.frameIn(it);
            if (frame !== undefined) found.set(frame, samples / 48);
            samples += opusSamples(it);
          }
        }
        return { bytes: 0, sha256: "" };
      },
    });
    return { track, liesMs: new Map([...found].map(([frame, ms]) => [frame, (track?.firstMs ?? 0) + ms])) };
  }

  async close(): Promise<void> {
    const { line, worker, tap } = this.#parts;
    for (const it of this.#relays) await it.close();
    worker.close();
    await line.close();
    await tap.close();
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
