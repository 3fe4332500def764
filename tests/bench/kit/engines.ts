import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDb } from "../../../server/adapters/pg/db.ts";
import { migrate } from "../../../server/adapters/pg/migrate.ts";
import { silentLog } from "../../../server/kit/log.ts";

export type EngineName = "embedded" | "server";
type Running = { url: string; pid: number; stop(): Promise<void> };
export type Engine = {
  name: EngineName;
  version: string;
  home: string;
  url: string;
  pid: number;
  stop(): Promise<void>;
};

type Programs = { programs?: string; env?: Record<string, string> };
type Native = {
  startPostgres(options: Programs & { dataDir: string }): Promise<Running>;
  debianPostgres(base?: string): string | undefined;
  ensurePostgres(): Promise<Programs>;
  cacheDir(): string;
};

/** The set-up's own plain JavaScript. */
async function native(name: string): Promise<Native> {
  return await import(new URL(`../../../server/native/${name}.mjs`, import.meta.url).href) as Native;
}

/** The databases there are on this machine: the one npm start brings along, and Debian's where it is installed or unpacked. */
export async function engineNames(): Promise<EngineName[]> {
  const { debianPostgres } = await native("postgres-server");
  const cache = join((await native("places")).cacheDir(), "debian");
  const unpacked = existsSync(cache) ? readdirSync(cache).filter((it) => it.startsWith("postgresql-")) : [];
  const there = ["/", ...unpacked.map((it) => join(cache, it))].some((base) => debianPostgres(base) !== undefined);
  return there ? ["embedded", "server"] : ["embedded"];
}

/** Starts an empty, migrated database of its own, on disk and as safe as in production. Stopping removes it. */
export async function startEngine(name: EngineName): Promise<Engine> {
  const home = mkdtempSync(join(tmpdir(), "gs-bench-"));
  chmodSync(home, 0o755); // the database's own user passes through
  mkdirSync(join(home, "data"));
  const programs = name === "server" ? await (await native("postgres-server")).ensurePostgres() : {};
  const { startPostgres } = await native("postgres");
  const running = await startPostgres({ dataDir: join(home, "database"), ...programs });
  const db = openDb({ url: running.url, max: 1, log: silentLog });
  await migrate(db.pool, { dir: new URL("../../../prisma/migrations", import.meta.url).pathname, log: silentLog });
  const { rows: [row] } = await db.pool.query<{ server_version: string }>("SHOW server_version");
  await db.close();
  return {
    name,
    version: row?.server_version.split(" ")[0] ?? "unknown",
    home,
    url: running.url,
    pid: running.pid,
    async stop() {
      await running.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
