import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, rm, stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import pg from "pg";
import { openDb } from "../../server/adapters/pg/db.ts";
import { migrate } from "../../server/adapters/pg/migrate.ts";
import { silentLog } from "../../server/kit/log.ts";
import { startPostgres, stopPostgres } from "../../server/native/postgres.mjs";
import { ensurePostgres } from "../../server/native/postgres-server.mjs";
import { hasServerPostgres } from "./server-postgres.ts";

/** `embedded` is the database that npm start brings along, `server` any other: DATABASE_URL's, or Debian's. */
export type Backend = "embedded" | "server";

/** A running database server, with a migrated template to copy from. */
export type TestServer = { adminUrl: string; template: string; prefix: string };

/** The servers of one test run: each starts when first asked for, and leaves nothing behind. */
export type House = { start(backend: Backend): Promise<TestServer>; close(): Promise<void> };

const migrations = new URL("../../prisma/migrations", import.meta.url).pathname;

/** Which backends there are here. TEST_BACKEND=embedded|server asks for that one alone and must then exist. */
export function availableBackends(): Backend[] {
  const only = process.env.TEST_BACKEND;
  if (only !== undefined && only !== "embedded" && only !== "server") {
    throw new Error(`TEST_BACKEND is "${only}"; it can be embedded or server.`);
  }
  const server = process.env.DATABASE_URL !== undefined || hasServerPostgres();
  if (only === "server" && !server) {
    throw new Error("TEST_BACKEND=server needs DATABASE_URL, or Debian's package postgresql.");
  }
  return only ? [only] : server ? ["embedded", "server"] : ["embedded"];
}

/** Opens the house; no server runs yet. */
export function openHouse(): House {
  const servers = new Map<Backend, Promise<TestServer>>();
  const closers: (() => Promise<void>)[] = [];
  const prefix = `grindstone_test_${randomBytes(4).toString("hex")}`;
  return {
    start(backend) {
      const server = servers.get(backend) ?? open(backend, prefix, closers);
      servers.set(backend, server);
      return server;
    },
    async close() {
      await Promise.allSettled(servers.values());
      for (const close of closers.reverse()) await close();
    },
  };
}

async function open(backend: Backend, prefix: string, closers: (() => Promise<void>)[]): Promise<TestServer> {
  const given = backend === "server" ? process.env.DATABASE_URL : undefined;
  const adminUrl = given ?? await startOwn(backend, closers);
  const template = `${prefix}_template`;
  closers.push(() => sweep(adminUrl, prefix));
  await onServer(adminUrl, (client) => client.query(`CREATE DATABASE ${template} TEMPLATE template0`));
  const url = new URL(adminUrl);
  url.pathname = `/${template}`;
  const db = openDb({ url: url.href, max: 1, log: silentLog });
  await migrate(db.pool, { dir: migrations, log: silentLog });
  await db.close();
  return { adminUrl, template, prefix };
}

/** Starts a server of our own that keeps nothing, in a folder that goes with it. */
async function startOwn(backend: Backend, closers: (() => Promise<void>)[]): Promise<string> {
  const base = await quickFolder();
  await clearLeftOvers(base);
  const home = await mkdtemp(path.join(base, `gs-pg-${process.pid}-`));
  closers.push(() => rm(home, { recursive: true, force: true }));
  await chmod(home, 0o755); // the database's own user passes through
  const programs = backend === "server" ? await ensurePostgres() : {};
  const running = await startPostgres({ dataDir: path.join(home, "data"), durable: false, ...programs });
  closers.push(() => running.stop());
  return running.url;
}

/** Memory where there is enough of it: there a fresh database takes 16 ms, on a disk that is busy 350 ms. */
async function quickFolder(): Promise<string> {
  const memory = await statfs("/dev/shm").catch(() => undefined);
  return memory && memory.bavail * memory.bsize >= 2 ** 30 ? "/dev/shm" : tmpdir();
}

/** A run that was killed could not stop its servers. */
async function clearLeftOvers(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = /^gs-pg-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    if ((await stat(path.join(base, name))).uid !== process.getuid?.()) continue;
    await stopPostgres({ dataDir: path.join(base, name, "data") });
    await rm(path.join(base, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: unknown }).code === "EPERM";
  }
}

/** On a server that outlives the run, what an interrupted test left must go. */
async function sweep(adminUrl: string, prefix: string): Promise<void> {
  await onServer(adminUrl, async (client) => {
    const left = await client.query<{ datname: string }>("SELECT datname FROM pg_database WHERE datname LIKE $1", [
      `${prefix.replaceAll("_", "\\_")}%`,
    ]);
    for (const { datname } of left.rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  });
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
