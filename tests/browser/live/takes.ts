import { Buffer } from "node:buffer";
import { expect, type Page } from "@playwright/test";
import type { Take } from "../../../proto/http/takes.ts";
import type { Voice } from "../../kit/sound.ts";
import type { Member } from "./session.ts";

/** Says before coming in what may be recorded of one. */
export async function agree(page: Page, sessionId: string, given: readonly string[]): Promise<void> {
  const answer = await page.request.post(`/api/v1/sessions/${sessionId}/consents`, { data: { given } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** The recording of the interview that somebody is or was in, once it is such. */
export async function taken({ page }: Pick<Member, "page">, fits: (take: Take) => boolean): Promise<Take> {
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

/** A link that plays a track. */
export async function link(page: Page, interviewId: string, trackId: string): Promise<string> {
  const answer = await page.request.post(`/api/v1/interviews/${interviewId}/tracks/${trackId}/link`);
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json() as { url: string }).url;
}

/** What the browser makes of a file of sound. */
export async function listened(page: Page, url: string): Promise<Voice> {
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
