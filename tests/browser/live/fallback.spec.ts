import type { Page } from "@playwright/test";
import type { Take } from "../../../proto/http/takes.ts";
import { likeness, secondsHeard } from "../../kit/sound.ts";
import { accessible, fits } from "../kit.ts";
import { ask, enter, expect, inside, takeSeat, test } from "./kit.ts";
import { agree, link, listened, taken } from "./takes.ts";

/** What the browser records in the test, at least, and how few bytes that can be. */
const secondsRecorded = 8;
const bytesRecorded = secondsRecorded * 4_000;
/** A voice that went through a codec is more like itself than this. */
const sureFrom = 0.35;
const pieces = "**/api/v1/interviews/*/audio/*";

test("what the browser recorded where no sound gets through is sent after a reload, and played", async ({ meet, scene }) => {
  test.setTimeout(240_000);
  const { sessionId, members } = await meet({ names: ["Mara", "Noor"] });
  const [mara, noor] = members;
  if (!noor) return;
  for (const it of members) {
    await agree(it.page, sessionId, it === mara ? ["record"] : []);
    await enter(it, sessionId);
  }
  await takeSeat(mara);
  await ask(noor);
  await mara.page.getByRole("button", { name: "Start my interview" }).first().click();
  const { interviewId } = await taken(mara, (take) => take.durableMs > 0);

  scene.network.cut("media");
  await expect(mara.page.getByText("This computer records you now")).toBeVisible({ timeout: 60_000 });
  const { tracks } = await taken(mara, (take) => browserTrack(take) !== undefined);
  const trackId = tracks.find((it) => it.kind === "fallback")?.id ?? "";
  await expect.poll(() => received(mara.page, interviewId, trackId), { timeout: 60_000 }).toBeGreaterThan(
    bytesRecorded,
  );
  await accessible(mara.page);
  await fits(mara.page);
  // The browser's own requests get nowhere either: what it records waits, and the page goes while it does.
  await mara.page.route(pieces, (it) => it.abort());
  await expect(mara.page.getByText("it is sent as soon as it can be")).toBeVisible({ timeout: 30_000 });
  mara.page.on("dialog", (it) => void it.accept());
  await mara.page.goto(`/interviews/${interviewId}`);
  const unsent = mara.page.getByText("What this computer recorded of your interview");
  await expect(unsent).toBeVisible();
  await accessible(mara.page);
  await mara.page.unroute(pieces);
  await expect(unsent).toHaveCount(0, { timeout: 40_000 });

  scene.network.cut("nothing");
  await end(mara.page, sessionId);
  const own = browserTrack(
    await taken(mara, (take) => take.state === "stored" && browserTrack(take)?.playable === true),
  );
  expect(own).toMatchObject({ mine: true, recordedBy: "browser" });
  const heard = await listened(mara.page, await link(mara.page, interviewId, own?.id ?? ""));
  expect(secondsHeard(heard)).toBeGreaterThan(secondsRecorded / 2);
  expect(likeness(heard, mara.voice)).toBeGreaterThan(sureFrom);
});

function browserTrack(take: Take): Take["tracks"][number] | undefined {
  return take.tracks.find((it) => it.kind === "fallback");
}

/** How much of it the server has. */
async function received(page: Page, interviewId: string, trackId: string): Promise<number> {
  const answer = await page.request.get(`/api/v1/interviews/${interviewId}/audio/${trackId}`);
  return (await answer.json() as { received: number }).received;
}

/** Comes back into the room, as after a reload, and ends the interview there. */
async function end(page: Page, sessionId: string): Promise<void> {
  await page.goto(`/sessions/${sessionId}`);
  await inside(page);
  await page.getByRole("button", { name: "End my interview" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "End my interview" }).click();
}
