import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { defineConfig } from "@playwright/test";
import { installed } from "../../server/native/test-tools.mjs";
import { quiet } from "./quiet.ts";

const tools = installed();
if (!tools) throw new Error("The browser for tests is not set up. `npm test` does it.");

/** The first of a row: this server's page, its media, then those that live tests start, each with a pair of its own. */
const port = process.env["BROWSER_PORT"] ??= "4830";
const rtcPort = `${Number(port) + 1}`;
/** The stand-in for the service outside that interviews. */
const geminiPort = process.env["BROWSER_GEMINI_PORT"] ??= `${Number(port) + 20}`;
const dataDir = process.env["BROWSER_DATA_DIR"] ??= mkdtempSync(join(tmpdir(), "browser-"));
// Started by root, the database runs as somebody else, who has to pass through.
chmodSync(dataDir, 0o711);

export default defineConfig({
  testDir: ".",
  outputDir: "../out/browser",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: process.env["PLAYWRIGHT_JSON_OUTPUT_NAME"] ?? "../out/browser.json" }]],
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/Stockholm",
    // What was done, asked and said. A film and copies of the page beside it take up to a third of the time of a test;
    // what was on screen at the end is kept as a picture.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: tools.browser.executable,
      args: [...tools.browser.args, ...quiet],
      env: { ...process.env as Record<string, string>, ...tools.browser.env },
    },
  },
  projects: [
    { name: "chromium", testIgnore: "live/**" },
    // Each of its tests fills the machine with browsers that send and receive. They bring a server of their own.
    // Last, and one at a time: beside pages that are looked at, voices are torn and reconnecting takes twice as long.
    // Once more, because a machine that is busy elsewhere starves them of sound; what fails twice is broken.
    { name: "live", testDir: "live", workers: 1, fullyParallel: false, timeout: 90_000, retries: 1 },
  ],
  webServer: [{
    command: `"${process.execPath}" tests/kit/fake-gemini/main.ts ${geminiPort}`,
    cwd: "../..",
    url: `http://127.0.0.1:${geminiPort}/__seen`,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  }, {
    command: "node server/launch.mjs",
    cwd: "../..",
    url: `http://localhost:${port}/readyz`,
    env: {
      PORT: port,
      RTC_PORT: rtcPort,
      DATA_DIR: dataDir,
      DATABASE_URL: "",
      PUBLIC_URL: "",
      HOST: "127.0.0.1",
      TRUST_PROXY: "0",
      SIGN_UP: "open",
      GEMINI_API_KEY: "fake-key",
      GEMINI_BASE_URL: `http://127.0.0.1:${geminiPort}`,
    },
    timeout: 120_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
  }],
});
