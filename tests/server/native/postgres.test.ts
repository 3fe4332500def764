import { spawn } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres } from "../../../server/native/postgres.mjs";
import { ownerOf, pidIn, removeStalePid } from "../../../server/native/postgres-pid.mjs";
import { barrier, socketFolder } from "../../../server/native/postgres-folders.mjs";
import { until } from "../../kit/until.ts";

type Running = Awaited<ReturnType<typeof startPostgres>>;

let home: string;
let data: string;
const running = new Set<Running>();

async function start(options: Partial<Parameters<typeof startPostgres>[0]> = {}): Promise<Running> {
  const it = await startPostgres({ dataDir: data, durable: false, ...options });
  running.add(it);
  return it;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "gs-postgres-"));
  await chmod(home, 0o755);
  data = path.join(home, "database");
});
afterEach(async () => {
  for (const it of running) await it.stop();
  running.clear();
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe("the embedded database", () => {
  it("starts in an empty folder with a database of ours, and keeps what is written", async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    await ask(first.url, "CREATE TABLE kept (word text)");
    await ask(first.url, "INSERT INTO kept VALUES ('still here')");
    await first.stop();
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, "SELECT word FROM kept")).toEqual([{ word: "still here" }]);
  });

  it("listens on its socket alone, which nobody else may enter", async () => {
    const { url, socketDir } = await start();
    expect(await ask(url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "" }]);
    expect((await stat(socketDir)).mode & 0o777).toBe(0o700);
    expect((await stat(data)).mode & 0o777).toBe(0o700);
  });

  it("writes things down for good unless told that they do not matter", async () => {
    const careless = await start();
    expect(await ask(careless.url, "SHOW fsync")).toEqual([{ fsync: "off" }]);
    await careless.stop();
    const careful = await start({ durable: true });
    expect(await ask(careful.url, "SHOW fsync")).toEqual([{ fsync: "on" }]);
    expect(await ask(careful.url, "SHOW full_page_writes")).toEqual([{ full_page_writes: "on" }]);
  });

  it("is taken over when it was left running, and stops all the same", async () => {
    const left = await start();
    const taken = await start();
    expect(taken).toMatchObject({ adopted: true, pid: left.pid, url: left.url });
    await taken.stop();
    expect(ownerOf(data)).toBeUndefined();
    expect(existsSync(path.join(data, "postmaster.pid"))).toBe(false);
  });

  it("stops once, however often it is asked to, also with people connected", async () => {
    const it = await start();
    const client = new pg.Client({ connectionString: it.url });
    client.on("error", () => {});
    await client.connect();
    await Promise.all([it.stop(), it.stop()]);
    await it.stop();
    expect(ownerOf(data)).toBeUndefined();
    await client.end().catch(() => {});
  });

  it("recovers what was committed when it is killed in the middle of work", async () => {
    const first = await start({ durable: true });
    await ask(first.url, "CREATE TABLE IF NOT EXISTS survived (n int)");
    await ask(first.url, "INSERT INTO survived VALUES (42)");
    process.kill(first.pid, "SIGKILL");
    await until(() => ownerOf(data) === undefined);
    const second = await start({ durable: true });
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, "SELECT n FROM survived")).toEqual([{ n: 42 }]);
  });

  it("starts over a lock file whose process is a stranger", async () => {
    await (await start()).stop();
    const stranger = spawn("sleep", ["60"]);
    try {
      writeFileSync(path.join(data, "postmaster.pid"), `${stranger.pid}\n${data}\n1700000000\n5432\n\n\n\nready\n`);
      const it = await start();
      expect(it.pid).not.toBe(stranger.pid);
      expect(stranger.exitCode).toBe(null);
    } finally {
      stranger.kill();
    }
  });

  it("is made anew when making it was broken off", async () => {
    const other = path.join(home, "broken-off");
    await mkdir(`${other}.half`);
    await writeFile(path.join(`${other}.half`, "PG_VERSION"), "18\n");
    await mkdir(other);
    const it = await start({ dataDir: other, socketDir: path.join(home, "s2") });
    expect(await ask(it.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(existsSync(`${other}.half`)).toBe(false);
  });

  it("does not touch the data of another PostgreSQL, and says what to do", async () => {
    const other = path.join(home, "older");
    await mkdir(other);
    await writeFile(path.join(other, "PG_VERSION"), "15\n");
    await expect(start({ dataDir: other })).rejects.toThrow(
      /made by PostgreSQL 15 and this is PostgreSQL 18: nothing was touched/,
    );
    expect(await readFile(path.join(other, "PG_VERSION"), "utf8")).toBe("15\n");
  });

  it("says in one sentence, with where to read more, that damaged data did not start", async () => {
    const it = await start();
    await it.stop();
    const conf = path.join(data, "postgresql.conf");
    const before = readFileSync(conf, "utf8");
    writeFileSync(conf, `${before}\nno_such_setting = 1\n`);
    chmodSync(conf, 0o644);
    try {
      await expect(start()).rejects.toThrow(
        /did not start; nothing was changed, its words are in .*database\.log\..*FATAL/,
      );
    } finally {
      writeFileSync(conf, before);
    }
  });

  it("serves under a path that is too long for a socket", async () => {
    const deep = path.join(home, "d".repeat(60), "e".repeat(60), "database");
    const it = await start({ dataDir: deep });
    expect(it.socketDir.length).toBeLessThanOrEqual(90);
    expect(await ask(it.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await it.stop();
    await rm(it.socketDir, { recursive: true, force: true });
  });
});

describe("the short folder for a socket", () => {
  it("is not taken when somebody else has put it there", async () => {
    const base = await mkdtemp(path.join(tmpdir(), "gs-base-"));
    const wanted = "/x".repeat(60);
    const first = socketFolder({ wanted, dataDir: "/data", uid: 4242, base });
    await rm(first, { recursive: true });
    await writeFile(first, "a trap");
    expect(() => socketFolder({ wanted, dataDir: "/data", uid: 4242, base })).toThrow();
    await rm(base, { recursive: true });
  });
});

describe("a folder that the database's own user cannot come to", () => {
  it("is told by the folder that is in the way", async () => {
    const closed = path.join(home, "closed");
    await mkdir(path.join(closed, "open"), { recursive: true });
    expect(barrier(path.join(closed, "open", "not-yet"), 4242)).toBeUndefined();
    await chmod(closed, 0o700);
    expect(barrier(path.join(closed, "open", "not-yet"), 4242)).toBe(closed);
    expect(barrier(closed, process.getuid?.() ?? 0)).toBeUndefined();
  });

  it.runIf(process.getuid?.() === 0)("is refused in one sentence when root starts it there", async () => {
    const closed = path.join(home, "closed");
    await expect(start({ dataDir: path.join(closed, "database") })).rejects.toThrow(
      `its own user may not pass through ${closed}: allow it (chmod o+x`,
    );
  });
});

describe("the process in a lock file", () => {
  let proc: string;
  let folder: string;
  beforeEach(async () => {
    proc = await mkdtemp(path.join(home, "proc-"));
    folder = await mkdtemp(path.join(home, "data-"));
    await writeFile(path.join(folder, "postmaster.pid"), "4242\n");
  });
  const aProcess = async (state: string, command: string[]) => {
    await mkdir(path.join(proc, "4242"));
    await writeFile(path.join(proc, "4242", "status"), `Name:\tpostgres\nState:\t${state}\n`);
    await writeFile(path.join(proc, "4242", "cmdline"), command.join("\0"));
  };

  it("is the server when it is PostgreSQL and serves this folder", async () => {
    await aProcess("S (sleeping)", ["/usr/bin/postgres", "-D", folder]);
    expect(ownerOf(folder, proc)).toBe(4242);
  });

  it("is nobody when it is a zombie that nothing has reaped", async () => {
    await aProcess("Z (zombie)", [""]);
    expect(ownerOf(folder, proc)).toBeUndefined();
  });

  it("is nobody when the number went to another program or to the server of another folder", async () => {
    await aProcess("S (sleeping)", ["/usr/bin/vim", "-D", folder]);
    expect(ownerOf(folder, proc)).toBeUndefined();
    await writeFile(path.join(proc, "4242", "cmdline"), ["/usr/bin/postgres", "-D", "/elsewhere"].join("\0"));
    expect(ownerOf(folder, proc)).toBeUndefined();
  });

  it("is nobody when the file is empty, and then the file goes", async () => {
    await writeFile(path.join(folder, "postmaster.pid"), "");
    expect(pidIn(folder)).toBeUndefined();
    removeStalePid(folder);
    expect(existsSync(path.join(folder, "postmaster.pid"))).toBe(false);
  });
});
