// Bench: CPU per delivered packet of sound, beside Janus: one room, by default 4 speak and 50 listen
import process from "node:process";
import { ownAddress } from "./kit/address.ts";
import { closing } from "./kit/closing.ts";
import { cpuMs } from "./kit/cpu.ts";
import { median, report, round, table } from "./kit/figures.ts";
import { startJanus } from "./kit/janus.ts";
import { startOurs } from "./kit/ours.ts";
import { type Generator, type Run, startGenerator } from "./kit/rtp-load-calls.ts";
import type { Sfu } from "./kit/sfu.ts";

/** `SFU_SPEAKERS` and `SFU_LISTENERS` set how large the room is. */
const settings = {
  publishers: Number(process.env["SFU_SPEAKERS"] ?? 4),
  listeners: Number(process.env["SFU_LISTENERS"] ?? 50),
  rounds: 5,
  roundMs: 12_000,
  warmMs: 2_000,
};
const goals = { ratioToJanus: 0.45 };
/** The one that the goal is about. */
const janusVersion = "1.1.2";
const ports = { ours: 4810, peers: "23000-29999" };
/** As Debian has it, which is what the goal is about, and with our worker's cipher, to see what of it is the cipher. */
const januses = [
  { name: "janus", crypto: "nss", port: 4811, media: "20000-20999" },
  { name: "janus with openssl", crypto: "openssl", port: 4812, media: "21000-21999" },
] as const;
/** A round that lost more measures something else. */
const lossAllowed = 0.001;
/** Above it the generator is what is measured. */
const generatorAllowed = 0.9;

type Measured = Run & { usPerPacket: number };

await closing(async (own) => {
  // Janus's ICE ignores the loopback, so both are reached at the machine's own address.
  const address = ownAddress();
  const generator = startGenerator(address, ports.peers);
  own(() => generator.close());
  const sfus: Sfu[] = [await startOurs({ address, port: ports.ours })];
  own(() => Promise.all(sfus.map((it) => it.close())));
  for (const it of januses) sfus.push(await startJanus({ ...it, address }));
  for (const sfu of sfus) await fill(sfu, generator);
  for (const sfu of sfus) await generator.ask("run", { group: sfu.name, forMs: settings.warmMs });
  const rounds = new Map(sfus.map((it): [string, Measured[]] => [it.name, []]));
  for (let at = 0; at < settings.rounds; at++) {
    for (const sfu of sfus) rounds.get(sfu.name)?.push(await goodRound(sfu, generator));
  }
  finish(rounds, sfus);
});

async function fill(sfu: Sfu, generator: Generator): Promise<void> {
  const group = sfu.name;
  for (let at = 0; at < settings.publishers; at++) {
    const { at, offer, ssrc } = await generator.ask("publish", { group });
    await generator.ask("accept", { group, at, ...await sfu.publish(offer, ssrc) });
  }
  for (let at = 0; at < settings.listeners; at++) {
    const { offer, accept } = await sfu.listen();
    await accept((await generator.ask("listen", { group, offer })).answer);
  }
  await generator.ask("open", { group });
}

/** One round, again when it was not a clean one. */
async function goodRound(sfu: Sfu, generator: Generator, triesLeft = 4): Promise<Measured> {
  const before = cpuMs(sfu.pid);
  const run = await generator.ask("run", { group: sfu.name, forMs: settings.roundMs });
  const usPerPacket = (cpuMs(sfu.pid) - before) * 1000 / run.delivered;
  const due = run.sent * settings.listeners;
  const clean = Math.abs(run.delivered - due) <= due * lossAllowed && run.cpuShare <= generatorAllowed;
  if (clean) return { ...run, usPerPacket };
  const generatorShare = `${round(run.cpuShare * 100, 0)} % of a core in the generator`;
  console.log(`refused a round of ${sfu.name}: ${run.delivered} of ${due} packets arrived, ${generatorShare}`);
  if (triesLeft === 0) throw new Error(`${sfu.name} had no clean round`);
  return await goodRound(sfu, generator, triesLeft - 1);
}

function finish(rounds: ReadonlyMap<string, readonly Measured[]>, sfus: readonly Sfu[]): void {
  const of = (name: string): readonly Measured[] => rounds.get(name) ?? [];
  const rows = sfus.map(({ name }) => [
    name,
    usOf(of(name)),
    of(name).map((it) => round(it.usPerPacket, 1)).join(" "),
    round(median(of(name).map((it) => it.wayP50Ms)), 2),
    round(median(of(name).map((it) => it.wayP99Ms)), 1),
    `${round(median(of(name).map((it) => it.cpuShare)) * 100, 0)} %`,
  ]);
  console.log(table([["SFU", "µs/packet", "of rounds", "way p50 ms", "p99 ms", "generator"], ...rows]));
  for (const { name, version } of sfus.slice(1)) {
    if (version.split(",")[0] === janusVersion) continue;
    console.log(`${name} is ${version}: the goal is about Janus ${janusVersion}, so this run says nothing about it.`);
  }
  const [ours = [], janus = [], fast = []] = sfus.map((it) => of(it.name));
  const ratioToJanus = round(median(ratios(ours, janus)), 3);
  report({
    bench: "sfu",
    figures: {
      usPerPacket: usOf(ours),
      janusUsPerPacket: usOf(janus),
      ratioToJanus,
      ratios: ratios(ours, janus),
      janusOpensslUsPerPacket: usOf(fast),
      ratioToJanusOpenssl: round(median(ratios(ours, fast)), 3),
      packetsPerSecond: settings.publishers * settings.listeners * 50,
    },
    goals,
    met: ratioToJanus <= goals.ratioToJanus,
    versions: Object.fromEntries(sfus.map((it) => [it.name, it.version])),
  });
}

/** Round by round: what slowed one of a pair down slowed the other down as well. */
function ratios(ours: readonly Measured[], theirs: readonly Measured[]): number[] {
  return ours.map((it, at) => round(it.usPerPacket / (theirs[at]?.usPerPacket ?? Number.NaN), 3));
}

function usOf(measured: readonly Measured[]): number {
  return round(median(measured.map((it) => it.usPerPacket)), 2);
}
