import type { Page } from "@playwright/test";
import {
  accessible,
  colours,
  expect,
  fits,
  follow,
  makeGrind,
  type Person,
  picture,
  test,
  type Width,
  widths,
} from "./kit.ts";

/** Looks at pages as one kind of reader has them, opened in light colours; dark ones are another look at the same. */
async function look(page: Page, paths: readonly string[], { name, width, height }: Width): Promise<void> {
  await page.setViewportSize({ width, height });
  const asked = follow(page);
  for (const path of paths) {
    await test.step(path, async () => {
      await colours(page, "light");
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await asked.settled();
      const shot = path.replace(/[0-9a-f-]{36}/g, "id").replace(/^\/$/, "home");
      await picture(page, `${shot} ${name} light`);
      await fits(page);
      await accessible(page);
      await colours(page, "dark");
      await picture(page, `${shot} ${name} dark`);
      await fits(page);
      await accessible(page, "colours");
    });
  }
}

/** What somebody has who is a member: every page that can be opened, with something on it. */
async function pagesOf({ page }: Person, id: string): Promise<string[]> {
  const { rows } = await (await page.request.get("/api/v1/tasks?limit=1")).json() as { rows: { id: string }[] };
  await page.request.post("/api/v1/interviews", { data: { taskId: rows[0]?.id, mode: "ai" } });
  const made = await page.request.post(`/api/v1/grinds/${id}/sessions`, {
    data: { taskId: rows[0]?.id, mode: "peer", when: { kind: "now", timeZone: "Europe/Stockholm" } },
  });
  const session = await made.json() as { id: string };
  const grind = `/grinds/${id}`;
  const tabs = ["/sessions", "/tasks", "/members", "/settings", "/tasks/new"].map((it) => `${grind}${it}`);
  return [
    ...["/", "/grinds", "/grinds/new", grind, ...tabs],
    ...["/tasks", `/tasks/${rows[0]?.id}`, "/interviews", "/interviews/heard", "/notifications", "/account"],
    ...[`/sessions/${session.id}/check`, "/doctor"],
  ];
}

// Each of these looks at many pages.
test.describe.configure({ timeout: 180_000 });

for (const at of widths) {
  test(`is readable and usable before signing in, light and dark, at ${at.name}`, async ({ page }) => {
    const pages = ["/sign-in", "/sign-up", "/forgot", "/reset", "/verify-email", "/invite", "/no/such/page"];
    await look(page, pages, at);
  });

  test(`is readable and usable for a member, light and dark, at ${at.name}`, async ({ person }) => {
    const mara = await person("Mara");
    await look(mara.page, await pagesOf(mara, await makeGrind(mara, "Thursday Loop")), at);
  });
}

test("fits the narrowest phone and the widest desk", async ({ person }) => {
  const mara = await person("Mara");
  const id = await makeGrind(mara, "A grind with quite a long name that has to wrap somewhere on small screens");
  const asked = follow(mara.page);
  for (const path of ["/", `/grinds/${id}/members`, `/grinds/${id}/tasks/new`, "/tasks", "/account"]) {
    await mara.page.goto(path);
    for (const width of [320, 768, 1024, 1600]) {
      await mara.page.setViewportSize({ width, height: 800 });
      await asked.settled();
      await fits(mara.page);
    }
  }
});

test("goes from the sign-in page to a new grind with the keyboard alone", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Use the demo account" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Demo");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  for (
    let i = 0;
    i < 40 &&
    !(await page.getByRole("link", { name: "New grind" }).first().evaluate((it) => it === document.activeElement));
    i++
  ) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/grinds\/new$/);
  await expect(skip).toBeAttached();
});

test("says that one is offline, keeps what is on screen, and goes on by itself", async ({ person }) => {
  const { page } = await person("Mara");
  await page.goto("/tasks");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByText("You are offline.").first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("You are offline.")).toHaveCount(0);
});

test("opens from its own cache when the server cannot be reached, and says what is safe", async ({ person }) => {
  const { page } = await person("Mara");
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByText(/offline/i).first()).toBeVisible();
});

test("can be installed: a manifest with icons, served as such", async ({ page, request }) => {
  await page.goto("/sign-in");
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await request.get(href ?? "")).json() as {
    name: string;
    icons: { src: string; sizes: string }[];
  };
  expect(manifest.name).toBe("Grindstone");
  expect(manifest.icons.map((it) => it.sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
  for (const { src } of manifest.icons) expect((await request.get(new URL(src, page.url()).href)).status()).toBe(200);
});
