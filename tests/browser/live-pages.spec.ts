import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { interviewScenes } from "../../client/pages/gallery/interview-scenes.ts";
import { checkScenes, doctorScenes, roomScenes } from "../../client/pages/gallery/scenes.ts";
import { takeScenes } from "../../client/pages/gallery/take-scenes.ts";
import { startFakeApi } from "../kit/fake-api.mjs";
import { accessible, colours, expect, fits, picture, test, widths } from "./kit.ts";
import { stageIsWhole } from "./stage.ts";

/** Every state of the live pages, with people who do not exist: the development build against the fake API. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const places = [
  ...Object.keys(roomScenes).map((it) => `/gallery/room/${it}`),
  ...Object.keys(checkScenes).map((it) => `/gallery/check/${it}`),
  ...Object.keys(doctorScenes).map((it) => `/gallery/doctor/${it}`),
  ...Object.keys(interviewScenes).map((it) => `/gallery/interview/${it}`),
  ...Object.keys(takeScenes).map((it) => `/gallery/take/${it}`),
];

/** Colours are the same in all states, and a phone's parts in most: these have the most of both. */
const differs =
  /room\/(seat|observer|moderator|open|trouble|handover-yours|empty|full)$|check\/denied$|doctor\/|room\/(recording-fails|ai-listening|ai-alone-over)$|check\/ai-outside$|interview\/whole$|take\/(stored|finishing|broken)$/;

// In one worker, one after the other: each worker would build the page first.
test.describe.configure({ mode: "default", timeout: 240_000 });

type Fake = Awaited<ReturnType<typeof startFakeApi>>;
let fake: Fake | undefined;
const api = (): Fake => {
  if (!fake) throw new Error("The fake API is not there.");
  return fake;
};

test.beforeAll(async () => {
  // A folder per worker: after a failure there is another one.
  const dist = `${root}tests/out/gallery-${process.pid}/`;
  const vite = ["node_modules/vite/bin/vite.js", "build", "--config", "client/vite.config.ts", "--outDir", dist];
  await promisify(execFile)(process.execPath, [...vite, "--emptyOutDir"], {
    cwd: root,
    env: { ...process.env, VITE_GALLERY: "1" },
  });
  fake = await startFakeApi({ port: 0, dist });
});
test.afterAll(() => fake?.close());

/**
 * Goes to another state as the page itself would, which builds it anew. Loading all of the page again for each takes ten
 * times as long and shows the same.
 */
async function show(page: Page, path: string): Promise<void> {
  if (!page.url().startsWith(api().url)) await page.goto(api().url + path);
  else await page.evaluate(turn, path);
  await expect(page.locator("[data-left]")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
}

/** Runs in the page. */
function turn(path: string): void {
  if (location.pathname === path) return;
  document.querySelectorAll("#app h1").forEach((it) => it.setAttribute("data-left", ""));
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
}

for (const { name, width, height } of widths) {
  test(`every state of a room, the check and the doctor is readable and usable, at ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const path of places) {
      await test.step(path, async () => {
        await colours(page, "light");
        await show(page, path);
        await picture(page, `${path} ${name} light`);
        await fits(page);
        // Every state on the desk; on a phone those whose parts are others there.
        if (width > 640 || differs.test(path)) await accessible(page);
        if (!differs.test(path)) return;
        await colours(page, "dark");
        await picture(page, `${path} ${name} dark`);
        await fits(page);
        await accessible(page, "colours");
      });
    }
  });

  test(`when a grind meets is readable and usable, at ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await colours(page, "light");
    await page.goto(`${api().url}/grinds/${api().world.grinds[0]?.id}/sessions`);
    await expect(page.getByRole("link", { name: /^Join/ })).toBeVisible();
    await inBoth(page);
    for (const dialog of ["Start now", "Schedule", "Calendar address"]) {
      await page.getByRole("button", { name: dialog, exact: true }).first().click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await inBoth(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("button", { name: dialog, exact: true }).first()).toBeFocused();
    }
  });
}

/** What is on screen, in both themes. */
async function inBoth(page: Page): Promise<void> {
  await fits(page);
  await accessible(page);
  await colours(page, "dark");
  await fits(page);
  await accessible(page, "colours");
  await colours(page, "light");
}

test("a room fits between the narrowest phone and the widest desk", async ({ page }) => {
  for (const width of [320, 390, 768, 1024, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    for (const state of ["seat", "open", "trouble", "handover-yours", "ai-listening-outside"]) {
      await show(page, `/gallery/room/${state}`);
      await fits(page);
    }
  }
});

test("a stage is whole in a low window, on a phone on its side and on a small one", async ({ page }) => {
  for (const [width, height] of [[1280, 600], [844, 390], [320, 640]] as const) {
    await page.setViewportSize({ width, height });
    for (const state of ["open", "ai-beside", "ai-stands-in", "ai-group", "screen"]) {
      await show(page, `/gallery/room/${state}`);
      await fits(page);
      await stageIsWhole(page);
      await picture(page, `low ${state} ${width}x${height}`);
    }
  }
});

test("a phone's panel opens, moves by arrows and closes, and the menu of more by keys alone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${api().url}/gallery/room/observer`);
  await page.getByRole("button", { name: "Task" }).click();
  const task = page.getByRole("tab", { name: "Task" });
  await expect(task).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Chat" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Write to the room" })).toBeVisible();
  await accessible(page);
  await page.keyboard.press("Escape");
  await expect(task).toBeHidden();
  await expect(page.getByRole("button", { name: "Task" })).toBeFocused();
  await page.getByRole("button", { name: "More" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Devices" })).toBeFocused();
  await accessible(page);
});
