import { mkdtempSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { firefox } from "@playwright/test";
import { installed } from "../../../server/native/test-tools.mjs";
import { toneOf } from "../../kit/sound.ts";
import type { Speaker } from "./scene.ts";

/** Firefox's own stand-in for a microphone sings one tone. */
const toneHertz = 700;

/** A Firefox of Debian's, with a home of its own: it leaves settings and folders wherever it lives. */
export async function startFirefox(): Promise<Speaker> {
  const tools = installed()?.firefox;
  if (!tools) throw new Error("Firefox is not set up. `npm test` does it.");
  const home = mkdtempSync(join(tmpdir(), "firefox-"));
  const browser = await firefox.launch({
    channel: "moz-firefox",
    executablePath: tools.executable,
    env: { ...process.env as Record<string, string>, ...tools.env, HOME: home },
    firefoxUserPrefs: {
      "media.navigator.streams.fake": true,
      "media.navigator.audio.fake_frequency": toneHertz,
      "media.navigator.permission.disabled": true,
      "media.peerconnection.ice.obfuscate_host_addresses": false,
      "media.autoplay.default": 0,
    },
  });
  return {
    browser,
    voice: toneOf(toneHertz),
    async close() {
      await browser.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** An address of this machine that is not of the loopback, to which Firefox sends no media; undefined without a network. */
export function outerAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((it) => it ?? []);
  return all.find((it) => !it.internal && it.family === "IPv4")?.address;
}
