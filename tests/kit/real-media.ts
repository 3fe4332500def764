import { Buffer } from "node:buffer";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEncoder } from "libopus-wasm";
import type { LogRecord } from "../../server/recorder/log/records.ts";
import type { RenderedTrack } from "../../server/recorder/mux/rendered.ts";
import { renderTrack } from "../../server/recorder/mux/render.ts";
import { ask } from "./media-checks.ts";
import { asRecords } from "./rtp-stream.ts";
import type { Voice } from "./sound.ts";

/** A voice as Opus, 20 ms a packet, repeated for so many frames. */
export async function spoken({ samples }: Voice, frames: number): Promise<Uint8Array[]> {
  const encoder = await createEncoder({
    channels: 1,
    sampleRate: 48_000,
    application: 2_048,
    bitrate: 32_000,
    fec: true,
  });
  try {
    return Array.from({ length: frames }, (_, frame) => {
      const pcm = Int16Array.from(
        { length: 960 },
        (_, at) => 32_000 * (samples[(frame * 960 + at) % samples.length] ?? 0),
      );
      return Uint8Array.from(encoder.encode(pcm, { frameSize: 960 }));
    });
  } finally {
    encoder.free();
  }
}

/** A test picture as a real encoder makes it, 25 frames a second with one in 50 that needs no other. */
export async function filmed(codec: "vp8" | "vp9", frames: number): Promise<Uint8Array[]> {
  const folder = mkdtempSync(join(tmpdir(), "film-"));
  try {
    const file = join(folder, "film.ivf");
    const source = ["-f", "lavfi", "-i", "testsrc=size=320x180:rate=25", "-frames:v", `${frames}`];
    // Pictures that are never shown would come in one packet with another one.
    const form = ["-c:v", codec === "vp8" ? "libvpx" : "libvpx-vp9", "-g", "50", "-b:v", "800k", "-auto-alt-ref", "0"];
    await ask("ffmpeg", [...source, ...form, "-deadline", "realtime", "-cpu-used", "8", "-lag-in-frames", "0", file]);
    return ivfFrames(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ivfFrames(file: Buffer): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let at = 32; at + 12 <= file.length; at += 12 + file.readUInt32LE(at)) {
    frames.push(file.subarray(at + 12, at + 12 + file.readUInt32LE(at)));
  }
  return frames;
}

/** A log's file and what was found of it. */
export async function rendering(
  records: readonly LogRecord[],
  kind: "sound" | "picture",
): Promise<{ readonly track: RenderedTrack; readonly bytes: Buffer<ArrayBuffer> }> {
  let bytes = Buffer.alloc(0);
  const track = await renderTrack(asRecords(records), {
    kind,
    async put(body) {
      const parts: Uint8Array[] = [];
      for await (const it of body) parts.push(it);
      bytes = Buffer.concat(parts);
      return { bytes: bytes.length, sha256: "" };
    },
  });
  if (!track) throw new Error("nothing was rendered");
  return { track, bytes };
}
