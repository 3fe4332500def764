import { spawn } from "node:child_process";
import process from "node:process";

/** Starts the bare server on the runtime that serves; the returned function stops it. */
export async function startBare({ url, port }: { url: string; port: number }): Promise<() => Promise<void>> {
  const file = new URL("bare-server.ts", import.meta.url).pathname;
  const child = spawn("node_modules/deno/deno", ["run", "-A", "--node-modules-dir=manual", file], {
    env: { ...process.env, DATABASE_URL: url, PORT: `${port}` },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await Promise.race([
    new Promise((resolve) => child.stdout.once("data", resolve)),
    gone.then(() => Promise.reject(new Error("the bare server did not start"))),
  ]);
  return () => end(child.pid, gone);
}

/** Asks a process to stop and waits until it has gone. */
export async function end(pid: number | undefined, gone: Promise<unknown>): Promise<void> {
  if (pid !== undefined) process.kill(pid, "SIGTERM");
  await gone;
}
