import { Buffer } from "node:buffer";
import { Logging, LogLevel } from "mediabunny";
import { AppError } from "../../server/kit/errors.ts";
import { makeRemux } from "../../server/recorder/fallback/remux.ts";
import { takeVoice } from "../../server/recorder/fallback/voice.ts";
import { oggCrc } from "../../server/recorder/mux/ogg-crc.ts";
import { browserRecording } from "../kit/browser-recording.ts";
import type { Chance } from "../kit/chance.ts";
import { spoiled } from "./kit/spoiled.ts";
import { type Attack, broken, type Target } from "./kit/target.ts";

const frames = 6;
const dayMs = 86_400_000;

export const webm: Target = { about: "WebM files that browsers recorded", open: () => opened("webm", attack) };
export const ogg: Target = { about: "Ogg files that browsers recorded", open: () => opened("ogg", attack) };
/** Few bytes of an MP4 can claim any number of packets, which the thread's memory ends and no reader. */
export const mp4: Target = {
  about: "MP4 files that browsers recorded",
  open: () => opened("mp4", attack),
  contained: async (chance) => await (await opened("mp4", inItsThread))(chance),
};

/** One that was streamed, as browsers do, and one that was finished. */
async function opened(
  as: "webm" | "ogg" | "mp4",
  run: (bytes: Buffer) => Promise<void>,
): Promise<Attack> {
  Logging.level = LogLevel.Silent; // as in the thread that it runs in
  const files = await Promise.all([false, true].map((whole) => browserRecording(frames, { as, whole })));
  const [streamed = Buffer.alloc(0), whole = streamed] = files.map((it) => sameAgain(as, Buffer.from(it)));
  return (chance: Chance) => run(spoiled(chance.of(streamed, whole), chance));
}

/** A case can be had again only of the same file: without the moment and the number of chance that are written into it. */
function sameAgain(as: "webm" | "ogg" | "mp4", file: Buffer): Buffer {
  if (as === "mp4") {
    for (const it of ["mvhd", "tkhd", "mdhd"]) file.fill(0, file.indexOf(it) + 8, file.indexOf(it) + 16);
  }
  if (as !== "ogg") return file;
  for (let at = 0, end = 0; at < file.length; at = end) {
    const next = file.indexOf("OggS", at + 4);
    end = next < 0 ? file.length : next;
    file.writeUInt32LE(1, at + 14);
    file.writeUInt32LE(oggCrc(file.subarray(at, end)), at + 22);
  }
  return file;
}

/** It may refuse; what it gives must make sense. */
async function attack(bytes: Buffer): Promise<void> {
  const file = { bytes: bytes.length, read: (from: number, to: number) => bytes.subarray(from, to) };
  const found = await takeVoice(file, async () => {}).catch(refusal);
  if (!found) return;
  const { packets, lengthMs, gapsMs } = found;
  const sensible = packets > 0 && lengthMs >= 0 && lengthMs <= dayMs + 2_000 && gapsMs >= 0 && gapsMs <= lengthMs;
  if (!sensible) broken(`it claims ${packets} packets in ${lengthMs} ms, ${gapsMs} of them missing`);
}

function refusal(error: unknown): null {
  return error instanceof Error ? null : broken("what it throws is no error");
}

/** As production reads it: whatever it does, it ends in a sentence of ours. */
async function inItsThread(bytes: Buffer): Promise<void> {
  const remux = makeRemux({ patienceMs: 2_000, memoryBytes: 150_000_000 });
  const source = {
    bytes: bytes.length,
    startedMs: 0,
    read: async (from: number, to: number) => bytes.subarray(from, to),
  };
  const put = async (body: AsyncIterable<Uint8Array>) => {
    for await (const _ of body);
    return { bytes: 0, sha256: "" };
  };
  await remux(source, { put }).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}
