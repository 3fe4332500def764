// Bench: how many listeners one media worker carries at one core: one speaks, more and more listen
import { droppedDatagrams, ownAddress } from "./kit/address.ts";
import { closing } from "./kit/closing.ts";
import { cpuMs, machineTicks } from "./kit/cpu.ts";
import { report, round, table } from "./kit/figures.ts";
import { type OurSfu, startOurs } from "./kit/ours.ts";
import { type Generator, startGenerator } from "./kit/rtp-load-calls.ts";

const settings = { step: 300, most: 3_000, runMs: 6_000, countedOf: 10 };
const goals = { listenersPerCore: 1_500, lossPercent: 0.1 };
const port = 4813;
const group = "audience";
/**
 * `addedP99Ms` is the whole way's, generator and network within the machine included, and told for so many at most:
 * where more is under way, the generator's own queue is most of a packet's time.
 */
const timedUpTo = 800;
/** Busier than this, the machine itself is what is measured, and what is lost says nothing about the worker. */
const machineAllowed = 0.93;

type Step = {
  listeners: number;
  workerShare: number;
  generatorShare: number;
  lossPercent: number;
  wayP99Ms: number;
  machineShare: number;
};

await closing(async (own) => {
  const address = ownAddress();
  const generator = startGenerator(address, "30000-39999");
  own(() => generator.close());
  const sfu = await startOurs({ address, port });
  own(() => sfu.close());
  const { at, offer, ssrc } = await generator.ask("publish", { group });
  await generator.ask("accept", { group, at, ...await sfu.publish(offer, ssrc) });
  const steps: Step[] = [];
  for (let listeners = settings.step; listeners <= settings.most; listeners += settings.step) {
    await admit({ sfu, generator, from: listeners - settings.step, to: listeners });
    const step = await measure({ sfu, generator, listeners });
    steps.push(step);
    if (step.machineShare > machineAllowed || step.lossPercent > goals.lossPercent) break;
  }
  finish(steps, sfu);
});

type Room = { sfu: OurSfu; generator: Generator };

async function admit({ sfu, generator, from, to }: Room & { from: number; to: number }): Promise<void> {
  for (let at = from; at < to; at++) {
    const { offer, accept } = await sfu.listen();
    // All receive and decrypt; counting each of them would cost the generator more than anything else.
    const silent = at % settings.countedOf !== 0;
    await accept((await generator.ask("listen", { group, offer, silent })).answer);
  }
  await generator.ask("open", { group });
}

async function measure({ sfu, generator, listeners }: Room & { listeners: number }): Promise<Step> {
  const before = { worker: cpuMs(sfu.workerPid), dropped: droppedDatagrams(), machine: machineTicks() };
  const run = await generator.ask("run", { group, forMs: settings.runMs });
  const workerShare = (cpuMs(sfu.workerPid) - before.worker) / settings.runMs;
  const machine = machineTicks();
  const machineShare = (machine.busy - before.machine.busy) / (machine.all - before.machine.all);
  const counted = Math.ceil(listeners / settings.countedOf);
  const missing = run.sent * counted - run.delivered;
  // What the kernel threw away may have been meant for those who do not count.
  const lost = Math.max(missing / (run.sent * counted), (droppedDatagrams() - before.dropped) / (run.sent * listeners));
  return {
    listeners,
    workerShare,
    generatorShare: run.cpuShare,
    lossPercent: lost * 100,
    wayP99Ms: run.wayP99Ms,
    machineShare,
  };
}

function finish(steps: readonly Step[], sfu: OurSfu): void {
  const percent = (share: number): string => `${round(share * 100, 0)} %`;
  const rows = steps.map((it) => [
    it.listeners,
    percent(it.workerShare),
    percent(it.generatorShare),
    percent(it.machineShare),
    round(it.lossPercent, 3),
    round(it.wayP99Ms),
  ]);
  console.log(table([["listeners", "worker", "generator", "machine", "loss %", "way p99 ms"], ...rows]));
  const clean = steps.filter((it) => it.lossPercent < goals.lossPercent);
  const best = clean.at(-1);
  const full = (steps.at(-1)?.machineShare ?? 0) > machineAllowed;
  if (full) console.log("The machine was full with the worker, its generator and others: more was not tried.");
  const timed = clean.filter((it) => it.listeners <= timedUpTo).at(-1);
  const carried = best?.listeners ?? 0;
  // Extrapolated: as many as were carried, by how much of one core the worker took for them. Nobody else is counted in.
  const listenersPerCore = best ? Math.round(best.listeners / best.workerShare) : 0;
  console.log(
    `Carried with less than ${goals.lossPercent} % lost: ${carried} listeners, by ${
      percent(best?.workerShare ?? 0)
    } of a ` +
      `core; a whole core would carry ${listenersPerCore} at that rate.`,
  );
  report({
    bench: "audience",
    figures: {
      listenersPerCore,
      carried,
      workerShare: round(best?.workerShare ?? 0, 2),
      lossPercent: round(best?.lossPercent ?? 100, 3),
      addedP99Ms: round(timed?.wayP99Ms ?? Number.NaN, 1),
      limit: full ? "the machine" : best === steps.at(-1) ? "not reached" : "loss",
    },
    goals,
    // Really carried, and at one core.
    met: Math.min(carried, listenersPerCore) >= goals.listenersPerCore,
    versions: { [sfu.name]: sfu.version },
  });
}
