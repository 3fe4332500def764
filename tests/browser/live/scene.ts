import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { type Browser, chromium } from "@playwright/test";
import { installed } from "../../../server/native/test-tools.mjs";
import { dataFolder, type House, startHouse } from "../../kit/house.ts";
import { type Relay, startRelay } from "../../kit/relay.ts";
import { type Voice, voiceOf, wavOf } from "../../kit/sound.ts";
import { quiet } from "../quiet.ts";

/** Where the server listens, and where browsers are sent: the relay between stands for the network. */
const at = { server: "127.0.0.1", browsers: "127.0.0.2" };

/** Below those that the system hands out for calls: a port that waits for a restart must not be taken meanwhile. */
const first = Number(process.env["BROWSER_PORT"] ?? 4830);
const portsOf = (nth: number) => ({ page: first + 2 + 2 * nth, rtc: first + 3 + 2 * nth });

/** A whole server with a network in front of it that can be made bad. */
export type Scene = {
  readonly url: string;
  readonly network: Relay;
  house(): House;
  /** Stops the server as an operator would, and starts it again on what it kept. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/**
 * `nth` of those that are open at the same time. `mediaAt`: where media is sent, for browsers that send none within the
 * loopback.
 */
export async function openScene(nth = 0, mediaAt: string = at.browsers): Promise<Scene> {
  const ports = portsOf(nth);
  const dataDir = await dataFolder();
  const env = {
    DATA_DIR: dataDir,
    PORT: `${ports.page}`,
    RTC_PORT: `${ports.rtc}`,
    RTC_ANNOUNCED_ADDRESS: mediaAt,
    // The relay that stands for the network has the same port at the other addresses.
    RTC_HOST: at.server,
    HOST: at.server,
    PUBLIC_URL: "",
    TRUST_PROXY: "0",
    SIGN_UP: "open",
  };
  let house = await startHouse(env);
  const way = { address: mediaAt, port: ports.rtc, pageAddress: at.browsers, pagePort: ports.page, to: at.server };
  let network = await startRelay(way);
  return {
    url: `http://${at.browsers}:${ports.page}`,
    get network() {
      return network;
    },
    house: () => house,
    async restart() {
      await house.signal("SIGTERM");
      // The launcher wants its ports free at every address of this machine.
      await network.close();
      house = await startHouse(env);
      network = await startRelay(way);
    },
    async close() {
      await house.signal("SIGTERM");
      await network.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a browser has to record with. `deaf`: no device at all; `refused`: the person says no; `two`: a choice of them. */
export type Microphone = "voice" | "deaf" | "refused" | "two";
export type Speaker = { readonly browser: Browser; readonly voice: Voice; close(): Promise<void> };

/** A browser process of its own: the file that stands for a microphone belongs to a process. */
export async function startSpeaker(seed: number, microphone: Microphone = "voice"): Promise<Speaker> {
  const tools = installed()?.browser;
  if (!tools) throw new Error("The browser for tests is not set up. `npm test` does it.");
  const folder = mkdtempSync(join(tmpdir(), "voice-"));
  const file = join(folder, "voice.wav");
  const voice = voiceOf(seed);
  writeFileSync(file, wavOf(voice));
  const devices: Record<Microphone, string[]> = {
    voice: ["--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${file}`],
    two: ["--use-fake-device-for-media-stream=device-count=2", `--use-file-for-fake-audio-capture=${file}`],
    refused: ["--use-fake-device-for-media-stream"],
    deaf: [],
  };
  // Chosen by no one: a screen that is asked for is given.
  const screen = ["--auto-accept-this-tab-capture", "--use-fake-ui-for-media-stream"];
  const browser = await chromium.launch({
    executablePath: tools.executable,
    args: [...tools.args, ...quiet, ...devices[microphone], ...(microphone === "refused" ? [] : screen)],
    env: { ...process.env as Record<string, string>, ...tools.env },
  });
  return {
    browser,
    voice,
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
