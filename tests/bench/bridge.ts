// Bench: what the interviewer's bridge adds between a voice's packets and the provider, both ways, and what a bot costs
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { startTestBooth } from "../kit/booth.ts";
import { startFakeGemini } from "../kit/fake-gemini/server.ts";
import { type BotTimes, botVoice, startBots } from "./kit/bots.ts";
import { closing } from "./kit/closing.ts";
import { cpuMs, rssMb } from "./kit/cpu.ts";
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
const goals = { inP50Ms: 25, inP99Ms: 60, outP50Ms: 25, outP99Ms: 60, bargeInP99Ms: 100, onsetP50Ms: 150 };
/** In its last third it may be worse than in its first by so much. */
const flat = { times: 1.5, ms: 5 };

type Round = {
  readonly bots: number;
  readonly ins: readonly number[];
  readonly outs: readonly number[];
  readonly bargeIns: readonly number[];
  readonly onsets: readonly number[];
  readonly deaf: number;
  readonly frames: number;
  readonly lost: number;
  readonly cpuPercent: number;
  readonly boothPercent: number;
};

await closing(async (own) => {
  const { fake, url, close } = await startFakeGemini({ thinkMs: 100, replyMs: 4_000, setupMs: 1 });
  own(close);
  const provider = stamped(fake);
  const booth = await startTestBooth();
  own(() => booth.close());
  const bots = startBots();
  own(() => bots.close());
  const talk = async (forMs: number): Promise<Round> => {
    provider.forEach((it) => it.clear());
    const [before, boothBefore, startMs] = [cpuMs(bots.pid), cpuMs(booth.pid()), performance.now()];
    const times = await bots.ask("talk", { forMs });
    const spentMs = performance.now() - startMs;
    const cpuPercent = (cpuMs(bots.pid) - before) / spentMs * 100;
    const boothPercent = (cpuMs(booth.pid()) - boothBefore) / spentMs * 100;
    await after(200);
    return { ...roundOf(times, provider), cpuPercent, boothPercent };
  };
  const echo = async (voices: number): Promise<number> => {
    const before = cpuMs(bots.pid);
    await bots.ask("echo", { voices, forMs: settings.echoMs });
    return (cpuMs(bots.pid) - before) / settings.echoMs * 100;
  };

  const bare = await echo(settings.bots);
  const open = (count: number) => bots.ask("open", { bots: count, url, booth: booth.socket });
  await open(1);
  await talk(1_000);
  const { mb } = await bots.ask("memory", null);
  await open(settings.bots - 1);
  const rounds: Round[] = [];
  const mbs: number[] = [];
  for (let ms = 0; ms < settings.minutes * 60_000; ms += settings.roundMs) {
    rounds.push(await talk(settings.roundMs));
    mbs.push((await bots.ask("memory", null)).mb);
  }
  const mbPerBot = ((mbs[0] ?? Number.NaN) - mb) / Math.max(1, settings.bots - 1);
  const ramp: Round[] = [];
  for (const count of settings.ramp) {
    await open(count - (ramp.at(-1)?.bots ?? settings.bots));
    const next = await talk(settings.rampMs);
    ramp.push(next);
    if (!carried(next)) break;
  }
  finish({ rounds, ramp, bare, mbs, mbPerBot, boothMb: rssMb(booth.pid()) });
});

/** Pairs what was sent with what came, in order. Throws when not everything came. */
function roundOf(
  bots: readonly BotTimes[],
  provider: ReadonlyMap<string, ProviderTimes>,
): Omit<Round, "cpuPercent" | "boothPercent"> {
  const [ins, outs]: [number[], number[]] = [[], []];
  for (const [n, { heard, answers }] of bots.entries()) {
    const { heardMs = [], spokenMs = [] } = provider.get(botVoice(n)) ?? {};
    if (heardMs.length !== heard.length) {
      throw new Error(`${heard.length} frames were given to a provider that had ${heardMs.length}`);
    }
    if (spokenMs.length !== answers.length) {
      throw new Error(`${answers.length} answers were heard of a provider that gave ${spokenMs.length}`);
    }
    heard.forEach((sentMs, at) => sentMs !== null && ins.push((heardMs[at] ?? Number.NaN) - sentMs));
    answers.forEach((outMs, at) => outs.push(outMs - (spokenMs[at] ?? Number.NaN)));
  }
  const bargeIns = bots.flatMap((it) => it.bargeIns);
  const onsets = bots.flatMap((it) => it.onsets);
  const sum = (of: (bot: BotTimes) => number): number => bots.reduce((all, it) => all + of(it), 0);
  const [lost, deaf] = [sum((it) => it.lost), sum((it) => it.deaf)];
  return { bots: bots.length, ins, outs, bargeIns, onsets, deaf, frames: ins.length, lost };
}

