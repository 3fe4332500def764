import { type Accessor, createEffect, createSignal } from "solid-js";
import { createMedia } from "../kit/create-media.ts";
import type { Store } from "../kit/store.ts";

/** What somebody chose; `system` follows the device. */
export type ThemeChoice = "light" | "dark" | "system";

export interface Theme {
  choice: Accessor<ThemeChoice>;
  /** What is on screen now. */
  shown: Accessor<"light" | "dark">;
  choose(choice: ThemeChoice): void;
  /** Light becomes dark and dark becomes light. */
  flip(): void;
}

/** Keeps the choice in `store` under the name that public/theme.js reads before the first paint. */
export function createTheme(store: Store): Theme {
  const kept = store.get("theme");
  const [choice, setChoice] = createSignal<ThemeChoice>(kept === "light" || kept === "dark" ? kept : "system");
  const systemDark = createMedia("(prefers-color-scheme: dark)");
  const shown = (): "light" | "dark" => {
    const chosen = choice();
    return chosen === "system" ? (systemDark() ? "dark" : "light") : chosen;
  };
  const choose = (next: ThemeChoice): void => {
    setChoice(next);
    if (next === "system") store.remove("theme");
    else store.set("theme", next);
  };
  createEffect(() => showOn(document, choice(), shown()));
  return { choice, shown, choose, flip: () => choose(shown() === "dark" ? "light" : "dark") };
}

function showOn(page: Document, choice: ThemeChoice, shown: "light" | "dark"): void {
  if (choice === "system") delete page.documentElement.dataset["theme"];
  else page.documentElement.dataset["theme"] = shown;
  // The browser's own bars take the colour that the tokens gave the page; by itself it knows only the device's theme.
  const colour = getComputedStyle(page.body).backgroundColor;
  for (const meta of page.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.dataset["own"] ??= meta.content;
    meta.content = choice === "system" ? meta.dataset["own"] : colour;
  }
}
