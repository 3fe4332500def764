import type { Page } from "@playwright/test";
import { accessible, expect, fits, makeGrind, test } from "./kit.ts";

const looks = [
  { name: "1280 light", width: 1280, height: 800, colorScheme: "light" },
  { name: "1280 dark", width: 1280, height: 800, colorScheme: "dark" },
  { name: "390 light", width: 390, height: 844, colorScheme: "light" },
  { name: "390 dark", width: 390, height: 844, colorScheme: "dark" },
] as const;

/** Shows a page as it looks for one kind of reader and keeps a picture of it. */
async function look(
  page: Page,
  path: string,
  { name, width, height, colorScheme }: typeof looks[number],
): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await page.screenshot({
    path: `tests/out/shots/${path.replace(/[0-9a-f-]{36}/g, "id").replace(/\W+/g, "-").replace(/^-$/, "-home")}-${
      name.replace(" ", "-")
    }.png`,
  });
  await fits(page);
  await accessible(page);
}

// Each of these looks at many pages.
test.describe.configure({ timeout: 180_000 });

for (const at of looks) {
  test(`is readable and usable before signing in, at ${at.name}`, async ({ page }) => {
    for (const path of ["/sign-in", "/sign-up", "/forgot", "/reset", "/verify-email", "/invite", "/no/such/page"]) {
      await look(page, path, at);
    }
  });

  test(`is readable and usable for a member, at ${at.name}`, async ({ person }) => {
    const mara = await person("Mara");
    const id = await makeGrind(mara, "Thursday Loop");
    const { rows } = await (await mara.page.request.get("/api/v1/tasks?limit=1")).json() as { rows: { id: string }[] };
    await mara.page.request.post("/api/v1/interviews", { data: { taskId: rows[0]?.id, mode: "ai" } });
    const made = await mara.page.request.post(`/api/v1/grinds/${id}/sessions`, {
      data: { taskId: rows[0]?.id, mode: "peer", when: { kind: "now", timeZone: "Europe/Stockholm" } },
    });
    const session = await made.json() as { id: string };
    const grind = `/grinds/${id}`;
    const pages = [
      "/",
      "/grinds",
      "/grinds/new",
      grind,
      `${grind}/sessions`,
      `${grind}/tasks`,
      `${grind}/members`,
      `${grind}/settings`,
      `${grind}/tasks/new`,
    ];
    for (const path of [...pages, "/tasks", `/tasks/${rows[0]?.id}`, "/interviews", "/notifications", "/account"]) {
      await look(mara.page, path, at);
    }
    for (const path of [`/sessions/${session.id}/check`, "/doctor"]) await look(mara.page, path, at);
  });
}

test("fits the narrowest phone and the widest desk", async ({ person }) => {
  const mara = await person("Mara");
  const id = await makeGrind(mara, "A grind with quite a long name that has to wrap somewhere on small screens");
  for (const width of [320, 768, 1024, 1600]) {
    await mara.page.setViewportSize({ width, height: 800 });
    for (const path of ["/", `/grinds/${id}/members`, `/grinds/${id}/tasks/new`, "/tasks", "/account"]) {
      await mara.page.goto(path);
      await mara.page.waitForLoadState("networkidle");
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
