// Bench: cutting in, missed ends and false stops of the turn taking, by think time and noise, beside a fixed silence
import process from "node:process";
import { openBooth } from "../../server/adapters/speaker/booth.ts";
import { silentLog } from "../../server/kit/log.ts";
import { thinkTimes } from "../../proto/live/words.ts";
import { startTestBooth } from "../kit/booth.ts";
import { type Listener, ours, plain } from "../kit/dialogue/listeners.ts";
import { answersIn, eventsIn, rehearse } from "../kit/dialogue/rehearse.ts";
import { type Score, score } from "../kit/dialogue/score.ts";
import { closing } from "./kit/closing.ts";
import { report, table } from "./kit/figures.ts";

const noises = [null, 20, 10, 5] as const;
const voices = (process.env.DIALOGUE_VOICES ?? "rms,slt").split(",");
/** What a fixed silence that is as long as ours at rest does in the same run. */
const listeners: Readonly<Record<string, Listener>> = {
  ...Object.fromEntries(thinkTimes.map((it) => [it, ours(it)])),
  "normal, words known": ours("normal", { reads: true }),
  "normal, no judge": ours("normal", { judged: false }),
  "fixed 600 ms": plain(600),
  "fixed 1000 ms": plain(1_000),
  "fixed 2000 ms": plain(2_000),
};
const goals = { cutInsNormal: 0.15, missedEndsNormal: 0.02, falseStopsNormal: 0.05, missedStopsNormal: 0.02 };

await closing(async (own) => {
  const sets = [];
  for (const voice of voices) {
    const process = await startTestBooth({ voice });
    own(() => process.close());
    const booth = openBooth({ socket: process.socket, log: silentLog });
    own(() => booth.close());
    await booth.ready();
    const rehearsal = await rehearse(booth);
    for (const noise of noises) {
      console.log(`hearing ${voice} with ${noise === null ? "no noise" : `noise at ${noise} dB`}`);
      sets.push({
        noise,
        answers: await answersIn(booth, rehearsal, noise),
        events: await eventsIn(booth, rehearsal, noise),
      });
    }
  }
  const rows: (string | number)[][] = [];
  const all = new Map<string, Score>();
  for (const [name, listener] of Object.entries(listeners)) {
    for (const noise of [...noises, "all"] as const) {
      const of = sets.filter((it) => noise === "all" || it.noise === noise);
      const result = score(listener, of.flatMap((it) => it.answers), of.flatMap((it) => it.events));
      if (noise === "all") all.set(name, result);
      rows.push([`${name}, ${noise === null ? "clean" : noise === "all" ? "all" : `${noise} dB`}`, ...cells(result)]);
    }
  }
  const head = ["", "cuts in", "missed ends", "end p50 ms", "false stops", "halts", "missed stops", "stop p50 ms"];
  console.log(table([head, ...rows]));
  const normal = all.get("normal");
  const fixed = all.get("fixed 1000 ms");
  if (!normal || !fixed) throw new Error("nothing was heard");
  const met = normal.cutIns <= goals.cutInsNormal && normal.missedEnds <= goals.missedEndsNormal &&
    normal.falseStops <= goals.falseStopsNormal && normal.missedStops <= goals.missedStopsNormal;
  report({
    bench: "dialogue",
    figures: { normal, fixed, brisk: all.get("brisk"), patient: all.get("patient") },
    goals,
    met,
  });
});

function cells(it: Score): string[] {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return [
    percent(it.cutIns),
    percent(it.missedEnds),
    `${it.endP50Ms}`,
    percent(it.falseStops),
    percent(it.halts),
    percent(it.missedStops),
    `${it.stopP50Ms}`,
  ];
}
