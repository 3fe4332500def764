import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createSocket, type Socket } from "node:dgram";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startOf } from "../../../server/native/lock.mjs";
import { root } from "../../../server/native/places.mjs";
import { checkPorts } from "../../../server/native/ports.mjs";
import { stopPostgres } from "../../../server/native/postgres.mjs";
import { pidIn } from "../../../server/native/postgres-pid.mjs";
import { serverCommand } from "../../../server/native/runtime.mjs";
import { stopSignal, supervise } from "../../../server/native/supervise.mjs";
import { freePort } from "../../kit/house.ts";
import { until } from "../../kit/until.ts";

type Note = { pid?: number; why?: string; database: boolean; env?: Record<string, string> };
type Ended = { code: number | null; signal: string | null; words: string };

const node = path.join(root, "node_modules", ".bin", "node");
const fixture = path.join(root, "tests", "server", "native", "launch-fixture.mjs");
let home: string;
let data: string;
let notes: string;
const started = new Set<ChildProcess>();

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "gs-launch-"));
  await chmod(home, 0o755);
  data = path.join(home, "data");
});

beforeEach(() => {
  notes = path.join(home, `notes-${randomUUID()}`);
});

afterEach(async () => {
  for (const it of started) it.kill("SIGKILL");
  started.clear();
  await stopPostgres({ dataDir: path.join(data, "database") });
});

afterAll(() => rm(home, { recursive: true, force: true }));

async function environment(more: Record<string, string>): Promise<Record<string, string | undefined>> {
  return {
    PATH: process.env.PATH,
    HOME: home,
    DATA_DIR: data,
    PORT: `${await freePort()}`,
    RTC_PORT: `${await freePort()}`,
    MEDIASOUP_WORKER_BIN: "/bin/true",
    STRANGERS_SECRET: "not for the server",
    ...more,
  };
}

async function launch(behaviour = "", more: Record<string, string> = {}) {
  const env = await environment(more);
  const child = spawn(node, [fixture, notes, behaviour], { env, stdio: ["ignore", "pipe", "pipe"] });
  started.add(child);
  let words = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => words += String(chunk));
  const ended = new Promise<Ended>((resolve) => child.on("close", (code, signal) => resolve({ code, signal, words })));
  return { child, ended, pid: child.pid ?? 0 };
}

const noted = (): Note[] =>
  existsSync(notes) ? readFileSync(notes, "utf8").trim().split("\n").map((it) => JSON.parse(it) as Note) : [];
const alive = (pid: number) => startOf(pid) !== "";
const database = () => pidIn(path.join(data, "database"));

function taken(): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

describe("the launcher", () => {
  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("ends the server, then the database, on %s", async (signal) => {
    const launcher = await launch();
    const server = await until(() => noted()[0]?.pid);
    const db = database() ?? 0;
    expect(alive(db)).toBe(true);
    process.kill(launcher.pid, signal);
    expect(await launcher.ended).toMatchObject({ code: 0 });
    expect(noted()[1]).toEqual({ why: "SIGTERM", database: true });
    expect([alive(server), alive(db), database()]).toEqual([false, false, undefined]);
  });

  it("gives the server the settings it knows and the database's address, and nobody else's secrets", async () => {
    const launcher = await launch("", { LOG_LEVEL: "warn" });
    const { env = {}, database: there } = await until(() => noted()[0]);
    process.kill(launcher.pid, "SIGTERM");
    await launcher.ended;
    expect(there).toBe(true);
    expect(env).toMatchObject({
      DATA_DIR: data,
      HOST: "127.0.0.1",
      LOG_LEVEL: "warn",
      GRINDSTONE_EMBEDDED: "1",
      GRINDSTONE_PARENT: "pipe",
      MEDIASOUP_WORKER_BIN: "/bin/true",
    });
    expect(env.DATABASE_URL).toMatch(/^postgresql:\/\/postgres@localhost\/grindstone\?host=/);
    expect(env).not.toHaveProperty("STRANGERS_SECRET");
  });

  it("ends with the server's own code, and the database with it, when the server ends by itself", async () => {
    const launcher = await launch("dies");
    expect(await launcher.ended).toMatchObject({ code: 7 });
    expect(database()).toBeUndefined();
  });

  it("leaves no server behind when it is killed, and the next one takes the database over", async () => {
    const first = await launch();
    const server = await until(() => noted()[0]?.pid);
    const db = database() ?? 0;
    process.kill(first.pid, "SIGKILL");
    await first.ended;
    await until(() => !alive(server));
    expect(noted()[1]).toEqual({ why: "parent gone", database: true });
    expect(alive(db)).toBe(true);
    const second = await launch();
    await until(() => noted()[2]?.pid);
    expect(database()).toBe(db);
    process.kill(second.pid, "SIGTERM");
    expect(await second.ended).toMatchObject({ code: 0 });
    expect(alive(db)).toBe(false);
  });

  it("ends everything in order when npm, which started it, is killed", async () => {
    const npm = spawn("sh", ["-c", `'${node}' '${fixture}' '${notes}'; true`], {
      env: await environment({ npm_lifecycle_event: "start" }),
      stdio: "ignore",
    });
    const server = await until(() => noted()[0]?.pid);
    const db = database() ?? 0;
    npm.kill("SIGKILL");
    await until(() => !alive(db));
    expect(noted()[1]).toEqual({ why: "SIGTERM", database: true });
    expect(alive(server)).toBe(false);
  });

  it("does not touch a data folder that another one works with", async () => {
    const first = await launch();
    await until(() => noted()[0]?.pid);
    const { code, words } = await (await launch()).ended;
    expect(code).toBe(1);
    expect(words).toMatch(/^Another Grindstone \(process \d+\) already works with .*: stop it, or set DATA_DIR/);
    expect(alive(database() ?? 0)).toBe(true);
    process.kill(first.pid, "SIGTERM");
    await first.ended;
  });

  it("says in one line which setting to change when a port is taken, and starts nothing", async () => {
    const other = await taken();
    const { code, words } = await (await launch("", { PORT: `${portOf(other)}` })).ended;
    other.close();
    expect(code).toBe(1);
    expect(words).toMatch(
      new RegExp(
        `^Port ${portOf(other) || "\\d+"} \\(TCP, for the page\\) is taken by another program: .*PORT=\\d+\\.\\n$`,
      ),
    );
    expect(database()).toBeUndefined();
  });
});

