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
  "calendar-plus",
  "captions",
  "check",
  "chevron-down",
  "chevron-left",
  "chevron-right",
  "circle-alert",
  "circle-dot",
  "circle-question-mark",
  "circle-user",
  "clock",
  "copy",
  "download",
  "ear",
  "ear-off",
  "ellipsis",
  "eye",
  "eye-off",
  "flip-horizontal-2",
  "globe",
  "hand",
  "history",
  "hourglass",
  "house",
  "info",
  "keyboard",
  "lightbulb",
  "link",
  "list",
  "list-checks",
  "loader",
  "lock",
  "log-out",
  "mail",
  "maximize-2",
  "message-square",
  "mic",
  "mic-off",
  "monitor",
  "moon",
  "pause",
  "pencil",
  "picture-in-picture-2",
  "play",
  "plus",
  "rotate-cw",
  "screen-share",
  "screen-share-off",
  "search",
  "settings",
  "shield",
  "smile",
  "stethoscope",
  "sun",
  "sun-moon",
  "timer",
  "trash-2",
  "triangle-alert",
  "user-minus",
  "user-plus",
  "users",
  "video",
  "video-off",
  "volume-2",
  "volume-x",
  "wifi",
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
