import type { Page } from "@playwright/test";
import type { Interview } from "../../../proto/http/interviews.ts";
import type { Take } from "../../../proto/http/takes.ts";
import { likeness, secondsHeard } from "../../kit/sound.ts";
import { accessible, fits, picture } from "../kit.ts";
import { waysOf } from "./ears.ts";
import { expect, inside, openPage, test } from "./kit.ts";
import { endAndLook, hears, led, mute } from "./led.ts";
import { link, listened, taken } from "./takes.ts";

/** A voice that went through a codec twice is more like itself than this. */
const sureFrom = 0.3;
const speakMs = 8_000;

test("an interview whose network lets no media through goes over the simple connection, and is recorded", async ({ scene, speakers }) => {
  test.setTimeout(240_000);
  scene.network.cut("media");
  const { speaker, give } = await speakers.take(0, "voice");
  const page = await openPage(speaker.browser, scene.url, "voice");
  await page.context().addInitScript(growAnotherEar);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Use the demo account" }).click();
  await page.getByRole("button", { name: /^Practise alone:/ }).first().click();
  await page.getByRole("switch", { name: "My voice and notes" }).check();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByRole("button", { name: "Go to your seat" }).click();
  await inside(page);
  await page.getByRole("button", { name: "Start my interview" }).first().click();

  // Nobody chose it: nothing else gets through.
  await expect(page.getByText("Sound takes the simple connection.")).toBeVisible({ timeout: 60_000 });
  expect(await waysOf(page)).toEqual([]);
  const { durableMs } = await taken({ page }, (take) => take.durableMs > 0);
  await taken({ page }, (take) => take.durableMs > durableMs + speakMs);
  await mute(page);
  await page.getByRole("button", { name: /^Type/ }).click();
  await page.getByLabel("Type what you would say").fill("I would first ask who needs it, and by when.");
  await Promise.all([hears(page), page.keyboard.press("Enter")]);
  await expect(led(page).said("Interviewer").first()).toBeVisible();
  await accessible(page);
  await fits(page);
  await picture(page, "simple connection");

  // A line that breaks is mended by itself.
  const { id } = await current(page);
  await page.evaluate(() => (globalThis as unknown as { simple: WebSocket[] }).simple.forEach((it) => it.close()));
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { simple: WebSocket[] }).simple.length)).toBe(
    2,
  );
  await expect(page.getByText("Sound takes the simple connection.")).toBeVisible();
  expect((await current(page)).id).toBe(id);

  await endAndLook(page);
  const mine = (take: Take) => take.tracks.find((it) => it.kind === "voice" && it.mine && it.playable);
  const own = mine(await taken({ page }, (take) => mine(take) !== undefined));
  const heard = await listened(page, await link(page, id, own?.id ?? ""));
  expect(secondsHeard(heard)).toBeGreaterThan(speakMs / 2_000);
  expect(likeness(heard, speaker.voice)).toBeGreaterThan(sureFrom);
  await page.context().close();
  give();
});

/** Goes into a page before anything of it: what it plays of PCM is listened to as well, and its lines for that are known. */
function growAnotherEar(): void {
  type Ears = { ears: { tracks: MediaStreamTrack[] }; simple: WebSocket[] };
  const mine = globalThis as unknown as Ears;
  mine.simple = [];
  const plain = AudioContext.prototype.createMediaStreamDestination;
  AudioContext.prototype.createMediaStreamDestination = function () {
    const node = plain.call(this);
    mine.ears.tracks.push(...node.stream.getAudioTracks());
    return node;
  };
  const Plain = globalThis.WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      if (`${url}`.includes("/ws/interviews/")) mine.simple.push(this);
    }
  };
}

async function current(page: Page): Promise<Interview> {
  const answer = await page.request.get("/api/v1/interviews/current");
  const { interview } = await answer.json() as { interview: Interview };
  return interview;
}
