import { type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import type { Mode } from "../../../proto/live/words.ts";
import type { Voice } from "../../kit/sound.ts";
import { growEars } from "./ears.ts";
import type { Microphone } from "./scene.ts";
import type { Speakers } from "./speakers.ts";

/** Somebody in a room with a browser process and a voice of their own. */
export type Member = { readonly name: string; readonly id: string; readonly page: Page; readonly voice: Voice };

export type Meeting = {
  readonly names: readonly [string, ...string[]];
  readonly mode?: Mode;
  /** Of those who do not simply have one that works. */
  readonly microphones?: Readonly<Record<string, Microphone>>;
  /** Of those who do not use Chromium. */
  readonly browsers?: Readonly<Record<string, "firefox">>;
};
export type Gathered = { readonly sessionId: string; readonly members: readonly [Member, ...Member[]] };

const password = "a long enough password";
const settings: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  locale: "en-GB",
  timezoneId: "Europe/Stockholm",
};
let calls = 0;

type Means = { readonly speakers: Speakers; readonly own: (close: () => Promise<void>) => void };

/** People with accounts and browsers, a grind of theirs, and a session in it that is live. Nobody is in it yet. */
export async function gather(url: string, meeting: Meeting, means: Means): Promise<Gathered> {
  const coming = meeting.names.map((name, seed) => come(url, { ...meeting, name, seed }, means));
  const [host, ...guests] = await Promise.all(coming);
  if (!host) throw new Error("nobody to gather");
  return { sessionId: await begin(host, guests, meeting.mode ?? "peer"), members: [host, ...guests] };
}

async function come(
  url: string,
  { name, seed, microphones = {}, browsers = {} }: Meeting & { readonly name: string; readonly seed: number },
  { speakers, own }: Means,
): Promise<Member> {
  const microphone = microphones[name] ?? "voice";
  const { speaker, give } = await speakers.take(seed, browsers[name] ?? microphone);
  const page = await openPage(speaker.browser, url, microphone);
  own(() => page.context().close().then(give));
  return { name, id: await signUp(page, name), page, voice: speaker.voice };
}

/** A window of somebody who is nobody yet. */
export async function openPage(browser: Browser, baseURL: string, microphone: Microphone): Promise<Page> {
  const allowed = microphone === "voice" || microphone === "two" ? { permissions: ["microphone", "camera"] } : {};
  const context = await browser.newContext({ ...settings, ...allowed, baseURL });
  await context.addInitScript(growEars);
  // Cleaning makes a voice another one; it is the way that is tested.
  await context.addInitScript(() => {
    if (globalThis.origin !== "null") localStorage.setItem("original-sound", "1"); // an empty page has no storage
  });
  return await context.newPage();
}

async function signUp(page: Page, name: string): Promise<string> {
  const email = `${name.toLowerCase()}-${process.pid}-${++calls}@example.com`;
  return (await asked<{ id: string }>(page, "/account/sign-up", { name, email, password })).id;
}

async function begin(host: Member, guests: readonly Member[], mode: Mode): Promise<string> {
  const { id: grindId } = await asked<{ id: string }>(host.page, "/grinds", { name: "Thursday Loop" });
  if (guests.length > 0) {
    const { url } = await asked<{ url: string }>(host.page, `/grinds/${grindId}/invites`, { kind: "link" });
    const token = /token=([\w-]+)/.exec(url)?.[1] ?? "";
    for (const { page } of guests) await asked(page, `/invites/${token}/accept`);
  }
  const when = { kind: "now", timeZone: "Europe/Stockholm" };
  // Whoever asks makes up a task; the AI interviewer needs one.
  const taskId = mode === "ai" ? await anyTask(host.page) : null;
  return (await asked<{ id: string }>(host.page, `/grinds/${grindId}/sessions`, { mode, taskId, when })).id;
}

async function anyTask({ request }: Page): Promise<string | null> {
  const { rows } = await (await request.get("/api/v1/tasks?limit=1")).json() as { rows: { id: string }[] };
  return rows[0]?.id ?? null;
}

async function asked<T>(page: Page, path: string, data?: unknown): Promise<T> {
  const answer = await page.request.post(`/api/v1${path}`, data === undefined ? {} : { data });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return await answer.json() as T;
}

/** Through the check and into the room. */
export async function enter({ page }: Member, sessionId: string): Promise<void> {
  await page.goto(`/sessions/${sessionId}/check`);
  await page.getByRole("button", { name: /^(come in|join|enter)/i }).click();
  await inside(page);
}

/** The room is on screen and works. */
export async function inside(page: Page): Promise<void> {
  await expect(page.getByRole("group", { name: "Controls" })).toBeVisible({ timeout: 20_000 });
}

export async function takeSeat({ page }: Member): Promise<void> {
  await page.getByRole("button", { name: "Take the seat" }).click();
  await unmuted(page);
}

export async function ask({ page }: Member): Promise<void> {
  await page.getByRole("button", { name: "Ask the questions" }).click();
  await unmuted(page);
}

/** In a session that is open to whoever likes to speak. */
export async function speakUp({ page }: Member): Promise<void> {
  await page.getByRole("button", { name: /take the microphone/i }).first().click();
  await unmuted(page);
}

export async function unmuted(page: Page): Promise<void> {
  const mute = page.getByRole("button", { name: "Mute your microphone" });
  const unmute = page.getByRole("button", { name: "Unmute your microphone" });
  await mute.or(unmute).waitFor();
  if (await unmute.isVisible()) await unmute.click();
  await mute.waitFor();
}

/** Both agree, so nobody waits for the countdown's question. */
export async function handOver({ page }: Member, to: Member): Promise<void> {
  await page.getByRole("button", { name: "Hand over" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: to.name }).check();
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await to.page.getByRole("dialog").getByRole("button", { name: "Take the seat" }).click();
  await unmuted(to.page);
}
