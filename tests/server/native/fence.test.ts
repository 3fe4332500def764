import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { denoFlags } from "../../../server/native/permissions.mjs";
import { denoBin, root } from "../../../server/native/places.mjs";

const run = promisify(execFile);
let home: string;
let answers: Record<string, string>;
const strangers = createServer((socket) => socket.end());

/** What a hole in the server would try, each by the same `node:` calls that the server's own code uses. */
const attack = `
import fs from "node:fs";
import net from "node:net";
import { spawnSync } from "node:child_process";
const { home, root, strangerPort, ownPort } = JSON.parse(process.env.PLAN);
const said = {};
const attempt = (name, work) => { try { work(); said[name] = "done"; } catch (e) { said[name] = e.name + " " + (e.code ?? ""); } };
const reach = (name, port) => new Promise((resolve) => {
  try {
    const socket = net.connect(port, "127.0.0.1", () => (said[name] = "done", socket.destroy(), resolve()));
    socket.on("error", (e) => (said[name] = e.name + " " + e.code, resolve()));
  } catch (e) { said[name] = e.name + " " + (e.code ?? ""); resolve(); }
});
attempt("reads its own files", () => fs.writeFileSync(home + "/data/files/a", "x") ?? fs.readFileSync(home + "/data/files/a"));
attempt("reads the passwords", () => fs.readFileSync("/etc/passwd"));
attempt("reads the settings file", () => fs.readFileSync(root + "/.env"));
attempt("reads the history", () => fs.readdirSync(root + "/.git"));
attempt("reads the database's folder", () => fs.readdirSync(home + "/data/database"));
attempt("reads other processes", () => fs.readFileSync("/proc/self/environ"));
attempt("writes elsewhere", () => fs.writeFileSync(home + "/elsewhere", "x"));
attempt("changes its own code", () => fs.appendFileSync(root + "/server/native/places.mjs", ""));
attempt("links its way out", () => fs.symlinkSync("/etc", home + "/data/files/etc"));
attempt("climbs out", () => fs.readFileSync(home + "/data/files/../../outside"));
attempt("runs a shell", () => {
  const { status } = spawnSync("/bin/sh", ["-c", "echo x > " + home + "/data/files/shell"]);
  if (status !== 0) throw Object.assign(new Error(), { code: "EACCES" });
});
attempt("sends signals", () => process.kill(process.ppid, 0));
await reach("reaches a stranger", strangerPort);
await new Promise((resolve) => {
  try {
    const server = net.createServer().listen(ownPort, "127.0.0.1", () => (said["listens on its port"] = "done", server.close(resolve)));
    server.on("error", (e) => (said["listens on its port"] = e.name, resolve()));
  } catch (e) { said["listens on its port"] = e.name; resolve(); }
});
await import(home + "/outside.mjs").then(() => said["loads other code"] = "done", (e) => said["loads other code"] = e.name);
console.log(JSON.stringify(said));
`;

beforeAll(async () => {
  home = await realpath(await mkdtemp(path.join(tmpdir(), "gs-fence-")));
  for (const folder of ["data/files", "data/keys", "data/database"]) {
    await mkdir(path.join(home, folder), { recursive: true });
  }
  await writeFile(path.join(home, "outside"), "private");
  await writeFile(path.join(home, "outside.mjs"), "export {};");
  await writeFile(path.join(home, "attack.mjs"), attack);
  await new Promise<void>((resolve) => strangers.listen(0, "127.0.0.1", resolve));
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
  const ownPort = portOf(free);
  await new Promise((resolve) => free.close(resolve));
  const env = { HOST: "127.0.0.1", PORT: `${ownPort}`, DATA_DIR: path.join(home, "data") };
  const flags = denoFlags(env, { root, worker: "/nowhere/mediasoup-worker" });
  const plan = JSON.stringify({ home, root, strangerPort: portOf(strangers), ownPort });
  const { stdout } = await run(denoBin, ["run", ...flags, path.join(home, "attack.mjs")], {
    env: { PATH: process.env.PATH, HOME: home, PLAN: plan, DENO_NO_UPDATE_CHECK: "1" },
    cwd: root,
  });
  answers = JSON.parse(stdout) as Record<string, string>;
});

afterAll(async () => {
  strangers.close();
  await rm(home, { recursive: true, force: true });
});

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

describe("a hole in the server", () => {
  it.each(["reads its own files", "listens on its port"])("%s, as the server does", (name) => {
    expect(answers[name]).toBe("done");
  });

  it.each([
    "reads the passwords",
    "reads the settings file",
    "reads the history",
    "reads the database's folder",
    "reads other processes",
    "writes elsewhere",
    "changes its own code",
    "links its way out",
    "climbs out",
    "runs a shell",
    "sends signals",
    "reaches a stranger",
    "loads other code",
  ])("never %s", (name) => {
    expect(existsSync(path.join(home, "data/files/shell"))).toBe(false);
    expect(answers[name]).toMatch(/^(NotCapable|Error (EACCES|EPERM|ERR_ACCESS_DENIED)|TypeError|PermissionDenied)/);
  });
});
