// The browser that tests drive: Debian's Chromium, as installed, or unpacked into the cache together with its fonts.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { libraryPath, unpack } from "./debian.mjs";

// The program itself: Debian's wrapper in /usr/bin adds flags and keys of its own.
const inside = join("usr", "lib", "chromium", "chromium");

/**
 * Chromium and how to start it here. @param {{ say?: (sentence: string) => void }} [voice]
 * @returns {Promise<{ executable: string, env: Record<string, string>, args: string[] }>}
 */
export async function ensureBrowser({ say } = {}) {
  const installed = join("/", inside);
  const prefix = existsSync(installed) ? undefined : await unpack({
    name: "chromium",
    packages: ["chromium", "fonts-dejavu-core", "fonts-noto-color-emoji"],
    complete: false,
    say,
  });
  return {
    executable: prefix ? join(prefix, inside) : installed,
    env: prefix ? { LD_LIBRARY_PATH: libraryPath(prefix), FONTCONFIG_FILE: writeFonts(prefix) } : {},
    // Chromium's own sandbox wants a helper that is set-uid root, or to be no root itself.
    args: prefix || process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  };
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
