import process from "node:process";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, type Request, test as base } from "@playwright/test";

export { expect };

/** Somebody with an account and a browser of their own. */
export type Person = { readonly name: string; readonly email: string; readonly page: Page };
export const password = "a long enough password";

type Fixtures = {
  /** Signs somebody up in a fresh browser. */
  person: (name: string) => Promise<Person>;
  /** What the browsers of this test complained about; empty at its end, or the test fails. */
  complaints: string[];
};

/** A refused request is part of many journeys; a script that breaks or breaks the policy never is. */
const expected = /Failed to load resource/;

export const test = base.extend<Fixtures>({
  complaints: [async ({ page }, use) => {
    const complaints: string[] = [];
    listen(page, complaints);
    await use(complaints);
    expect(complaints).toEqual([]);
  }, { auto: true }],
  person: async ({ browser, baseURL, complaints }, use) => {
    const pages: Page[] = [];
    await use(async (name) => {
      const page = await open(browser, baseURL, complaints);
      pages.push(page);
      return await signUp(page, name);
    });
    for (const page of pages) await page.context().close();
  },
});

async function open(browser: Browser, baseURL: string | undefined, complaints: string[]): Promise<Page> {
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const page = await context.newPage();
  listen(page, complaints);
  return page;
}

function listen(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !expected.test(message.text())) complaints.push(message.text());
  });
}

let people = 0;

async function signUp(page: Page, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}-${Date.now().toString(36)}-${process.pid}-${++people}@example.com`;
  const answer = await page.request.post("/api/v1/account/sign-up", { data: { name, email, password } });
  expect(answer.status()).toBe(201);
  return { name, email, page };
}

/** Makes a grind as its owner would through the API, for tests of what comes after. */
export async function makeGrind({ page }: Person, name: string): Promise<string> {
  const answer = await page.request.post("/api/v1/grinds", { data: { name } });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** How a page is looked at: as wide as a desk or a phone, first in light colours. */
export const widths = [
  { name: "1280", width: 1280, height: 800 },
  { name: "390", width: 390, height: 844 },
] as const;
export type Width = typeof widths[number];

/** For somebody who likes the page in these colours, and nothing to move. */
export function colours(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  return page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
}

const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules among them that look at colours. Another theme changes colours alone, so it can break no other rule. */
const ofColours = ["color-contrast", "link-in-text-block"];

/** Nothing that keeps somebody from using a page: no finding of any weight. */
export async function accessible(page: Page, about: "all" | "colours" = "all"): Promise<void> {
  // It is large, and would be sent and read twice for each look: a page that has it keeps it.
  const there = await page.evaluate(() => "axe" in globalThis);
  const axe = new AxeBuilder(there ? { page, axeSource: "void 0" } : { page }).options({ resultTypes: ["violations"] });
  // Frames of other origins would need a second page for each look; ours has none.
  axe.setLegacyMode();
  const { violations } = await (about === "all" ? axe.withTags(tags) : axe.withRules(ofColours)).analyze();
  expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`)).toEqual([]);
}

/** The page fits its width: nobody has to scroll sideways to read. */
export async function fits(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(async () => {
    await document.fonts.ready; // letters of another font are as wide as they like
    return [document.documentElement.scrollWidth, document.documentElement.clientWidth];
  });
  expect(content).toBeLessThanOrEqual(window ?? 0);
}

/** Keeps a picture for whoever wants to look: `SHOTS=1 npm test -- browser` leaves them in tests/out/shots. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env["SHOTS"] !== "1") return;
  await page.screenshot({ path: `tests/out/shots/${name.replace(/\W+/g, "-").replace(/^-|-$/g, "")}.png` });
}

/** Follows what a page asks for; resolves when all of it is answered and drawn, and drawing asked for nothing more. */
export function follow(page: Page): { settled(): Promise<void> } {
  const open = new Set<Request>();
  let quiet = (): void => undefined;
  page.on("request", (it) => void open.add(it));
  const over = (it: Request): void => void (open.delete(it) && open.size === 0 && quiet());
  page.on("requestfinished", over);
  page.on("requestfailed", over);
  return {
    async settled() {
      for (let drawn = false; !drawn;) {
        if (open.size > 0) await new Promise<void>((resolve) => quiet = resolve);
        await page.evaluate(twoFrames);
        drawn = open.size === 0;
      }
    },
  };
}

/** Runs in the page. */
function twoFrames(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}
