// Bench: the ten most used routes at 100,000 interviews, beside `select 1` through the same stack
import { openDb } from "../../server/adapters/pg/db.ts";
import { silentLog } from "../../server/kit/log.ts";
import { type House, startHouse } from "../kit/house.ts";
import { end, startBare } from "./kit/bare.ts";
import { type Actor, castOf, type Scene, scenes } from "./kit/cast.ts";
import { closing } from "./kit/closing.ts";
import { cpuMs } from "./kit/cpu.ts";
import { type Engine, engineNames, startEngine } from "./kit/engines.ts";
import { median, percentile, report, round, table } from "./kit/figures.ts";
import { load, shot, type User } from "./kit/http-load.ts";
import { seedInterviews } from "./seed.ts";

const settings = {
  rows: 100_000,
  people: 2_000,
  grinds: 200,
  users: 50,
  rounds: 5,
  sceneMs: 1_200,
  bareMs: 600,
  warmMs: 700,
};
const goals = { p95Ms: 30, ratioToBare: 10 };
const ports = { app: 4800, rtc: 4801, bare: 4802 };

type Round = { p50Ms: number; p95Ms: number; bareP95Ms: number };
type Sum = { rounds: Round[]; refused: number; asked: number; serverMs: number; databaseMs: number };
type Figures = {
  p50Ms: number;
  p95Ms: number;
  bareP95Ms: number;
  ratio: number;
  serverUs: number;
  databaseUs: number;
  refused: number;
};
type Measured = { engine: Engine; routes: Map<string, Figures> };

const all: Measured[] = [];
for (const name of engineNames()) all.push(await onEngine(name));
finish(all);

function onEngine(name: Engine["name"]): Promise<Measured> {
  return closing(async (own) => {
    const engine = await startEngine(name);
    own(() => engine.stop());
    const env = {
      DATA_DIR: `${engine.home}/data`,
      DATABASE_URL: engine.url,
      PORT: `${ports.app}`,
      RTC_PORT: `${ports.rtc}`,
    };
    const house = await startHouse({ ...env, LOG_LEVEL: "warn" });
    own(() => end(house.launcher.pid, house.gone));
    const db = openDb({ url: engine.url, max: 4, log: silentLog });
    own(() => db.close());
    console.log(`\n${name}: PostgreSQL ${engine.version}; seeding ${settings.rows.toLocaleString("en")} interviews…`);
    await seedInterviews(db.pool, { people: settings.people, grinds: settings.grinds, interviews: settings.rows });
    const actors = await castOf(db.pool, settings.users);
    own(await startBare({ url: engine.url, port: ports.bare }));
    return { engine, routes: await measure({ actors, house, engine }) };
  });
}

type Play = { scene: Scene; users: User[] };
type Stage = { actors: Actor[]; house: House; engine: Engine };

async function measure({ actors, ...stage }: Stage): Promise<Map<string, Figures>> {
  const sums = new Map<string, Sum>();
  // A user goes on in the next round where the clock stopped this one.
  const plays = scenes.map((scene) => ({ scene, users: actors.map((it) => scene.user(it)) }));
  for (const { users } of plays) await load(ports.app, users, settings.warmMs);
  await bare(settings.warmMs);
  for (let at = 0; at < settings.rounds; at++) for (const play of plays) await once(play, stage, sums);
  const routes = new Map([...sums].map(([name, sum]) => [name, figuresOf(sum)]));
  print(routes);
  return routes;
}

function print(routes: Map<string, Figures>): void {
  const head = ["route", "p50 ms", "p95 ms", "bare p95", "ratio", "server µs", "db µs", "rounds"];
  const rows = [...routes].map(([name, it]) => [
    name,
    it.p50Ms,
    it.p95Ms,
    it.bareP95Ms,
    it.ratio,
    it.serverUs,
    it.databaseUs,
    settings.rounds - it.refused,
  ]);
  console.log(table([head, ...rows]));
}

/** One scene and the bare round trip right after it. A round in which a request failed does not count. */
async function once(
  { scene, users }: Play,
  { house, engine }: Omit<Stage, "actors">,
  sums: Map<string, Sum>,
): Promise<void> {
  const pids = [house.launcher.pid ?? 0, engine.pid];
  const before = pids.map(cpuMs);
  const { ms, asked, failed, words } = await load(ports.app, users, settings.sceneMs);
  const [serverMs = 0, databaseMs = 0] = pids.map((pid, at) => cpuMs(pid) - (before[at] ?? 0));
  const bareP95Ms = await bare(settings.bareMs);
  if (failed > 0) {
    console.log(`refused a round of ${scene.name}: ${failed} of ${asked} requests failed: ${words.join(" | ")}`);
  }
  for (const [name, values] of ms) {
    const sum = sums.get(name) ?? { rounds: [], refused: 0, asked: 0, serverMs: 0, databaseMs: 0 };
    sums.set(name, sum);
    if (failed > 0) sum.refused++;
    else add(sum, { values, bareP95Ms, serverMs, databaseMs, share: values.length / asked });
  }
}

type Taken = { values: number[]; bareP95Ms: number; serverMs: number; databaseMs: number; share: number };

function add(sum: Sum, { values, bareP95Ms, serverMs, databaseMs, share }: Taken): void {
  sum.rounds.push({ p50Ms: percentile(values, 0.5), p95Ms: percentile(values, 0.95), bareP95Ms });
  // Two routes of one scene share its CPU time by requests.
  sum.asked += values.length;
  sum.serverMs += serverMs * share;
  sum.databaseMs += databaseMs * share;
}

async function bare(forMs: number): Promise<number> {
  const ask = shot({ name: "GET /bare", path: "/bare" });
  const { ms, failed, words } = await load(
    ports.bare,
    Array.from({ length: settings.users }, () => ({ next: () => ask })),
    forMs,
  );
  if (failed > 0) throw new Error(`the bare round trip failed: ${words.join(" | ")}`);
  return percentile(ms.get(ask.name) ?? [], 0.95);
}

function figuresOf({ rounds, refused, asked, serverMs, databaseMs }: Sum): Figures {
  return {
    p50Ms: round(median(rounds.map((it) => it.p50Ms))),
    p95Ms: round(median(rounds.map((it) => it.p95Ms))),
    bareP95Ms: round(median(rounds.map((it) => it.bareP95Ms))),
    ratio: round(median(rounds.map((it) => it.p95Ms / it.bareP95Ms)), 2),
    serverUs: round(serverMs * 1000 / asked, 0),
    databaseUs: round(databaseMs * 1000 / asked, 0),
    refused,
  };
}

function finish(measured: readonly Measured[]): void {
  const routes = measured.flatMap((it) => [...it.routes.values()]);
  const worst = routes.toSorted((a, b) => b.p95Ms - a.p95Ms)[0];
  const engines = Object.fromEntries(measured.map(({ engine, routes }) => [engine.name, Object.fromEntries(routes)]));
  report({
    bench: "api",
    figures: {
      p50Ms: worst?.p50Ms,
      p95Ms: worst?.p95Ms,
      bareP95Ms: worst?.bareP95Ms,
      rows: settings.rows,
      worstRatio: Math.max(...routes.map((it) => it.ratio)),
      users: settings.users,
      engines,
    },
    goals,
    met: routes.every((it) => it.refused < settings.rounds && it.p95Ms <= goals.p95Ms && it.ratio <= goals.ratioToBare),
    versions: Object.fromEntries(measured.map(({ engine }) => [`postgres ${engine.name}`, engine.version])),
  });
}
