// Bench: CPU and memory for each recorded track of sound, beside Janus and one ffmpeg per track: 20 and 50 tracks
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { ownAddress } from "./kit/address.ts";
import { closing, type Own } from "./kit/closing.ts";
import { cpuMs } from "./kit/cpu.ts";
import { median, report, round, table } from "./kit/figures.ts";
import { startRecordedJanus } from "./kit/janus-recorded.ts";
import { startRecorded } from "./kit/ours-recorded.ts";
import type { Recording } from "./kit/recorded.ts";
import { type Generator, startGenerator } from "./kit/rtp-load-calls.ts";

/** `RECORDER_TRACKS`, `RECORDER_ROUNDS` and `RECORDER_ROUND_MS` make it shorter for a look. */
const settings = {
  tracks: (process.env["RECORDER_TRACKS"] ?? "20,50").split(",").map(Number),
  rounds: Number(process.env["RECORDER_ROUNDS"] ?? 5),
  roundMs: Number(process.env["RECORDER_ROUND_MS"] ?? 10_000),
  /** What runs for hours is compiled by then. */
  warmMs: 10_000,
};
const goals = { ratioToJanus: 1.2, ratioToFfmpeg: 0.6 };
/** A round that left more out measures something else. */
const missingAllowed = 0.01;
/** What the others keep in buffers of their own, for each track: Janus 4 KiB of its file, ffmpeg a page of Ogg. */
const bufferedPackets = 52;
const settledMs = 1_500;
const names = ["tap", "janus", "ffmpeg", "direct"] as const;
type Name = (typeof names)[number];
type Round = { readonly msPerTrackSecond: number };

await closing(async (own) => {
  const address = ownAddress();
  const results = [];
  for (const [at, tracks] of settings.tracks.entries()) results.push(await measured(own, { address, tracks, at }));
  finish(results);
});

type Measured = { readonly tracks: number; readonly ms: Map<Name, number[]>; readonly mb: Map<Name, number> };

async function measured(own: Own, { address, tracks, at }: { address: string; tracks: number; at: number }) {
  const home = await mkdtemp(join(tmpdir(), "gs-bench-recorder-"));
  own(() => rm(home, { recursive: true, force: true }));
  const from = 4_260 + at * 10;
  const generator = startGenerator(address, `${23_000 + at * 3_000}-${25_999 + at * 3_000}`);
  own(() => generator.close());
  const recordings = new Map<Name, Recording>();
  const ms = new Map<Name, number[]>();
  const mb = new Map<Name, number>();
  for (const [n, name] of names.entries()) {
    const place = { address, port: from + n, home: await mkdtemp(join(home, name)) };
    const media = `${30_000 + at * 1_000}-${30_999 + at * 1_000}`;
    const recording = name === "janus"
      ? await startRecordedJanus({ ...place, media })
      : await startRecorded({ ...place, by: name });
    own(() => recording.close());
    recordings.set(name, recording);
    const before = memoryMb(recording);
    await fill(recording, generator, { group: name, tracks });
    await generator.ask("run", { group: name, forMs: settings.warmMs });
    mb.set(name, (memoryMb(recording) - before) / tracks);
  }
  for (let n = 0; n < settings.rounds; n++) {
    for (const [name, recording] of recordings) {
      ms.set(name, [
        ...ms.get(name) ?? [],
        (await goodRound(recording, generator, { group: name, tracks })).msPerTrackSecond,
      ]);
    }
  }
  for (const it of recordings.values()) await it.close();
  await generator.close();
  return { tracks, ms, mb, versions: new Map([...recordings].map(([name, it]) => [name, it.version])) };
}

type Crowd = { readonly group: Name; readonly tracks: number };

async function fill(recording: Recording, generator: Generator, { group, tracks }: Crowd): Promise<void> {
  for (let n = 0; n < tracks; n++) {
    const { at, offer, ssrc } = await generator.ask("publish", { group });
    await generator.ask("accept", { group, at, ...await recording.publish(offer, ssrc) });
  }
  await recording.begin();
  await after(1_000);
}

