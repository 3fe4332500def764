import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test as base } from "@playwright/test";

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

/** Nothing that keeps somebody from using a page: no finding of any weight. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags([
    "wcag2a",
    "wcag2aa",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
  ]).analyze();
  expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`)).toEqual([]);
}

/** The page fits its width: nobody has to scroll sideways to read. */
export async function fits(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(
    () => [document.documentElement.scrollWidth, document.documentElement.clientWidth],
  );
  expect(content).toBeLessThanOrEqual(window ?? 0);
}
