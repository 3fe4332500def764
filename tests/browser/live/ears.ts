import { Buffer } from "node:buffer";
import type { Page } from "@playwright/test";
import { likeness, secondsHeard, type Voice } from "../../kit/sound.ts";
import { recordEncoded } from "./recorded.ts";

/** One stream that a page receives, as its listener would hear it. */
export type Heard = { readonly trackId: string; readonly voice: Voice };

type Way = { readonly kind: string; readonly protocol: string; readonly packets: number; readonly lost: number };
type Watched = { ears: { tracks: MediaStreamTrack[]; connections: RTCPeerConnection[] } };

/** Goes into a page before anything of it: what it receives can then be listened to, without the page knowing. */
export function growEars(): void {
  const ears: Watched["ears"] = { tracks: [], connections: [] };
  (globalThis as unknown as Watched).ears = ears;
  const Plain = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Plain {
    constructor(settings?: RTCConfiguration) {
      super(settings);
      ears.connections.push(this);
      this.addEventListener("track", ({ track }) => ears.tracks.push(track));
    }
  };
}

/** Everything a page hears in the next seconds, stream by stream; silent ones are left out. */
export async function listen(page: Page, seconds: number): Promise<Heard[]> {
  const firefox = page.context().browser()?.browserType().name() === "firefox";
  const recorded = await page.evaluate(firefox ? recordEncoded : record, seconds);
  const all = recorded.map(({ trackId, rate, samples }) => ({ trackId, voice: { rate, samples: floats(samples) } }));
  return all.filter(({ voice }) => secondsHeard(voice) > 0);
}

/** Whose voice each stream is; of what is like nobody's enough, how much it is like whose. */
export function recognised(heard: readonly Heard[], voices: Readonly<Record<string, Voice>>): string[] {
  return heard.map(({ voice }) => {
    const scores = Object.entries(voices).map(([name, it]) => ({ name, score: likeness(voice, it) }));
    const [best, next] = scores.sort((a, b) => b.score - a.score);
    if (!best) return "nobody";
    const sure = best.score >= sureFrom && best.score - (next?.score ?? 0) >= sureBy;
    return sure ? best.name : `perhaps ${scores.map((it) => `${it.name} ${it.score.toFixed(2)}`).join(", ")}`;
  });
}

/** A voice that went through a codec and lost some packets is more like itself than this; another one is not. */
const sureFrom = 0.35;
const sureBy = 0.1;

/** The ways that media takes now, as the browser counts them. */
export function waysOf(page: Page): Promise<Way[]> {
  return page.evaluate(readWays);
}

/** How tall the pictures are that a page shows of others. */
export function picturesOf(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const { connections } = (globalThis as unknown as Watched).ears;
    const open = connections.filter((it) => it.connectionState === "connected");
    const reports = await Promise.all(open.map((it) => it.getStats()));
    const all = reports.flatMap((
      it,
    ) => [...it.values() as Iterable<RTCStats & { kind?: string; frameHeight?: number }>]);
    return all.filter((it) => it.type === "inbound-rtp" && it.kind === "video").map((it) => it.frameHeight ?? 0);
  });
}

/** Runs in the page. */
async function record(seconds: number): Promise<{ trackId: string; rate: number; samples: string }[]> {
  type Sound = {
    readonly numberOfFrames: number;
    readonly sampleRate: number;
    copyTo(into: Float32Array, how: { planeIndex: number; format: "f32-planar" }): void;
    close(): void;
  };
  type Processor = new (from: { track: MediaStreamTrack }) => { readable: ReadableStream<Sound> };
  const { MediaStreamTrackProcessor } = globalThis as unknown as { MediaStreamTrackProcessor: Processor };
  const { tracks } = (globalThis as unknown as Watched).ears;
  const live = tracks.filter((it) => it.kind === "audio" && it.readyState === "live");
  return await Promise.all(live.map(async (track) => {
    // A copy, because the page may end its own while we listen.
    const copy = track.clone();
    const reader = new MediaStreamTrackProcessor({ track: copy }).readable.getReader();
    const parts: Float32Array[] = [];
    let rate = 48_000;
    const over = setTimeout(() => copy.stop(), seconds * 1_000 + 200);
    for (let frames = 0; frames < seconds * rate;) {
      const { done, value } = await reader.read();
      if (done) break;
      rate = value.sampleRate;
      const part = new Float32Array(value.numberOfFrames);
      value.copyTo(part, { planeIndex: 0, format: "f32-planar" });
      frames += part.length;
      parts.push(part);
      value.close();
    }
    clearTimeout(over);
    copy.stop();
    const bytes = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return { trackId: track.id, rate, samples: btoa(text) };
  }));
}

/** Runs in the page. */
async function readWays(): Promise<Way[]> {
  type Stat = RTCStats & {
    readonly kind?: string;
    readonly packetsReceived?: number;
    readonly packetsLost?: number;
    readonly selectedCandidatePairId?: string;
    readonly localCandidateId?: string;
    readonly protocol?: string;
  };
  const { connections } = (globalThis as unknown as Watched).ears;
  const open = connections.filter((it) => it.connectionState === "connected");
  const all = await Promise.all(open.map(async (connection) => {
    const stats = [...(await connection.getStats()).values() as Iterable<Stat>];
    // A pair that carries media is being checked again from time to time, and does not say "succeeded" meanwhile.
    const chosen = stats.find((it) => it.type === "transport")?.selectedCandidatePairId;
    const pair = stats.find((it) => it.id === chosen);
    const local = stats.find((it) => it.id === pair?.localCandidateId);
    const received = stats.filter((it) => it.type === "inbound-rtp");
    return received.map((it) => ({
      kind: it.kind ?? "",
      protocol: local?.protocol ?? "",
      packets: it.packetsReceived ?? 0,
      lost: it.packetsLost ?? 0,
    }));
  }));
  return all.flat();
}

function floats(text: string): Float32Array {
  const bytes = Buffer.from(text, "base64");
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
