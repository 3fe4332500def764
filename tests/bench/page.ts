// Bench: the first page and the home page with an empty cache, beside a page of one paragraph
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { type Browser, chromium } from "@playwright/test";
import { installed } from "../../server/native/test-tools.mjs";
import { startHouse } from "../kit/house.ts";
import { end, startBare } from "./kit/bare.ts";
import { closing } from "./kit/closing.ts";
import { median, report, round, table } from "./kit/figures.ts";
import { type Device, type Visit, visit } from "./kit/page-visit.ts";

const rounds = 5;
const ports = { app: 4805, rtc: 4806, bare: 4807 };
/** A phone of the middle class on a slow mobile network; bytes a second. */
const phone = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const devices: readonly Device[] = [
  { name: "laptop", cpu: 1, network: null },
  { name: "phone", cpu: 4, network: phone },
];
const goals = { shellBytes: 70_000, phoneLcpMs: 2_500, phoneTbtMs: 200 };

type Where = { name: string; url: string; ready: string; signedIn?: boolean };
const places: readonly Where[] = [
  { name: "bare", url: `http://localhost:${ports.bare}/page`, ready: "p" },
  { name: "sign-in", url: `http://localhost:${ports.app}/sign-in`, ready: "input[type=password]" },
  { name: "home", url: `http://localhost:${ports.app}/`, ready: "main h1", signedIn: true },
];

await closing(async (own) => {
  const home = mkdtempSync(join(tmpdir(), "gs-bench-"));
  chmodSync(home, 0o711); // the database's own user passes through
  own(() => rmSync(home, { recursive: true, force: true }));
  const house = await startHouse({ DATA_DIR: home, PORT: `${ports.app}`, RTC_PORT: `${ports.rtc}`, LOG_LEVEL: "warn" });
  own(() => end(house.launcher.pid, house.gone));
  own(await startBare({ url: "postgresql://nobody@localhost/none", port: ports.bare }));
  const browser = await openBrowser();
  own(() => browser.close());
  finish(await measure(browser, await signIn(browser)), browser.version());
});

type State = Awaited<ReturnType<typeof signIn>>;
type Sums = Map<string, Visit[]>;

async function measure(browser: Browser, state: State): Promise<Sums> {
  const sums: Sums = new Map();
  for (let at = 0; at <= rounds; at++) {
    for (const device of devices) {
      for (const { name, signedIn, ...where } of places) {
        const one = await visit(browser, { ...where, device, ...(signedIn ? { storageState: state } : {}) });
        // The first round warms the server and the browser up.
        if (at > 0) sums.set(`${name} ${device.name}`, [...sums.get(`${name} ${device.name}`) ?? [], one]);
      }
    }
  }
  return sums;
}

async function openBrowser(): Promise<Browser> {
  const tools = installed()?.browser;
  if (!tools) throw new Error("The browser for tests is not set up. `npm test` does it.");
  const env = { ...process.env as Record<string, string>, ...tools.env };
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  return await chromium.launch({ executablePath: tools.executable, args: [...tools.args, ...quiet], env });
}

/** Signs in with the demo account, as the first page offers. */
async function signIn(browser: Browser) {
  const context = await browser.newContext({ baseURL: `http://localhost:${ports.app}` });
  const { demo } = await (await context.request.get("/api/v1/instance")).json() as {
    demo: { email: string; password: string };
  };
  const answer = await context.request.post("/api/v1/account/sign-in", { data: demo });
  if (!answer.ok()) throw new Error(`signing in was answered ${answer.status()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}

type Medians = { lcpMs: number; tbtMs: number; bytes: number; shellBytes: number; requests: number };

function finish(sums: Sums, browserVersion: string): void {
  const of = (visits: readonly Visit[], key: keyof Visit): number => round(median(visits.map((it) => it[key])), 0);
  const all = [...sums].map(([name, it]): [string, Medians] => [name, {
    lcpMs: of(it, "lcpMs"),
    tbtMs: of(it, "tbtMs"),
    bytes: of(it, "bytes"),
    shellBytes: of(it, "shellBytes"),
    requests: of(it, "requests"),
  }]);
  const rows = all.map(([name, it]) => [name, it.lcpMs, it.tbtMs, it.bytes, it.shellBytes, it.requests]);
  console.log(table([["page, device", "LCP ms", "TBT ms", "bytes", "shell", "requests"], ...rows]));
  const onPhones = all.filter(([name]) => name.endsWith("phone")).map(([, it]) => it);
  report({
    bench: "page",
    figures: Object.fromEntries(all),
    goals,
    met: onPhones.every((it) =>
      it.shellBytes <= goals.shellBytes && it.lcpMs <= goals.phoneLcpMs && it.tbtMs <= goals.phoneTbtMs
    ),
    versions: { chromium: browserVersion },
  });
}
