import { expect, type Locator, type Page } from "@playwright/test";
import { secondsHeard } from "../../kit/sound.ts";
import { listen } from "./ears.ts";
import type { Member } from "./session.ts";

/** A busy machine gives a page less than half of the sound of a moment; a whole second is needed to tell. */
const secondsListened = 4;
/** Long enough to be an answer. */
const secondsSpoken = 3;

/** What a page shows of a room that the AI interviewer leads. */
export function led(page: Page): {
  readonly tile: Locator;
  /** The lines of captions of "Interviewer", of "You", or of somebody by name. */
  said(who: string): Locator;
} {
  const captions = page.getByRole("region", { name: "Live captions" });
  return {
    tile: page.getByRole("region", { name: /^AI interviewer/ }),
    said: (who) => captions.locator(".caption").filter({ has: page.locator("b", { hasText: who }) }),
  };
}

/** Starts the interview, silent oneself: who speaks all the time is never answered. */
export async function start(page: Page): Promise<void> {
  await mute(page);
  await page.getByRole("button", { name: "Start my interview" }).first().click();
}

export async function mute(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Mute your microphone" }).click();
  await expect(page.getByRole("button", { name: "Unmute your microphone" })).toBeVisible();
}

/** Says something for as long as somebody else listens to it, and falls silent. */
export async function speak(page: Page, listener: Page): Promise<void> {
  await page.getByRole("button", { name: "Unmute your microphone" }).click();
  await listen(listener, secondsSpoken);
  await mute(page);
}

/** The interviewer is heard here: there is no other voice in these rooms. */
export async function hears(page: Page): Promise<void> {
  await expect.poll(async () => {
    const heard = await listen(page, secondsListened);
    return Math.max(0, ...heard.map(({ voice }) => secondsHeard(voice)));
  }, { timeout: 40_000 }).toBeGreaterThan(0);
}

/** Hands the seat to somebody who says nothing, not even yes: it is theirs when the countdown is over. */
export async function handOverQuietly({ page }: Member, to: Member): Promise<void> {
  await page.getByRole("button", { name: "Hand over" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: to.name }).check();
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await expect(to.page.getByRole("region", { name: /^You, .*In the seat/ })).toBeVisible({ timeout: 30_000 });
}

/** Ends one's own interview and goes to its page. */
export async function endAndLook(page: Page): Promise<void> {
  await page.getByRole("button", { name: "End my interview" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "End my interview" }).click();
  await page.getByRole("link", { name: "Look at your interview" }).click();
  await expect(page).toHaveURL(/\/interviews\//);
}
