import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDb } from "../../../server/adapters/pg/db.ts";
import { migrate } from "../../../server/adapters/pg/migrate.ts";
import { silentLog } from "../../../server/kit/log.ts";
import { startPostgres } from "../../../server/native/postgres.mjs";
import { ensurePostgres } from "../../../server/native/postgres-server.mjs";
import { hasServerPostgres } from "../../kit/server-postgres.ts";

export type EngineName = "embedded" | "server";
export type Engine = {
  name: EngineName;
  version: string;
  home: string;
  url: string;
  pid: number;
  stop(): Promise<void>;
};

/** The databases there are on this machine: the one npm start brings along, and a server's where there is one. */
export function engineNames(): EngineName[] {
  return hasServerPostgres() ? ["embedded", "server"] : ["embedded"];
}

/** Starts an empty, migrated database of its own, on disk and as safe as in production. Stopping removes it. */
export async function startEngine(name: EngineName): Promise<Engine> {
  const home = mkdtempSync(join(tmpdir(), "gs-bench-"));
  chmodSync(home, 0o755); // the database's own user passes through
  mkdirSync(join(home, "data"));
  const programs = name === "server" ? await ensurePostgres() : {};
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
