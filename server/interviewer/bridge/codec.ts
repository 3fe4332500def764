import { Application, createDecoder, createEncoder, Signal } from "libopus-wasm";
import type { Rate } from "./thread-words.ts";

export type Decoder = Awaited<ReturnType<typeof createDecoder>>;
export type Encoders = Readonly<Record<Rate, Awaited<ReturnType<typeof createEncoder>>>>;

/** 20 ms at 16 kHz, which is what is heard in. */
export const heardSamples = 320;

/** Straight to 16 kHz, whatever was encoded. */
export async function openDecoder(): Promise<Decoder> {
  return await createDecoder({ channels: 1, sampleRate: 16_000 });
}

export async function openEncoders(): Promise<Encoders> {
  const [low, high] = await Promise.all([openEncoder(16_000), openEncoder(24_000)]);
  return { 16000: low, 24000: high };
}

export function freeEncoders(encoders: Encoders): void {
  for (const it of Object.values(encoders)) it.free();
}

/** Receivers count in 48 kHz whatever went in, so nothing is resampled here. */
async function openEncoder(sampleRate: Rate) {
  return await createEncoder({
    channels: 1,
    sampleRate,
    frameSize: sampleRate / 50,
    application: Application.Voip,
    signal: Signal.Voice,
    bitrate: 32_000,
    // Half the work of the highest, and nobody hears it.
    complexity: 5,
    fec: true,
    packetLossPercent: 10,
    dtx: true,
  });
}
