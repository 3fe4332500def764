// Run inside the server's sandbox by tests/server/sandbox.test.ts: tries what it must not be able to do and says how that went.
import { spawn } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import process from "node:process";

const attempts: Record<string, () => unknown> = {
  "read a file of the system": () => readFileSync("/etc/passwd"),
  "read the project's settings": () => readFileSync(".env.example"),
  "read the project's history": () => readFileSync(".git/HEAD"),
  "write beside its data": () => writeFileSync(`${process.env.DATA_DIR}/../planted`, "x"),
  "write into its own code": () => writeFileSync("server/planted.ts", "x"),
  "write into the database's files": () => writeFileSync(`${process.env.DATA_DIR}/database/planted`, "x"),
  "make a link": () => symlinkSync("/etc/passwd", `${process.env.DATA_DIR}/files/link`),
  "run a shell": () => run("/bin/sh", ["-c", "exit 0"]),
  "run itself with other rights": () => run(process.execPath, ["--version"]),
  "reach another port of this machine": () => reach("127.0.0.1", Number(process.env.OTHER_PORT)),
  "reach another host": () => reach("192.0.2.1", 80),
  "stop another process": () => process.kill(process.ppid, 0),
};

function run(command: string, args: string[]): Promise<unknown> {
  return new Promise((resolve, reject) => spawn(command, args).once("error", reject).once("exit", resolve));
}

function reach(host: string, port: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: 2000 });
    socket.once("connect", resolve).once("error", reject).once("timeout", () => reject(new Error("no answer")));
  });
}

const outcome: Record<string, string> = {};
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    outcome[name] = "allowed";
  } catch (error) {
    outcome[name] = /requires .* access|NotCapable|permission/i.test(String(error))
      ? "refused"
      : `failed: ${String(error)}`;
  }
}
process.stdout.write(JSON.stringify(outcome));
process.exit(0);