/** One round, again when not all that was sent was written down. */
async function goodRound(recording: Recording, generator: Generator, crowd: Crowd, triesLeft = 3): Promise<Round> {
  const { group, tracks } = crowd;
  const packets = await recording.packets();
  const before = used(recording);
  const { sent } = await generator.ask("run", { group, forMs: settings.roundMs });
  await after(settledMs);
  const spent = used(recording) - before;
  const kept = await recording.packets() - packets;
  if (Math.abs(kept - sent) <= sent * missingAllowed + (group === "tap" ? 0 : tracks * bufferedPackets)) {
    const msPerTrackSecond = spent / tracks / (settings.roundMs / 1_000);
    console.log(`${tracks} tracks, ${recording.name}: ${round(msPerTrackSecond, 2)} ms per track-second`);
    return { msPerTrackSecond };
  }
  console.log(`refused a round of ${recording.name}: ${kept} of ${sent} packets were written down`);
  if (triesLeft === 0) throw new Error(`${recording.name} had no clean round`);
  return await goodRound(recording, generator, crowd, triesLeft - 1);
}

function used(recording: Recording): number {
  return recording.pids().reduce((sum, it) => sum + cpuMs(it), 0);
}

/** Resident memory of a recorder's processes and all below them. */
function memoryMb(recording: Recording): number {
  const parents = new Map(
    readdirSync("/proc").filter((it) => /^\d+$/.test(it)).map((it) => [Number(it), Number(statusOf(it, "PPid"))]),
  );
  const roots = recording.pids();
  const below = (pid: number): boolean => roots.includes(pid) || parents.has(pid) && below(parents.get(pid) ?? 0);
  const all = [...parents.keys()].filter(below);
  return all.reduce((sum, it) => sum + Number(statusOf(`${it}`, "VmRSS")) / 1024, 0);
}

function statusOf(pid: string, field: string): string {
  try {
    return new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
  } catch {
    return "0"; // it ended while we looked
  }
}

function finish(results: readonly (Measured & { readonly versions: Map<Name, string> })[]): void {
  const of = (it: Measured, name: Name): number => round(median(it.ms.get(name) ?? []), 2);
  const rows = results.flatMap((it) =>
    names.map((name) => [
      `${name}, ${it.tracks} tracks`,
      of(it, name),
      (it.ms.get(name) ?? []).map((one) => round(one, 2)).join(" "),
      round(it.mb.get(name) ?? 0, 2),
    ])
  );
  console.log(table([["recorder", "ms/track-second", "of rounds", "MB/track"], ...rows]));
  const worst = (name: Name): number => round(Math.max(...results.map((it) => median(ratios(it, name)))), 3);
  const last = results.at(-1);
  if (!last) return;
  const figures = {
    msPerTrackSecond: of(last, "tap"),
    janusMs: of(last, "janus"),
    ffmpegMs: of(last, "ffmpeg"),
    directMs: of(last, "direct"),
    ratioToJanus: worst("janus"),
    ratioToFfmpeg: worst("ffmpeg"),
    rssPerTrackMb: round(last.mb.get("tap") ?? 0, 2),
    janusRssPerTrackMb: round(last.mb.get("janus") ?? 0, 2),
    ffmpegRssPerTrackMb: round(last.mb.get("ffmpeg") ?? 0, 2),
    of: Object.fromEntries(
      results.map((it) => [it.tracks, Object.fromEntries(names.map((name) => [name, of(it, name)]))]),
    ),
  };
  const met = figures.ratioToJanus <= goals.ratioToJanus && figures.ratioToFfmpeg <= goals.ratioToFfmpeg;
  report({ bench: "recorder", figures, goals, met, versions: Object.fromEntries(last.versions) });
}

/** Round by round: what slowed one of a pair down slowed the other down as well. */
function ratios(it: Measured, name: Name): number[] {
  return (it.ms.get("tap") ?? []).map((one, at) => one / (it.ms.get(name)?.[at] ?? Number.NaN));
}
