// Bench: what a SIGKILL costs: of the server, of the tap, of ffmpeg and of Janus while several tracks are recorded
//
// What is left of ours is mended and made into files as a start does it, and these are decoded: what counts is what is heard
// in them, and when. ffmpeg's files are decoded too; Janus's are its packets, of which a program of its own would make files.
import { Buffer } from "node:buffer";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { Chance } from "../kit/chance.ts";
import { until } from "../kit/until.ts";
import { ownAddress } from "./kit/address.ts";
import { closing } from "./kit/closing.ts";
import { percentile, report, round, table } from "./kit/figures.ts";
import { mjrFiles, startRecordedJanus } from "./kit/janus-recorded.ts";
import { inMjr, inOgg, type Kept } from "./kit/kept-times.ts";
import { startRecorded } from "./kit/ours-recorded.ts";
import type { Recording } from "./kit/recorded.ts";
import { plays, type Recovered, recoveredIn } from "./kit/recovered.ts";
import { type Generator, startGenerator } from "./kit/rtp-load-calls.ts";

/** `KILLS=10` for a look; another `KILL_SEED` kills at other moments. */
const settings = {
  kills: Number(process.env["KILLS"] ?? 100),
  seed: Number(process.env["KILL_SEED"] ?? 1),
  tracks: 4,
  fromMs: 400,
  toMs: 6_000,
};
/** `maxOffMs`: between the moment when a packet was sent and the one at which it is heard in our file. */
const goals = { maxLostMs: 1_000, maxOffMs: 40 };
const dataKey = Buffer.alloc(32, 3);
const everyMs = 20;
/** Between the times at which packets were sent and those that others noted, from the nearest to the farthest. */
const spreadAllowedMs = 100;
const names = ["server", "tap", "ffmpeg", "janus"] as const;
type Name = (typeof names)[number];
type Outcome = { readonly recovered: boolean; readonly lostMs: readonly number[]; readonly offMs: readonly number[] };
type Place = { readonly home: string; readonly address: string; readonly port: number };

await closing(async (own) => {
  const chance = new Chance(settings.seed);
  const address = ownAddress();
  const generator = startGenerator(address, "26000-28999");
  own(() => generator.close());
  const outcomes = new Map<Name, Outcome[]>(names.map((it) => [it, []]));
  for (let kill = 0; kill < settings.kills; kill++) {
    for (const name of names) {
      const home = await mkdtemp(join(tmpdir(), "gs-bench-kill-"));
      const ms = chance.between(settings.fromMs, settings.toMs);
      const place = { home, address, port: 4_290 };
      outcomes.get(name)?.push(await one(name, { place, generator, group: `${name} ${kill}`, ms }));
      await rm(home, { recursive: true, force: true });
    }
  }
  finish(outcomes);
});

/** When each publisher last sent before the kill, how long they had been sending, and what the wall says when theirs says 0. */
type Sent = { readonly lastSent: readonly number[]; readonly ms: number; readonly originMs: number };
type One = { readonly place: Place; readonly generator: Generator; readonly group: string; readonly ms: number };

async function one(name: Name, { place, generator, group, ms }: One): Promise<Outcome> {
  const recording = await begun(name, place);
  try {
    for (let n = 0; n < settings.tracks; n++) {
      const { at, offer, ssrc } = await generator.ask("publish", { group });
      await generator.ask("accept", { group, at, ...await recording.publish(offer, ssrc) });
    }
    await recording.begin();
    if (name === "ffmpeg") await after(1_500); // it takes a while to listen
    const running = generator.ask("run", { group, forMs: ms + (name === "tap" ? 2_500 : 500) });
    await after(ms);
    const lastSent = await generator.ask("sent", { group });
    killThem(name, recording);
    await running;
    await recording.close();
    const originMs = await generator.ask("origin", null);
    return judged(name, await left(name, place.home), { lastSent, ms, originMs });
  } finally {
    await generator.ask("close", { group });
    await recording.close();
  }
}

function begun(name: Name, place: Place): Promise<Recording> {
  if (name === "janus") return startRecordedJanus({ ...place, media: "31000-31999" });
  return startRecorded({ ...place, by: name === "ffmpeg" ? "ffmpeg" : "tap" });
}

/** The server goes with its worker, as the launcher makes sure; a recorder that is meant goes alone. */
function killThem(name: Name, recording: Recording): void {
  const [first = 0, ...others] = recording.pids();
  const meant = { server: [first, ...childrenOf(first)], tap: others, ffmpeg: others, janus: [first] }[name];
  for (const it of meant) process.kill(it, "SIGKILL");
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number)
  );
}

