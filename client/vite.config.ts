import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { offlineShell } from "./offline-shell.ts";

/** The oldest browsers that know light-dark(), popovers and the rest; public/old.js tells older ones. */
const browsers = ["chrome123", "firefox120", "safari17.5"];

const ours = `http://127.0.0.1:${process.env["PORT"] ?? 3000}`;

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [solid(), offlineShell()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
  server: {
    host: "127.0.0.1",
    // The host stays as the browser said it, or the server takes what comes for another site's.
    proxy: { "/api": { target: ours }, "/socket.io": { target: ours, ws: true } },
  },
});
