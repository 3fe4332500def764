import type { Browser, BrowserContextOptions, Page } from "@playwright/test";

/** What one visit with an empty cache cost. */
export type Visit = {
  /** Until the largest thing on the first screen was painted. */
  readonly lcpMs: number;
  /** How much longer than 50 ms the page kept the browser busy, summed: time in which it could not react. */
  readonly tbtMs: number;
  /** Over the wire, headers included, before anybody touches the page. */
  readonly bytes: number;
  /** Of these, what a page must have to show anything: document, scripts, styles. */
  readonly shellBytes: number;
  readonly requests: number;
};

/** A machine and its network. `cpu`: how many times slower than this one. */
export type Device = {
  readonly name: string;
  readonly cpu: number;
  readonly network: { latency: number; downloadThroughput: number; uploadThroughput: number } | null;
};

type Seen = { lcpMs: number; busy: { start: number; ms: number }[]; paintedMs: number };

/** Opens an address in a browser that has never been there and waits until it is calm. */
export async function visit(
  browser: Browser,
  { url, ready, device, storageState }: {
    url: string;
    /** What is on screen once the page is there. */
    ready: string;
    device: Device;
    storageState?: BrowserContextOptions["storageState"];
  },
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    ...(storageState ? { storageState } : {}),
  });
  try {
    const page = await context.newPage();
    const sizes = await watch(page, device);
    await page.addInitScript(observe);
    await page.goto(url, { waitUntil: "load" });
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState("networkidle");
    const { lcpMs, busy, paintedMs } = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
    if (lcpMs === 0) throw new Error(`nothing was painted at ${url}`);
    const tbtMs = busy.filter((it) => it.start + it.ms > paintedMs).reduce((sum, it) => sum + it.ms - 50, 0);
    return { lcpMs, tbtMs, ...sizes() };
  } finally {
    await context.close();
  }
}

const shell = new Set(["Document", "Script", "Stylesheet"]);

/** Slows the page down to the device and counts what it fetches. */
async function watch(
  page: Page,
  { cpu, network }: Device,
): Promise<() => Pick<Visit, "bytes" | "shellBytes" | "requests">> {
  const devtools = await page.context().newCDPSession(page);
  const types = new Map<string, string>();
  const counted = { bytes: 0, shellBytes: 0, requests: 0 };
  devtools.on("Network.responseReceived", ({ requestId, type }) => void types.set(requestId, type));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    counted.requests++;
    counted.bytes += encodedDataLength;
    if (shell.has(types.get(requestId) ?? "")) counted.shellBytes += encodedDataLength;
  });
  await devtools.send("Network.enable");
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  if (network) await devtools.send("Network.emulateNetworkConditions", { offline: false, ...network });
  return () => counted;
}

/** Runs in the page, before anything of it. */
function observe(): void {
  const seen: Seen = { lcpMs: 0, busy: [], paintedMs: 0 };
  (globalThis as unknown as { seen: Seen }).seen = seen;
  const on = (type: string, take: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on("largest-contentful-paint", (it) => seen.lcpMs = it.startTime);
  on("longtask", (it) => seen.busy.push({ start: it.startTime, ms: it.duration }));
  on("paint", (it) => {
    if (it.name === "first-contentful-paint") seen.paintedMs = it.startTime;
  });
}