/** Whether all goals are met with so many. */
function carried({ ins, outs, bargeIns }: Round): boolean {
  return percentile(ins, 0.99) <= goals.inP99Ms && percentile(outs, 0.99) <= goals.outP99Ms &&
    percentile(bargeIns, 0.99) <= goals.bargeInP99Ms;
}

type Measure = "ins" | "outs" | "bargeIns" | "onsets";
type Measured = {
  readonly rounds: readonly Round[];
  readonly ramp: readonly Round[];
  readonly bare: number;
  readonly mbs: readonly number[];
  readonly mbPerBot: number;
  readonly boothMb: number;
};

function finish({ rounds, ramp, bare, mbs, mbPerBot, boothMb }: Measured): void {
  const rows = [...rounds, ...ramp].map((it) => [
    `${it.bots} bots`,
    ...[it.ins, it.outs, it.bargeIns, it.onsets].flatMap((all) =>
      [0.5, 0.99].map((share) => round(percentile(all, share)))
    ),
    ...[it.deaf, it.frames, it.lost, round(it.cpuPercent / it.bots, 2), round(it.boothPercent / it.bots, 2)],
  ]);
  const head = [
    ...["", "in p50", "p99", "out p50", "p99", "barge-in p50", "p99", "from its onset p50", "p99", "not noticed"],
    ...["frames", "made up", "CPU % per bot", "of the judge"],
  ];
  console.log(table([head, ...rows]));
  const all = (what: Measure, of = rounds): number[] => of.flatMap((it) => it[what]);
  const third = Math.ceil(rounds.length / 3);
  const ends = (what: Measure): [number, number] => [
    round(percentile(all(what, rounds.slice(0, third)), 0.99)),
    round(percentile(all(what, rounds.slice(-third)), 0.99)),
  ];
  const [[inFirst, inLast], [outFirst, outLast]] = [ends("ins"), ends("outs")];
  const booth = rounds.reduce((sum, it) => sum + it.boothPercent, 0) / rounds.length;
  const cpu = rounds.reduce((sum, it) => sum + it.cpuPercent, 0) / rounds.length;
  const figures = {
    inP50Ms: round(percentile(all("ins"), 0.5)),
    inP99Ms: round(percentile(all("ins"), 0.99)),
    outP50Ms: round(percentile(all("outs"), 0.5)),
    outP99Ms: round(percentile(all("outs"), 0.99)),
    bargeInP99Ms: round(percentile(all("bargeIns"), 0.99)),
    onsetP50Ms: round(percentile(all("onsets"), 0.5)),
    onsetP99Ms: round(percentile(all("onsets"), 0.99)),
    notNoticed: rounds.reduce((sum, it) => sum + it.deaf, 0),
    boothPerBotPercent: round(booth / settings.bots, 2),
    boothMb: round(boothMb),
    cpuPerBotPercent: round((cpu - bare) / settings.bots, 2),
    barePerBotPercent: round(bare / settings.bots, 2),
    rssPerBotMb: round(mbPerBot, 2),
    bots: settings.bots,
    mostBots: Math.max(settings.bots, ...ramp.filter(carried).map((it) => it.bots)),
    minutes: settings.minutes,
    ...{ inP99FirstMs: inFirst, inP99LastMs: inLast, outP99FirstMs: outFirst, outP99LastMs: outLast },
    rssFirstMb: round(mbs[0] ?? Number.NaN),
    rssLastMb: round(mbs.at(-1) ?? Number.NaN),
    madeUp: rounds.reduce((sum, it) => sum + it.lost, 0),
  };
  const stays = ([first, last]: readonly [number, number]): boolean => last <= first * flat.times + flat.ms;
  const met = Object.entries(goals).every(([name, goal]) => figures[name as keyof typeof goals] <= goal) &&
    (["ins", "outs", "bargeIns"] as const).every((it) => stays(ends(it)));
  report({ bench: "bridge", figures, goals, met });
}