async function left(name: Name, home: string): Promise<Recovered[]> {
  if (name === "janus") return mjrFiles(home).map((it) => ({ kept: inMjr(it), plays: true, lost: 0 }));
  if (name === "ffmpeg") {
    const folder = join(home, "direct");
    const files = readdirSync(folder).filter((it) => it.endsWith(".ogg")).map((it) => join(folder, it));
    return await Promise.all(files.map(async (it) => ({ kept: inOgg(it), plays: await plays(it), lost: 0 })));
  }
  const folder = join(home, "vault", "logs", "bench");
  await until(() => !readdirSync(folder).some((it) => it.endsWith(".lock")));
  return await recoveredIn(folder, dataKey);
}

function ours(name: Name): boolean {
  return name === "server" || name === "tap";
}

/** Whoever killed the tap waits until it is there again: what counts is the hole. Else it is what is missing at the end. */
function judged(name: Name, tracks: readonly Recovered[], sent: Sent): Outcome {
  const lostMs = tracks.map(({ kept, lost }) => name === "tap" ? holeIn(kept) : missing(kept, sent) + lost * everyMs);
  const offMs = ours(name) ? tracks.flatMap(({ kept }) => kept.map((it) => it.cameMs - it.sentMs - sent.originMs)) : [];
  const onTime = ours(name)
    ? offMs.every((it) => Math.abs(it) <= goals.maxOffMs)
    : tracks.every(({ kept }) => spread(kept) <= spreadAllowedMs);
  const whole = tracks.length === settings.tracks &&
    tracks.every((it) => it.kept.length > 0 && it.plays && inOrder(it.kept));
  return { recovered: whole && onTime, lostMs, offMs };
}

/** All publishers send at one pace, so the last of all of them tells how many packets of any one came before. */
function missing(track: readonly Kept[], { lastSent, ms }: Sent): number {
  const last = track.at(-1);
  return last ? Math.max(0, Math.floor((Math.max(...lastSent) - last.sentMs) / everyMs) * everyMs) : ms;
}

function holeIn(track: readonly Kept[]): number {
  return Math.max(0, ...track.slice(1).map((it, at) => it.sentMs - (track[at]?.sentMs ?? 0) - everyMs));
}

function inOrder(track: readonly Kept[]): boolean {
  return track.every((it, at) => it.sentMs > (track[at - 1]?.sentMs ?? -Infinity));
}

/** 0 where no times were noted. */
function spread(track: readonly Kept[]): number {
  const late = track.map((it) => it.cameMs - it.sentMs).filter((it) => !Number.isNaN(it));
  return late.length === 0 ? 0 : Math.max(...late) - Math.min(...late);
}

function finish(outcomes: ReadonlyMap<Name, readonly Outcome[]>): void {
  const lost = (name: Name): number[] => (outcomes.get(name) ?? []).flatMap((it) => it.lostMs);
  const whole = (name: Name): number => (outcomes.get(name) ?? []).filter((it) => it.recovered).length;
  const max = (name: Name): number => round(Math.max(...lost(name)), 0);
  const off = (name: Name): number =>
    round((outcomes.get(name) ?? []).flatMap((it) => it.offMs).reduce((most, it) => Math.max(most, Math.abs(it)), 0));
  const row = (name: Name): (string | number)[] => {
    const [p50, p95] = [0.5, 0.95].map((share) => round(percentile(lost(name), share), 0));
    return [name, whole(name), p50 ?? 0, p95 ?? 0, max(name), ours(name) ? off(name) : ""];
  };
  const head = ["killed", "recovered", "lost p50 ms", "p95 ms", "max ms", "off max ms"];
  console.log(table([head, ...names.map(row)]));
  const figures = {
    kills: settings.kills,
    recovered: whole("server"),
    maxLostMs: max("server"),
    p95LostMs: round(percentile(lost("server"), 0.95), 0),
    maxOffMs: off("server"),
    tapRecovered: whole("tap"),
    tapMaxLostMs: max("tap"),
    tapMaxOffMs: off("tap"),
    janusMaxLostMs: max("janus"),
    ffmpegMaxLostMs: max("ffmpeg"),
  };
  const met = figures.recovered === settings.kills && figures.tapRecovered === settings.kills &&
    figures.maxLostMs <= goals.maxLostMs;
  report({ bench: "kill", figures, goals: { ...goals, recovered: settings.kills }, met });
}
