// Bench: how far tracks of one take lie apart in their files: clicks that all hear at one moment, over a simulated hour
import process from "node:process";
import { readOgg } from "../kit/ogg-read.ts";
import { opusSamples } from "../../server/recorder/mux/opus.ts";
import { renderTrack } from "../../server/recorder/mux/render.ts";
import type { RenderedTrack } from "../../server/recorder/mux/rendered.ts";
import { asRecords } from "../kit/rtp-stream.ts";
import { percentile, report, round, table } from "./kit/figures.ts";
import { castOf, type Sender } from "./kit/sync-cast.ts";

const minutes = Number(process.env["SYNC_MINUTES"] ?? 60);
const clickMs = 500;
const frameMs = 20;

type Filed = { readonly sender: Sender; readonly track: RenderedTrack; readonly inFileMs: ReadonlyMap<number, number> };

/** Where in its file each click lies that the track holds: by the moment when it was made. */
function clicksOf({ sender, inFileMs }: Filed): Map<number, number> {
  const clicks = new Map<number, number>();
  for (const [frame, atMs] of inFileMs) {
    const spokenMs = sender.spokenMs.get(frame);
    if (spokenMs === undefined) continue;
    const click = Math.ceil(spokenMs / clickMs) * clickMs;
    if (click < spokenMs + frameMs) clicks.set(click, atMs + click - spokenMs);
  }
  return clicks;
}

async function filed(sender: Sender): Promise<Filed> {
  const inFile = new Map<number, number>();
  let samples = 0;
  const track = await renderTrack(asRecords(sender.records), {
    kind: "sound",
    async put(body) {
      let bytes = 0;
      for await (const page of readOgg(counted(body, (it) => bytes += it))) {
        for (const packet of page.number < 2 ? [] : page.packets) {
          if (packet[6] === 0xfe) inFile.set(new DataView(Uint8Array.from(packet).buffer).getUint32(1), samples / 48);
          samples += opusSamples(packet);
        }
      }
      return { bytes, sha256: "" };
    },
  });
  if (!track) throw new Error(`${sender.name} has no file`);
  return { sender, track, inFileMs: new Map([...inFile].map(([frame, ms]) => [frame, track.firstMs + ms])) };
}

async function* counted(body: AsyncIterable<Uint8Array>, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const it of body) {
    count(it.length);
    yield it;
  }
}

const tracks: Filed[] = [];
for (const sender of castOf(minutes * 60_000, 20260105)) tracks.push(await filed(sender));
const clicks = tracks.map(clicksOf);
const moments = [...new Set(clicks.flatMap((it) => [...it.keys()]))].sort((a, b) => a - b);
const apartMs: number[] = [];
for (const moment of moments) {
  const heard = clicks.flatMap((it) => it.get(moment) ?? []);
  if (heard.length > 1) apartMs.push(Math.max(...heard) - Math.min(...heard));
}
console.log(table([
  ["track", "frames", "in file %", "off p95", "off max", "stated p95", "stated max"],
  ...tracks.map(({ sender, track }, at) => {
    const off = [...clicks[at] ?? []].map(([moment, ms]) => Math.abs(ms - moment));
    const share = 100 * track.counts.frames / sender.spokenMs.size;
    return [
      ...[sender.name, sender.spokenMs.size, share.toFixed(3), round(percentile(off, 0.95)), round(percentile(off, 1))],
      ...[track.alignment.p95Ms, track.alignment.maxMs],
    ];
  }),
]));
const figures = { p95Ms: round(percentile(apartMs, 0.95)), maxMs: round(Math.max(...apartMs)), minutes };
const goals = { p95Ms: 20, maxMs: 40 };
console.log(`${apartMs.length} clicks were heard in two tracks or more.`);
report({ bench: "sync", figures, goals, met: figures.p95Ms <= goals.p95Ms && figures.maxMs <= goals.maxMs });
