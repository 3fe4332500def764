import { createReadStream, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readLog } from "../../../server/recorder/log/read.ts";
import { wholeOf } from "../../../server/recorder/log/whole.ts";
import { opusRate, opusSamples } from "../../../server/recorder/mux/opus.ts";
import { renderTrack } from "../../../server/recorder/mux/render.ts";
import { ask, decoded } from "../../kit/media-checks.ts";
import { readOgg } from "../../kit/ogg-read.ts";
import { type Kept, packetBytes, sentOf } from "./kept-times.ts";

/** A track after a crash: which of its packets are in its file and when they are heard there, and whether it plays. */
export type Recovered = {
  readonly kept: readonly Kept[];
  readonly plays: boolean;
  /** Packets between others that are not there. */
  readonly lost: number;
};

/** How far the length that a player hears may be from what we say, for what an encoder needs to begin. */
const lengthMs = 10;

/** Looks through each of our logs in a folder as a start does, makes the file of each, and has those decoded by ffmpeg. */
export async function recoveredIn(folder: string, dataKey: Uint8Array): Promise<Recovered[]> {
  const logs = readdirSync(folder).filter((it) => it.endsWith(".log"));
  return await Promise.all(logs.map((it) => recovered(join(folder, it), dataKey)));
}

async function recovered(path: string, dataKey: Uint8Array): Promise<Recovered> {
  if ((await wholeOf(path, dataKey)).bytes === 0) return { kept: [], plays: false, lost: 0 };
  let openedAtMs = Number.NaN;
  const onHead = (head: { readonly openedAtMs: number }): void => void (openedAtMs = head.openedAtMs);
  const parts: Uint8Array[] = [];
  const track = await renderTrack(() => readLog(createReadStream(path), dataKey, { onHead }), {
    kind: "sound",
    async put(body) {
      for await (const it of body) parts.push(it);
      return { bytes: 0, sha256: "" };
    },
  });
  if (!track) return { kept: [], plays: false, lost: 0 };
  const file = `${path}.ogg`;
  await writeFile(file, parts);
  const heardMs = await decoded(file).then(({ rate, samples }) => 1_000 * samples.length / rate, () => Number.NaN);
  const plays = Math.abs(heardMs - (track.lastMs - track.firstMs)) <= lengthMs;
  return { kept: await inFile(parts, openedAtMs + track.firstMs), plays, lost: track.counts.lost };
}

/** When each packet is heard that the file holds: the silence between has other sizes. */
async function inFile(parts: readonly Uint8Array[], beginsMs: number): Promise<Kept[]> {
  const kept: Kept[] = [];
  let samples = 0;
  for await (const page of readOgg(parts)) {
    for (const it of page.number < 2 ? [] : page.packets) {
      const cameMs = beginsMs + 1_000 * samples / opusRate;
      if (it.length === packetBytes) kept.push({ sentMs: sentOf(it), cameMs });
      samples += opusSamples(it);
    }
  }
  return kept;
}

/** Whether ffmpeg gets through a file of its own that broke off. */
export async function plays(file: string): Promise<boolean> {
  return await ask("ffmpeg", ["-v", "error", "-i", file, "-f", "null", "-"]).then(() => true, () => false);
}
