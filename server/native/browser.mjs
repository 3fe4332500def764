// The browsers that tests drive: Debian's Chromium and Firefox, as installed, or unpacked into the cache with fonts.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { libraryPath, unpack } from "./debian.mjs";

// The program itself: Debian's wrapper in /usr/bin adds flags and keys of its own.
const chromium = {
  name: "chromium",
  inside: join("usr", "lib", "chromium", "chromium"),
  packages: ["chromium", "fonts-dejavu-core", "fonts-noto-color-emoji"],
};
const firefox = {
  name: "firefox",
  inside: join("usr", "lib", "firefox-esr", "firefox-esr"),
  packages: ["firefox-esr", "fonts-dejavu-core"],
};

/**
 * Chromium and how to start it here. @param {{ say?: (sentence: string) => void }} [voice]
 * @returns {Promise<{ executable: string, env: Record<string, string>, args: string[] }>}
 */
export async function ensureBrowser({ say } = {}) {
  const { unpacked, ...found } = await ensure(chromium, say);
  // Chromium's own sandbox wants a helper that is set-uid root, or to be no root itself.
  return { ...found, args: unpacked || process.getuid?.() === 0 ? ["--no-sandbox"] : [] };
}

/**
 * Firefox, the other engine, and how to start it here. @param {{ say?: (sentence: string) => void }} [voice]
 * @returns {Promise<{ executable: string, env: Record<string, string> }>}
 */
export async function ensureFirefox({ say } = {}) {
  const { executable, env } = await ensure(firefox, say);
  return { executable, env };
}

async function ensure({ name, inside, packages }, say) {
  const installed = join("/", inside);
  if (existsSync(installed)) return { executable: installed, env: {}, unpacked: false };
  const prefix = await unpack({ name, packages, complete: false, say });
  const env = { LD_LIBRARY_PATH: libraryPath(prefix), FONTCONFIG_FILE: writeFonts(prefix) };
  return { executable: join(prefix, inside), env, unpacked: true };
}

/** The prefix's fonts and rules beside the machine's own. */
function writeFonts(prefix) {
  const cache = join(prefix, "fontconfig-cache");
  mkdirSync(cache, { recursive: true });
  const file = join(prefix, "fonts.conf");
  const folders = [join(prefix, "usr", "share", "fonts"), "/usr/share/fonts"];
  writeFileSync(
    file,
    [
      '<?xml version="1.0"?>',
      '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
      "<fontconfig>",
      ...folders.map((it) => `  <dir>${it}</dir>`),
      `  <cachedir>${cache}</cachedir>`,
      ...["/etc/fonts/conf.d", join(prefix, "usr", "share", "fontconfig", "conf.avail", "60-latin.conf")]
        .map((it) => `  <include ignore_missing="yes">${it}</include>`),
      ...["sans-serif", "serif"].map((it) => alias(it, "DejaVu Sans")),
      alias("monospace", "DejaVu Sans Mono"),
      "</fontconfig>",
      "",
    ].join("\n"),
  );
  return file;
}

function alias(family, preferred) {
  return `  <alias><family>${family}</family><prefer><family>${preferred}</family></prefer></alias>`;
}
