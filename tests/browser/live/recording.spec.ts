import type { Page } from "@playwright/test";
import { picturesOf } from "./ears.ts";
import { likeness, secondsHeard } from "../../kit/sound.ts";
import { accessible, fits, picture } from "../kit.ts";
import { ask, enter, expect, takeSeat, test } from "./kit.ts";
import { agree, link, listened, taken } from "./takes.ts";

/** A voice that went through a codec is more like itself than this. */
const sureFrom = 0.35;
const secondsRecorded = 8;

test("an interview that was recorded gives its owner voice and picture back, in step", async ({ meet }) => {
  test.setTimeout(180_000);
  const { sessionId, members } = await meet({ names: ["Mara", "Noor"] });
  const [mara, noor] = members;
  if (!noor) return;
  for (const it of members) {
    await agree(it.page, sessionId, it === mara ? ["record", "record_camera"] : []);
    await enter(it, sessionId);
  }
  await takeSeat(mara);
  await ask(noor);
  await mara.page.getByRole("button", { name: "Camera is off, turn it on" }).click();
  await mara.page.getByRole("button", { name: "Start my interview" }).first().click();
  const shown = async (): Promise<number> => Math.max(0, ...await picturesOf(noor.page));
  await expect.poll(shown, { timeout: 60_000 }).toBeGreaterThan(0);
  const { durableMs } = await taken(mara, (take) => take.durableMs > 0);
  const kept = (seconds: number) => taken(mara, (take) => take.durableMs > durableMs + seconds * 1_000);
  await kept(secondsRecorded);
  // How large a browser sends it depends on what the machine has left; who watches sees the largest.
  const tall = await shown();
  // The recording follows within a few seconds.
  const { interviewId } = await kept(secondsRecorded + 5);
  await mara.page.getByRole("button", { name: "End my interview" }).first().click();
  await mara.page.getByRole("dialog").getByRole("button", { name: "End my interview" }).click();

  const { tracks, alignment } = await taken(mara, (take) => take.state === "stored");
  expect(tracks.map((it) => `${it.kind} ${it.mine ? "mine" : "theirs"}`).toSorted()).toEqual([
    "camera mine",
    "voice mine",
  ]);
  const [voice, camera] = ["voice", "camera"].map((kind) => tracks.find((it) => it.kind === kind));
  const heard = await listened(mara.page, await link(mara.page, interviewId, voice?.id ?? ""));
  expect(secondsHeard(heard)).toBeGreaterThan(secondsRecorded / 2);
  expect(likeness(heard, mara.voice)).toBeGreaterThan(sureFrom);
  expect(likeness(heard, noor.voice)).toBeLessThan(sureFrom);
  const seen = await watched(mara.page, await link(mara.page, interviewId, camera?.id ?? ""));
  expect(seen.tallest).toBeGreaterThanOrEqual(tall);
  expect(Math.abs(seen.seconds * 1_000 - ((camera?.lastMs ?? 0) - (camera?.firstMs ?? 0)))).toBeLessThan(500);
  expect(alignment).not.toBeNull();
  await playedOnThePage(mara.page, interviewId);
});

/** The owner's page shows it and plays it: the voice by button and keys, the picture beside it. */
async function playedOnThePage(page: Page, interviewId: string): Promise<void> {
  await page.goto(`/interviews/${interviewId}`);
  const position = page.getByRole("slider");
  const at = async (): Promise<number> => Number(await position.inputValue());
  const [play, pause] = ["Play", "Pause"].map((name) => page.getByRole("button", { name, exact: true }));
  if (!play || !pause) return;
  await play.click();
  await expect(pause).toBeVisible();
  await expect.poll(at).toBeGreaterThan(500);
  await position.focus();
  await page.keyboard.press(" ");
  await expect(play).toBeVisible();
  const before = await at();
  await page.keyboard.press("ArrowRight");
  await expect.poll(at).toBeGreaterThan(before + 3_000);
  await page.getByRole("button", { name: /^Show: .*camera/ }).click();
  const film = page.getByRole("group", { name: /picture/i }).locator("video");
  await expect.poll(() => film.evaluate((it: HTMLVideoElement) => it.videoHeight)).toBeGreaterThan(0);
  const happened = page.getByRole("list").filter({ hasText: "sat down in the seat" });
  await happened.getByRole("button", { name: /ended the interview/ }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(at).toBeGreaterThan(before + 6_000);
  await accessible(page);
  await fits(page);
  await picture(page, "take-played");
}

/** What the browser shows of a file of pictures: how long it is, and how tall it gets. */
async function watched(page: Page, url: string): Promise<{ tallest: number; seconds: number }> {
  return await page.evaluate(async (at) => {
    const video = document.createElement("video");
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () => reject(new Error(video.error?.message));
      video.src = at;
    });
    let tallest = video.videoHeight;
    for (let second = 1; second < video.duration; second++) {
      await new Promise((resolve) => {
        video.onseeked = resolve;
        video.currentTime = second;
      });
      tallest = Math.max(tallest, video.videoHeight);
    }
    return { tallest, seconds: video.duration };
  }, url);
}
