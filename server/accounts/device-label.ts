/** The first that fits names the browser; most of them also claim to be the ones below. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\b(OPR|Opera)\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bVersion\/.*\bSafari\//, "Safari"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/, "Windows"],
  [/\bAndroid\b/, "Android"],
  [/\b(iPhone|iPod)\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** How a person recognizes a browser in the list of their devices: "Firefox on Linux". */
export function deviceLabel(userAgent: string): string {
  const name = (from: typeof browsers): string | undefined => from.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = name(browsers) ?? "Some program";
  const system = name(systems);
  return system ? `${browser} on ${system}` : browser;
}
