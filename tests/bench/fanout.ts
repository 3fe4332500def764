// Bench: CPU per delivered live event, our fan-out beside socket.io's own: 500 pages, 20 events a second
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { closing } from "./kit/closing.ts";
import { cpuMs } from "./kit/cpu.ts";
import type { CrowdCalls, FanoutCalls } from "./kit/fanout-calls.ts";
import { median, report, round, table } from "./kit/figures.ts";
import { type Beside, startBeside } from "./kit/lines.ts";

const settings = { people: 500, times: 160, rounds: 5, warmTimes: 40 };
const goals = { ratioToSocketIo: 0.8 };
const port = "4815";
const ways = ["ours", "plain"] as const;
type Way = typeof ways[number];
type Room = { server: Beside<FanoutCalls>; crowd: Beside<CrowdCalls> };

await closing(async (own) => {
  const file = (name: string): string => new URL(`kit/${name}.ts`, import.meta.url).pathname;
  const deno = ["run", "-A", "--node-modules-dir=manual"];
  const server = startBeside<FanoutCalls>("node_modules/deno/deno", [...deno, file("fanout-server"), port]);
  own(() => server.close());
  await server.ask("count", null);
  const node = ["--disable-warning=ExperimentalWarning"];
  const crowd = startBeside<CrowdCalls>(process.execPath, [...node, file("fanout-crowd"), port]);
  own(() => crowd.close());
  await crowd.ask("come", { people: settings.people });
  const us: Record<Way, number[]> = { ours: [], plain: [] };
  for (const way of ways) await usPerEvent({ server, crowd }, way, settings.warmTimes);
  for (let at = 0; at < settings.rounds; at++) {
    for (const way of ways) us[way].push(await usPerEvent({ server, crowd }, way, settings.times));
  }
  const { direct } = await server.ask("count", null);
  const due = settings.people * (settings.times * settings.rounds + settings.warmTimes);
  if (direct < due * 0.99) throw new Error(`of ${due} events only ${direct} went straight to their connection`);
  finish(us);
});

async function usPerEvent({ server, crowd }: Room, way: Way, times: number): Promise<number> {
  await crowd.ask("heard", null);
  const before = cpuMs(server.pid);
  await server.ask("tell", { way, times });
  const spentMs = cpuMs(server.pid) - before;
  await after(200); // what is still under way
  const { messages } = await crowd.ask("heard", null);
  const due = times * settings.people;
  if (messages !== due) throw new Error(`${messages} of ${due} events arrived`);
  return spentMs * 1000 / messages;
}

function finish({ ours, plain }: Record<Way, number[]>): void {
  const ratios = ours.map((it, at) => it / (plain[at] ?? Number.NaN));
  const shown = (all: readonly number[]): string => all.map((it) => round(it, 1)).join(" ");
  console.log(table([["way", "µs/event", "of rounds"], ["ours", round(median(ours), 2), shown(ours)], [
    "socket.io",
    round(median(plain), 2),
    shown(plain),
  ]]));
  const ratioToSocketIo = round(median(ratios), 3);
  report({
    bench: "fanout",
    figures: {
      usPerEvent: round(median(ours), 2),
      socketIoUsPerEvent: round(median(plain), 2),
      ratioToSocketIo,
      ratios: ratios.map((it) => round(it, 3)),
      people: settings.people,
    },
    goals,
    met: ratioToSocketIo <= goals.ratioToSocketIo,
  });
}
