// `npm test`: prepares what testing needs, runs every test, and ends with one line of counts.
// Arguments narrow the run: `npm test -- server`, `client` or `browser`; `npm run soak` runs `long`, what takes its time.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { prepare } from "../server/setup.mjs";
import { root } from "../server/native/places.mjs";
import { stopWith } from "../server/native/trouble.mjs";

const out = join(root, "tests", "out");
const bin = (name) => join(root, "node_modules", name);

const suites = {
  server: () => vitest("server"),
  client: () => vitest("client"),
  browser: () => playwright(),
};

/** Not part of `npm test`, which runs a short version of each. */
const slow = {
  long: async () => {
    const env = { SOAK: "1", FUZZ_SECONDS: process.env.FUZZ_SECONDS ?? "600" };
    const some = [
      await vitest("server", ["tests/fuzz", "tests/journeys/rooms-chaos.test.ts"], env),
      await playwright(["--project", "live"], env),
    ];
    const sum = (what) => some.reduce((total, it) => total + (it[what] ?? 0), 0);
    return {
      code: Math.max(...some.map((it) => it.code)),
      passed: sum("passed"),
      failed: sum("failed"),
      skipped: sum("skipped"),
    };
  },
};

/** A runner that hangs, because a test left something open, must not hang whoever waits for the counts; `long` takes hours. */
const patienceMs = () => (asked.some((it) => it in slow) ? 240 : 25) * 60_000;

/** Runs a program in the project's folder and gives its exit code. It has a group of its own: all of it can be ended. */
function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const options = { cwd: root, stdio: ["ignore", "inherit", "inherit"], detached: true };
    const child = spawn(command, args, { ...options, env: { ...process.env, ...env } });
    const overdue = setTimeout(() => {
      console.error(`The tests did not end within ${patienceMs() / 60_000} minutes and were stopped.`);
      process.kill(-child.pid, "SIGKILL");
    }, patienceMs());
    // However we are asked to end: this one has a runner end the servers that it started as well.
    const pass = () => process.kill(-child.pid, "SIGINT");
    for (const name of stopSignals) process.on(name, pass);
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(overdue);
      for (const name of stopSignals) process.off(name, pass);
      resolve(code ?? 1);
    });
  });
}

const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"];

async function vitest(project, paths = [], env = {}) {
  const file = join(out, `${project}.json`);
  const args = [
    bin("vitest/vitest.mjs"),
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...paths,
  ];
  // The tests run on the runtime that serves; `npm run test:node` runs them on the other one.
  const code = await run(bin("deno/deno"), ["run", "-A", "--node-modules-dir=manual", ...args], env);
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = read(file);
  return { code, passed, failed, skipped };
}

async function playwright(more = [], env = {}) {
  const file = join(out, "browser.json");
  const args = [bin("@playwright/test/cli.js"), "test", "--config", "tests/browser/playwright.config.ts", ...more];
  // Node 24 runs our TypeScript as it is, also in threads; an older one does not.
  const node24 = bin(".bin/node");
  const code = await run(existsSync(node24) ? node24 : process.execPath, args, {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
    ...env,
  });
  const { expected, flaky, unexpected, skipped } = read(file).stats ?? {};
  if (flaky > 0) console.log(`\n${flaky} passed only when tried again: see "flaky" above`);
  return { code, passed: (expected ?? 0) + (flaky ?? 0), failed: unexpected, skipped };
}

/** What a runner counted; nothing when it died before it could. */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

const known = { ...suites, ...slow };
const asked = process.argv.slice(2).filter((name) => name in known);
await prepare({ forTests: true }).catch(stopWith);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of asked.length > 0 ? asked : Object.keys(suites)) {
  console.log(`\nRunning the ${name} tests`);
  const { code, passed = 0, failed = 0, skipped = 0 } = await known[name]();
  total.passed += passed;
  total.skipped += skipped;
  // A runner that fails without a failed test (a file that does not load, nothing found) is a failure too.
  total.failed += failed > 0 ? failed : code === 0 && passed > 0 ? 0 : 1;
}
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
