import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * Writes sw.js of a build: the worker's text with the list of files that the page needs without a network,
 * and a version made from their names, so that a changed build is a changed worker.
 */
export function offlineShell(): Plugin {
  return {
    name: "offline-shell",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle): void {
        const files = Object.keys(bundle).filter(isNeeded).map((file) => `/${file}`).sort();
        const page = bundle["index.html"];
        const html = page?.type === "asset" ? String(page.source) : "";
        const version = createHash("sha256").update(files.join("\n")).update(html).digest("hex").slice(0, 12);
        const text = readFileSync(new URL("./sw.js", import.meta.url), "utf8")
          .replace("__VERSION__", version)
          .replace("__FILES__", JSON.stringify(["/", ...fixed, ...files]));
        this.emitFile({ type: "asset", fileName: "sw.js", source: text });
      },
    },
  };
}

const fixed = ["/theme.js", "/old.js", "/icons/mark.svg", "/manifest.webmanifest"];

/** The Latin font and all code; further alphabets are fetched when a name needs them. */
function isNeeded(file: string): boolean {
  return /\.(js|css)$/.test(file) || /inter-latin-opsz.*\.woff2$/.test(file);
}
