// Bench: what the interviewer's bridge adds between a voice's packets and the provider, both ways, and what a bot costs
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { startFakeGemini } from "../kit/fake-gemini/server.ts";
import { type BotTimes, startBots } from "./kit/bots.ts";
import { closing } from "./kit/closing.ts";
import { cpuMs } from "./kit/cpu.ts";
import { percentile, report, round, table } from "./kit/figures.ts";
import { type ProviderTimes, stamped } from "./kit/stamped-provider.ts";

/** `BRIDGE_MINUTES=30` measures whether it stays the same; `BRIDGE_BOTS` and `BRIDGE_RAMP` set how many there are. */
const settings = {
  minutes: Number(process.env["BRIDGE_MINUTES"] ?? 1),
  bots: Number(process.env["BRIDGE_BOTS"] ?? 4),
  ramp: (process.env["BRIDGE_RAMP"] ?? "8,16,24,32,48").split(",").map(Number).filter(Boolean),
  echoMs: 10_000,
  roundMs: 20_000,
  rampMs: 8_000,
};
const goals = { inP50Ms: 25, inP99Ms: 60, outP50Ms: 25, outP99Ms: 60, bargeInP99Ms: 100 };

type Round = {
  readonly bots: number;
  readonly ins: readonly number[];
  readonly outs: readonly number[];
  readonly bargeIns: readonly number[];
  readonly frames: number;
  readonly lost: number;
  readonly cpuPercent: number;
};

await closing(async (own) => {
  const { fake, url, close } = await startFakeGemini({ thinkMs: 100, replyMs: 4_000, setupMs: 1 });
  own(close);
  const provider = stamped(fake);
  const bots = startBots();
  own(() => bots.close());
  const talk = async (forMs: number): Promise<Round> => {
    provider.forEach((it) => it.clear());
    const [before, startMs] = [cpuMs(bots.pid), performance.now()];
    const times = await bots.ask("talk", { forMs });
    const spentMs = performance.now() - startMs;
    await after(200);
    return roundOf(times, provider, (cpuMs(bots.pid) - before) / spentMs * 100);
  };
  const echo = async (voices: number): Promise<number> => {
    const before = cpuMs(bots.pid);
    await bots.ask("echo", { voices, forMs: settings.echoMs });
    return (cpuMs(bots.pid) - before) / settings.echoMs * 100;
  };

  const bare = await echo(settings.bots);
  await bots.ask("open", { bots: 1, url });
  await talk(1_000);
  const { mb } = await bots.ask("memory", null);
  await bots.ask("open", { bots: settings.bots - 1, url });
  const rounds: Round[] = [];
  const mbs: number[] = [];
  for (let ms = 0; ms < settings.minutes * 60_000; ms += settings.roundMs) {
    rounds.push(await talk(settings.roundMs));
    mbs.push((await bots.ask("memory", null)).mb);
  }
  const mbPerBot = ((mbs[0] ?? Number.NaN) - mb) / Math.max(1, settings.bots - 1);
  const ramp: Round[] = [];
  for (const count of settings.ramp) {
    await bots.ask("open", { bots: count - (ramp.at(-1)?.bots ?? settings.bots), url });
    const next = await talk(settings.rampMs);
    ramp.push(next);
    if (!carried(next)) break;
  }
  finish({ rounds, ramp, bare, mbs, mbPerBot });
});

/** Pairs what was sent with what came, in order. Throws when not everything came. */
function roundOf(bots: readonly BotTimes[], provider: readonly ProviderTimes[], cpuPercent: number): Round {
  const [ins, outs]: [number[], number[]] = [[], []];
  for (const [n, { heard, answers }] of bots.entries()) {
    const { heardMs = [], spokenMs = [] } = provider[n] ?? {};
    if (heardMs.length !== heard.length) {
      throw new Error(`${heard.length} frames were given to a provider that had ${heardMs.length}`);
    }
    heard.forEach((sentMs, at) => sentMs !== null && ins.push((heardMs[at] ?? Number.NaN) - sentMs));
    answers.forEach((outMs, at) => outs.push(outMs - (spokenMs[at] ?? Number.NaN)));
  }
  const bargeIns = bots.flatMap((it) => it.bargeIns);
  const lost = bots.reduce((sum, it) => sum + it.lost, 0);
  return { bots: bots.length, ins, outs, bargeIns, frames: ins.length, lost, cpuPercent };
}

/** Whether all goals are met with so many. */
function carried({ ins, outs, bargeIns }: Round): boolean {
  return percentile(ins, 0.99) <= goals.inP99Ms && percentile(outs, 0.99) <= goals.outP99Ms &&
    percentile(bargeIns, 0.99) <= goals.bargeInP99Ms;
}

type Measured = {
  readonly rounds: readonly Round[];
  readonly ramp: readonly Round[];
  readonly bare: number;
  readonly mbs: readonly number[];
  readonly mbPerBot: number;
};

function finish({ rounds, ramp, bare, mbs, mbPerBot }: Measured): void {
  const rows = [...rounds, ...ramp].map((it) => [
    `${it.bots} bots`,
    ...[it.ins, it.outs, it.bargeIns].flatMap((all) => [round(percentile(all, 0.5)), round(percentile(all, 0.99))]),
    ...[it.frames, it.lost, round(it.cpuPercent / it.bots, 2)],
  ]);
  const head = ["", "in p50", "p99", "out p50", "p99", "barge-in p50", "p99", "frames", "made up", "CPU % per bot"];
  console.log(table([head, ...rows]));
  const all = (what: "ins" | "outs" | "bargeIns", of = rounds): number[] => of.flatMap((it) => it[what]);
  const third = Math.ceil(rounds.length / 3);
  const cpu = rounds.reduce((sum, it) => sum + it.cpuPercent, 0) / rounds.length;
  const figures = {
    inP50Ms: round(percentile(all("ins"), 0.5)),
    inP99Ms: round(percentile(all("ins"), 0.99)),
    outP50Ms: round(percentile(all("outs"), 0.5)),
    outP99Ms: round(percentile(all("outs"), 0.99)),
    bargeInP99Ms: round(percentile(all("bargeIns"), 0.99)),
    cpuPerBotPercent: round((cpu - bare) / settings.bots, 2),
    barePerBotPercent: round(bare / settings.bots, 2),
    rssPerBotMb: round(mbPerBot, 2),
    bots: settings.bots,
    mostBots: Math.max(settings.bots, ...ramp.filter(carried).map((it) => it.bots)),
    minutes: settings.minutes,
    inP99FirstMs: round(percentile(all("ins", rounds.slice(0, third)), 0.99)),
    inP99LastMs: round(percentile(all("ins", rounds.slice(-third)), 0.99)),
    rssFirstMb: round(mbs[0] ?? Number.NaN),
    rssLastMb: round(mbs.at(-1) ?? Number.NaN),
    madeUp: rounds.reduce((sum, it) => sum + it.lost, 0),
  };
  const met = Object.entries(goals).every(([name, goal]) => figures[name as keyof typeof goals] <= goal);
  report({ bench: "bridge", figures, goals, met });
}
