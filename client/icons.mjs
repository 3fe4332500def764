// Writes ui/icon-paths.ts from lucide-static (a development dependency): `node client/icons.mjs`, then commit the result.
import { readFileSync, writeFileSync } from "node:fs";

const names = [
  "armchair",
  "arrow-down",
  "arrow-left",
  "arrow-up",
  "audio-lines",
  "bell",
  "bell-dot",
  "calendar",
  "check",
  "chevron-right",
  "circle-alert",
  "circle-user",
  "clock",
  "copy",
  "download",
  "ellipsis",
  "eye",
  "history",
  "house",
  "info",
  "link",
  "list-checks",
  "loader",
  "lock",
  "log-out",
  "mail",
  "mic-off",
  "monitor",
  "moon",
  "pencil",
  "play",
  "plus",
  "rotate-cw",
  "search",
  "settings",
  "shield",
  "sun",
  "sun-moon",
  "trash-2",
  "triangle-alert",
  "user-plus",
  "users",
  "wifi-off",
  "x",
];

const source = (name) => new URL(`../node_modules/lucide-static/icons/${name}.svg`, import.meta.url);
const shapes = (name) =>
  readFileSync(source(name), "utf8").replace(/<!--[\s\S]*?-->/, "").replace(/<svg[\s\S]*?>/, "").replace("</svg>", "")
    .replace(/\s*\n\s*/g, "").trim().replaceAll(" />", "/>");

const lines = names.map((name) => `  ${/^[a-z]+$/.test(name) ? name : `"${name}"`}: '${shapes(name)}',`);
writeFileSync(
  new URL("./ui/icon-paths.ts", import.meta.url),
  `// Made by client/icons.mjs from Lucide (ISC, client/fonts/LICENSE-lucide.txt). Do not edit.\n// deno-fmt-ignore-file\n` +
    `/** The inside of each icon's SVG, 24 by 24. */\nexport const iconPaths = {\n${
      lines.join("\n")
    }\n} as const;\n\n` +
    `export type IconName = keyof typeof iconPaths;\n`,
);
console.log(`${names.length} icons`);
