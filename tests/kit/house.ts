import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

export type House = {
  readonly url: string;
  readonly launcher: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** Every process below the launcher, by id. */
  family(): number[];
  /** The server's process. */
  server(): number;
  /** Asks the launcher to stop, or ends it; resolves with its exit code. */
  signal(name: NodeJS.Signals): Promise<number | null>;
  /** The exit code once the launcher is gone. */
  readonly gone: Promise<number | null>;
};

/** A free port of this machine, for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** A short folder that everybody may pass through, as the embedded database's own user must. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "house-"));
  await chmod(folder, 0o711);
  return folder;
}

/** Runs `npm start`'s program for real, on ports and a folder of its own, and waits until it is ready. */
export async function startHouse(env: Record<string, string> & { DATA_DIR: string }): Promise<House> {
  const ports = { PORT: env.PORT ?? String(await freePort()), RTC_PORT: env.RTC_PORT ?? String(await freePort()) };
  const launcher = spawn("node", ["server/launch.mjs"], {
    env: { ...process.env, DATABASE_URL: "", LOG_LEVEL: "info", ...env, ...ports },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  launcher.stdout.on("data", (chunk) => output += String(chunk));
  launcher.stderr.on("data", (chunk) => output += String(chunk));
  const gone = new Promise<number | null>((resolve) => launcher.once("exit", resolve));
  const house: House = {
    url: `http://localhost:${ports.PORT}`,
    launcher,
    output: () => output,
    family: () => familyOf(launcher.pid ?? -1),
    server: () =>
      familyOf(launcher.pid ?? -1).find((pid) => tryRead(`/proc/${pid}/cmdline`)?.includes("server/main.ts")) ?? -1,
    signal: (name) => {
      // Not launcher.kill: Deno's takes the signal that was sent for the one that ended the process.
      if (runs(launcher.pid ?? -1)) process.kill(launcher.pid ?? -1, name);
      return gone;
    },
    gone,
  };
  try {
    await ready(house);
    return house;
  } catch (error) {
    await house.signal("SIGKILL");
    throw error;
  }
}

async function ready({ url, gone, output }: House): Promise<void> {
  let over = false;
  void gone.then(() => over = true);
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && !over;) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it did not become ready:\n${output()}`);
}

function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((it) => /^\d+$/.test(it))) {
    const stat = tryRead(`/proc/${name}/stat`);
    const parent = stat === null ? undefined : stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const below = (it: number): number[] =>
    [...parents].filter(([, parent]) => parent === it).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** Whether a process still runs; one that ended and waits to be collected does not. */
export function runs(pid: number): boolean {
  const stat = tryRead(`/proc/${pid}/stat`);
  return stat !== null && !stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
}

function tryRead(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // it ended while we looked
  }
}
