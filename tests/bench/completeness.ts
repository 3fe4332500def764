// Bench: how much of a voice is in its file when the network loses packets: a real sender, a bad network, our SFU, our tap
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { version } from "mediasoup";
import type { Weather } from "../kit/relay.ts";
import { closing } from "./kit/closing.ts";
import { report, round, table } from "./kit/figures.ts";
import { type Joined, LossyRoom } from "./kit/lossy-room.ts";

const seconds = Number(process.env["COMPLETENESS_SECONDS"] ?? 30);
const way = { delayMs: 20, jitterMs: 10 };
const fine: Weather = { loss: 0, burst: 1, ...way };
type Run = { readonly name: string; readonly goal: number; readonly bad: Weather; readonly badMs: number };
const runs: readonly Run[] = [
  { name: "lossTen", goal: 99.5, bad: { loss: 0.1, burst: 1, ...way }, badMs: seconds * 1000 },
  { name: "burstsOfThree", goal: 98, bad: { loss: 0.1, burst: 3, ...way }, badMs: seconds * 1000 },
  { name: "lossThirtyForTenSeconds", goal: 95, bad: { loss: 0.3, burst: 1, ...way }, badMs: 10_000 },
];

/** The frames that were spoken while the network was bad: those that count. */
type Spoken = { readonly from: number; readonly to: number; readonly resent: number; readonly lost: number };

await closing(async (own) => {
  const room = await LossyRoom.open(runs.map((it) => it.name));
  own(() => room.close());
  const spoken = new Map<Run, Spoken>();
  for (const run of runs) spoken.set(run, await speak(await room.join(run.name), run));
  await room.end();
  const results = [];
  for (const [run, said] of spoken) {
    const { liesMs } = await room.file(run.name);
    const there = [...liesMs.keys()].filter((it) => it >= said.from && it < said.to).length;
    results.push({ ...run, ...said, frames: said.to - said.from, share: 100 * there / (said.to - said.from) });
  }
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
});
process.exit(0);

/** Some fine seconds, the bad ones, some fine ones again in which what is missed can still come. */
async function speak({ voice, relay }: Joined, { bad, badMs }: Run): Promise<Spoken> {
  relay.weather(fine);
  await voice.speak(2_000);
  const from = voice.frames;
  relay.weather(bad);
  await voice.speak(badMs);
  const to = voice.frames;
  relay.weather(fine);
  await voice.speak(2_000);
  await after(500);
  voice.close();
  return { from, to, resent: voice.resent, lost: relay.counts.up.lost };
}
