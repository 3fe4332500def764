// Draws the PNG icons of the manifest from public/icons/mark.svg with Chromium: `node tests/kit/brand-icons.mjs`, then commit.
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const folder = new URL("../../client/public/icons/", import.meta.url);
const mark = readFileSync(new URL("mark.svg", folder), "utf8");
/** A maskable icon is cut by the system, so its ground fills the square and the mark keeps to the middle. */
const maskable = mark.replace('rx="14"', "").replace("translate(11 9) scale(1.8)", "translate(16.2 14.2) scale(1.35)");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/lib/chromium/chromium",
  args: ["--no-sandbox"],
});
for (const [name, size, svg] of [["icon-192", 192, mark], ["icon-512", 512, mark], ["maskable-512", 512, maskable]]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, omitBackground: true });
  await page.close();
}
await browser.close();
