import type { Page } from "@playwright/test";
import { accessible, picture } from "../kit.ts";
import { outerAddress } from "./firefox.ts";
import { enter, expect, handOver, type Member, takeSeat, test, whoIsHeard } from "./kit.ts";

const mediaAt = outerAddress();
test.use({ mediaAt });
test.describe.configure({ timeout: 150_000 });
test.skip(mediaAt === undefined, "Firefox sends no media within the loopback, and there is no other network");

test("Firefox joins, is heard in the seat, hands it to Chromium and hears it", async ({ meet }) => {
  const { sessionId, members } = await meet({ names: ["Mara", "Noor"], browsers: { Mara: "firefox" } });
  const [mara, noor] = members;
  if (!noor) return;
  const complaints = complaintsOf(mara.page);
  await checks(mara, sessionId);
  for (const it of members) await enter(it, sessionId);
  await takeSeat(mara);
  await hears(noor, mara, members);
  await handOver(mara, noor);
  await hears(mara, noor, members);
  // Before a screenshot, which brings styles of its own that the page's policy refuses.
  expect(complaints).toEqual([]);
  await picture(mara.page, "firefox room");
  await accessible(mara.page);
});

test("somebody hears themselves in Firefox, over the server and back", async ({ meet }) => {
  const { sessionId, members } = await meet({ names: ["Mara"], browsers: { Mara: "firefox" } });
  const [mara] = members;
  await checks(mara, sessionId);
  await mara.page.getByRole("button", { name: "Record 5 s" }).click();
  // A machine without a sound card can send and receive, and play nothing.
  const end = mara.page.getByText(/^That is how you sound|^It came back, but nothing/);
  await expect(end).toBeVisible({ timeout: 30_000 });
});

/** The check names the microphone, and does not call the browser one that cannot. */
async function checks({ page }: Member, sessionId: string): Promise<void> {
  await page.goto(`/sessions/${sessionId}/check`);
  await expect(page.getByText("Default Audio Device").first()).toBeAttached();
  await expect(page.getByRole("alert")).toHaveCount(0);
}

async function hears(listener: Member, speaker: Member, all: readonly Member[]): Promise<void> {
  await expect(async () => expect(await whoIsHeard(listener, all)).toEqual([speaker.name])).toPass({ timeout: 30_000 });
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  return complaints;
}