describe("a server that does not stop", () => {
  it("is ended with all it started when its time is up, and that is said", async () => {
    const stop = new AbortController();
    const words: string[] = [];
    const script =
      "process.on('SIGTERM', () => {}); require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' }); setInterval(() => {}, 1000)";
    const ended = supervise({
      program: node,
      args: ["-e", `${script}; process.stderr.write('')`],
      env: { PATH: process.env.PATH },
      stop: stop.signal,
      withinMs: 300,
      say: (it: string) => words.push(it),
    });
    setTimeout(() => stop.abort(), 300);
    expect(await ended).toBe(128 + 9);
    expect(words).toEqual([expect.stringMatching(/^The server did not stop within 0\.3 s and was ended/)]);
  });

  it("is asked once, whatever comes how often", () => {
    const listeners: (() => void)[] = [];
    const control = stopSignal(
      { on: (_: string, listener: () => void) => listeners.push(listener) } as unknown as typeof process,
    );
    let asked = 0;
    control.signal.addEventListener("abort", () => asked++);
    for (const it of [...listeners, ...listeners]) it();
    expect(asked).toBe(1);
  });
});

/** A port that is free for TCP: whichever UDP port is free may be in use there by a connection of another program. */
async function takenForUdpAlone(): Promise<[Socket, number]> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(port, "0.0.0.0", resolve));
  return [socket, port];
}

describe("a port", () => {
  it("for media is refused when another program has it for UDP", async () => {
    const [socket, rtcPort] = await takenForUdpAlone();
    const check = checkPorts({ host: "127.0.0.1", port: 0, rtcPort });
    await expect(check).rejects.toThrow(/\(UDP, for sound and picture\) is taken by another program: .*RTC_PORT=/);
    await new Promise<void>((resolve) => socket.close(resolve));
    await checkPorts({ host: "127.0.0.1", port: 0, rtcPort });
  });

  it("is looked at for each media worker", async () => {
    const [socket, port] = await takenForUdpAlone();
    const check = checkPorts({ host: "127.0.0.1", port: 0, rtcPort: port - 1, rtcWorkers: 2 });
    await expect(check).rejects.toThrow(`Port ${port} (UDP, for sound and picture) is taken`);
    await new Promise<void>((resolve) => socket.close(resolve));
  });

  it("on an address that is not ours names HOST", async () => {
    await expect(checkPorts({ host: "192.0.2.1", port: 0, rtcPort: 0 })).rejects.toThrow(
      /^HOST=192\.0\.2\.1 is not an address/,
    );
    await expect(checkPorts({ host: "127.0.0.1", port: 0, rtcHost: "192.0.2.1", rtcPort: 0 })).rejects.toThrow(
      /^RTC_HOST=192\.0\.2\.1 is not an address/,
    );
  });
});

describe("the runtime", () => {
  const env = { DATA_DIR: "/data", MEDIASOUP_WORKER_BIN: "/worker" };

  it("is Deno inside its fence", () => {
    const { program, args } = serverCommand(env, { root });
    expect(program).toBe(path.join(root, "node_modules", "deno", "deno"));
    expect(args[0]).toBe("run");
    expect(args).toContain("--allow-run=/worker");
    expect(args.at(-1)).toBe(path.join(root, "server", "main.ts"));
  });

  it("is Node when asked for, which says that it has no fence", () => {
    const command = serverCommand(env, { root, runtime: "node", node: { version: "24.1.0", path: "/node" } });
    expect(command).toMatchObject({
      program: "/node",
      notice: expect.stringContaining("without Deno's fence") as string,
    });
  });

  it("is refused when Node is too old or the word is unknown", () => {
    const old = { version: "22.1.0", path: "/node" };
    expect(() => serverCommand(env, { root, runtime: "node", node: old })).toThrow(
      /needs Node 24 or later and this is 22/,
    );
    expect(() => serverCommand(env, { root, runtime: "bun" })).toThrow(/neither deno nor node/);
  });
});
