import { Buffer } from "node:buffer";
import type { Page } from "@playwright/test";
import type { Take } from "../../../proto/http/takes.ts";
import { picturesOf } from "./ears.ts";
import { likeness, secondsHeard, type Voice } from "../../kit/sound.ts";
import type { Member } from "./session.ts";
import { ask, enter, expect, takeSeat, test } from "./kit.ts";

/** As tall as the camera is. */
const full = 720;
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
  // As large as it gets; the recording has had time by then to have its largest size too.
  await expect.poll(async () => Math.max(0, ...await picturesOf(noor.page)), { timeout: 60_000 }).toBe(full);
  const { durableMs } = await taken(mara, (take) => take.durableMs > 0);
  const { interviewId } = await taken(mara, (take) => take.durableMs > durableMs + secondsRecorded * 1_000);
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
  expect(seen.height).toBe(full);
  expect(Math.abs(seen.seconds * 1_000 - ((camera?.lastMs ?? 0) - (camera?.firstMs ?? 0)))).toBeLessThan(500);
  expect(alignment).not.toBeNull();
});

async function agree(page: Page, sessionId: string, given: readonly string[]): Promise<void> {
  const answer = await page.request.post(`/api/v1/sessions/${sessionId}/consents`, { data: { given } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** The recording of the interview that somebody is or was in, once it is such. */
async function taken({ page }: Member, fits: (take: Take) => boolean): Promise<Take> {
  let found: Take | null = null;
  await expect.poll(async () => {
    const list = await (await page.request.get("/api/v1/interviews/history")).json() as { rows: { id: string }[] };
    const [newest] = list.rows;
    if (!newest) return false;
    const answer = await (await page.request.get(`/api/v1/interviews/${newest.id}/take`)).json() as {
      take: Take | null;
    };
    found = answer.take;
    return found !== null && fits(found);
  }, { timeout: 60_000 }).toBe(true);
  if (!found) throw new Error("there is no recording");
  return found;
}

async function link(page: Page, interviewId: string, trackId: string): Promise<string> {
  const answer = await page.request.post(`/api/v1/interviews/${interviewId}/tracks/${trackId}/link`);
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json() as { url: string }).url;
}

/** What the browser makes of a file of sound. */
async function listened(page: Page, url: string): Promise<Voice> {
  const { rate, samples } = await page.evaluate(async (at) => {
    const bytes = await (await fetch(at)).arrayBuffer();
    const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes);
    const floats = new Uint8Array(sound.getChannelData(0).buffer);
    let text = "";
    for (let i = 0; i < floats.length; i += 8_192) text += String.fromCharCode(...floats.subarray(i, i + 8_192));
    return { rate: sound.sampleRate, samples: btoa(text) };
  }, url);
  const bytes = Uint8Array.from(Buffer.from(samples, "base64"));
  return { rate, samples: new Float32Array(bytes.buffer) };
}

/** What the browser shows of a file of pictures, at its end. */
async function watched(page: Page, url: string): Promise<{ height: number; seconds: number }> {
  return await page.evaluate(async (at) => {
    const video = document.createElement("video");
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () => reject(new Error(video.error?.message));
      video.src = at;
    });
    await new Promise((resolve) => {
      video.onseeked = resolve;
      video.currentTime = video.duration - 0.5;
    });
    return { height: video.videoHeight, seconds: video.duration };
  }, url);
}
