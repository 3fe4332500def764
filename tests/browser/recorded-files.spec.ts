import type { Buffer } from "node:buffer";
import { expect, type Page, test } from "@playwright/test";
import { Chance } from "../kit/chance.ts";
import { pictureStream } from "../kit/picture-stream.ts";
import { filmed, rendering, spoken } from "../kit/real-media.ts";
import { soundStream } from "../kit/rtp-stream.ts";
import { voiceOf } from "../kit/sound.ts";
import { startFirefox } from "./live/firefox.ts";

type Codec = "vp8" | "vp9";
const codecs: readonly Codec[] = ["vp8", "vp9"];

test("a recorded voice is decoded to its end by the browser, and is not silent", async ({ page }) => {
  await page.goto("/");
  await hears(page);
});

for (const codec of codecs) {
  test(`a recorded film of ${codec} says its length and is found anywhere by the browser`, async ({ page }) => {
    await page.goto("/");
    await sees(page, codec);
  });
}

test("Firefox plays the same files, a voice and both kinds of film", async ({ baseURL }) => {
  const firefox = await startFirefox();
  try {
    const page = await firefox.browser.newPage({ baseURL: baseURL ?? "" });
    await page.goto("/");
    await hears(page);
    for (const codec of codecs) await sees(page, codec);
  } finally {
    await firefox.close();
  }
});

async function hears(page: Page): Promise<void> {
  const frames = await spoken(voiceOf(3), 500);
  const payload = (it: number): Uint8Array => frames[it % frames.length] ?? new Uint8Array(0);
  const stream = soundStream({ fromMs: 500, toMs: 10_500, chance: new Chance(2), loss: 0.1, payload });
  const { track, bytes } = await rendering(stream.records, "sound");
  const heard = await page.evaluate(async (file) => {
    const bytes = Uint8Array.from(atob(file), (it) => it.charCodeAt(0));
    const sound = await new OfflineAudioContext(1, 48_000, 48_000).decodeAudioData(bytes.buffer);
    return { seconds: sound.duration, loudest: sound.getChannelData(0).reduce((most, it) => Math.max(most, it), 0) };
  }, bytes.toString("base64"));
  expect(heard.seconds).toBeCloseTo((track.lastMs - track.firstMs) / 1000, 1);
  expect(heard.loudest).toBeGreaterThan(0.1);
}

async function sees(page: Page, codec: Codec): Promise<void> {
  const film = await filmed(codec, 250);
  const dataOf = (it: number): Uint8Array => film[it] ?? new Uint8Array(0);
  const records = pictureStream({ fromMs: 0, frames: film.length, codec, dataOf });
  const { bytes } = await rendering(records, "picture");
  await page.route(`**/${codec}.webm`, (route) => route.fulfill(partOf(bytes, route.request().headers()["range"])));
  const seen = await page.evaluate(async (src) => {
    const video = document.createElement("video");
    const came = (event: string) =>
      new Promise((resolve, reject) => {
        video.addEventListener(event, resolve, { once: true });
        video.addEventListener("error", () => reject(new Error(video.error?.message)), { once: true });
      });
    const known = came("loadedmetadata");
    video.src = src;
    await known;
    const found = came("seeked");
    video.currentTime = 7.5;
    await found;
    return { seconds: video.duration, width: video.videoWidth, at: video.currentTime };
  }, `/${codec}.webm`);
  expect(seen).toEqual({ seconds: expect.closeTo(10, 0), width: 320, at: expect.closeTo(7.5, 1) });
}

/** As our own route answers: what was asked for, and where it lies. */
function partOf(bytes: Buffer, range = "bytes=0-") {
  const [, from = "0", to = ""] = /bytes=(\d+)-(\d*)/.exec(range) ?? [];
  const last = to === "" ? bytes.length - 1 : Number(to);
  return {
    status: 206,
    headers: { "accept-ranges": "bytes", "content-range": `bytes ${from}-${last}/${bytes.length}` },
    contentType: "video/webm",
    body: bytes.subarray(Number(from), last + 1),
  };
}
