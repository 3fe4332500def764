import process from "node:process";
import { interviewerWords } from "../../../client/pages/room/interviewer-words.ts";
import { scriptWords } from "../../../server/adapters/interviewer/script/words.ts";
import { accessible, fits, picture } from "../kit.ts";
import { expect, gather, inside, type Member, openPage, takeSeat, test } from "./kit.ts";
import { enter } from "./session.ts";
import { endAndLook, handOverQuietly, hears, led, speak, start } from "./led.ts";
import { agree } from "./takes.ts";

/** The server with a key, and the stand-in for the service that the key is of: playwright.config.ts starts both. */
const withKey = `http://localhost:${process.env["BROWSER_PORT"]}`;
const service = `http://127.0.0.1:${process.env["BROWSER_GEMINI_PORT"]}`;
/** How the interviewer of this server begins a hint. */
const hint = new RegExp(scriptWords.hint.join("|"));

test("somebody practises alone with the interviewer of this server, from sign-in to the page of it", async ({ scene, speakers }) => {
  test.setTimeout(180_000);
  const { speaker, give } = await speakers.take(0, "voice");
  const page = await openPage(speaker.browser, scene.url, "voice");
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Use the demo account" }).click();
  await page.getByRole("button", { name: /^Practise alone:/ }).first().click();
  await expect(page.getByText("Your voice and your words stay on this server", { exact: false })).toBeVisible();
  await page.getByRole("switch", { name: "My voice and notes" }).check();
  await expect(page.getByText("Saved.")).toBeVisible();
  await accessible(page);
  await page.getByRole("button", { name: "Go to your seat" }).click();
  await inside(page);
  await start(page);

  const { tile, said } = led(page);
  await expect(said("Interviewer").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "AI interviewer, speaking" })).toBeVisible();
  await hears(page);
  await expect(tile.getByText("stays on this server")).toBeVisible();
  await expect(page.getByRole("region", { name: "AI interviewer, listening" })).toBeVisible({ timeout: 40_000 });
  const asked = await said("Interviewer").count();
  await page.getByRole("button", { name: /^Type/ }).click();
  await page.getByLabel("Type what you would say").fill("I would first ask who needs it, and by when.");
  await page.keyboard.press("Enter");
  await expect(said("You").getByText("typed")).toBeVisible();
  await expect.poll(() => said("Interviewer").count(), { timeout: 30_000 }).toBeGreaterThan(asked);
  await tile.getByRole("button", { name: "Ask for a hint" }).click();
  await expect(said("You").filter({ hasText: interviewerWords.hintLine })).toBeVisible();
  await expect(said("Interviewer").filter({ hasText: hint }).first()).toBeVisible({ timeout: 30_000 });
  await tile.getByRole("button", { name: "Take your time" }).click();
  await expect(tile.getByRole("button", { name: "It waits for you" })).toBeVisible();
  await accessible(page);
  await fits(page);
  await picture(page, "ai alone");

  await endAndLook(page);
  await expect(page.getByRole("heading", { name: /^Question 1/ })).toBeVisible();
  await expect(page.getByText("I would first ask who needs it, and by when.")).toBeVisible();
  await expect(page.getByText(interviewerWords.hintLine)).toBeVisible();
  await expect(page.getByText("Interviewer’s voice")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: /^Play from/ }).first().click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await accessible(page);
  await fits(page);
  await picture(page, "ai alone page");
  await page.context().close();
  give();
});

test("a group is led by a service outside, goes on without it, and turns to the next with the seat", async ({ speakers }) => {
  test.setTimeout(240_000);
  const closers: (() => Promise<void>)[] = [];
  const own = (close: () => Promise<void>): void => void closers.push(close);
  const { sessionId, members } = await gather(withKey, { names: ["Mara", "Noor"], mode: "ai" }, { speakers, own });
  const [mara, noor] = members as [Member, Member];
  for (const it of members) {
    await agree(it.page, sessionId, ["record", "outside"]);
    await enter(it, sessionId);
  }
  await takeSeat(mara);
  // Long enough that everybody can listen, and that it can be killed in the middle.
  await script({ replyMs: 14_000, dialFaults: [] });
  await Promise.all([hears(noor.page), start(mara.page)]);
  const { tile, said } = led(mara.page);
  await expect(said("Interviewer").first()).toContainText("welcome");
  await expect(tile.getByText(/^heard at/)).toBeVisible();
  await expect(mara.page.getByRole("region", { name: "AI interviewer, listening" })).toBeVisible({ timeout: 40_000 });
  await speak(mara.page, noor.page);
  await expect(said("You").filter({ hasText: "words of" }).first()).toBeVisible({ timeout: 20_000 });

  // Killed in the middle of a sentence, and it cannot be reached again.
  const dialFaults = Array.from({ length: 200 }, () => ({ kind: "refuse", status: 503 }));
  await expect(mara.page.getByRole("region", { name: "AI interviewer, speaking" })).toBeVisible({ timeout: 20_000 });
  await script({ dialFaults, now: { close: { code: 1011, reason: "Internal error." } } });
  await expect(tile.getByText("Stands in for the service outside")).toBeVisible({ timeout: 20_000 });
  await expect(tile.getByText("stays on this server")).toBeVisible();
  await expect(mara.page.locator(".notice")).not.toBeEmpty();
  await hears(mara.page);
  await accessible(mara.page);
  await picture(mara.page, "ai stands in");

  await handOverQuietly(mara, noor);
  const next = led(noor.page);
  await expect(next.said("Interviewer").filter({ hasText: "Noor" }).first()).toBeVisible({ timeout: 40_000 });
  await noor.page.getByRole("button", { name: "Unmute your microphone" }).click();
  await expect(next.tile.getByText("to you and nobody else")).toBeVisible({ timeout: 40_000 });
  await expect(tile.getByText("to Noor and nobody else")).toBeVisible({ timeout: 20_000 });
  await mara.page.getByRole("link", { name: "Look at your interview" }).click();
  await expect(mara.page.getByText("as heard").first()).toBeVisible({ timeout: 20_000 });
  await Promise.all(closers.map((it) => it()));
});

async function script(what: object): Promise<void> {
  const answer = await fetch(`${service}/__script`, { method: "POST", body: JSON.stringify(what) });
  expect(answer.ok).toBe(true);
}
