import { For, type JSX } from "solid-js";
import { Mark } from "../../ui/icon.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Controls } from "./controls.tsx";
import { Floating } from "./floating.tsx";
import { Part } from "./part.tsx";
import { Signs } from "./signs.tsx";
import "./gallery.css";

const sizes = [
  ["figure", "74 figure, 40/44"],
  ["type-2xl", "Page title, 28/36"],
  ["type-xl", "Dialog title, 22/28"],
  ["type-lg", "Section title, 17/24"],
  ["type-read", "Transcript and quotes, 17/30"],
  ["", "Body, 15/24. Five nodes, 1 280 requests, 12:41."],
  ["small soft", "Secondary, 13/20"],
  ["tiny faint", "Label, 12/16"],
] as const;

const colours = [
  "bg",
  "surface",
  "raised",
  "sunk",
  "selected",
  "ember",
  "ember-soft",
  "good-soft",
  "warn-soft",
  "bad-soft",
  "mark",
] as const;

/** Everything the pages are made of, with the states that matter. Only in development builds. */
export function Gallery(): JSX.Element {
  return (
    <main class="page gal" id="main">
      <a class="brand" href="/">
        <Mark />Grindstone
      </a>
      <PageHead title="Components" lead="Everything the pages are made of, with the states that matter." />
      <div class="stack far">
        <Part title="Type">
          <For each={sizes}>{([look, text]) => <p class={look}>{text}</p>}</For>
        </Part>
        <Part title="Colour roles">
          <div class="swatches">
            <For each={colours}>
              {(colour) => (
                <span style={{ background: `var(--${colour})`, color: `var(${onColour(colour)})` }}>{colour}</span>
              )}
            </For>
          </div>
        </Part>
        <Signs />
        <Controls />
        <Floating />
      </div>
    </main>
  );
}

function onColour(colour: (typeof colours)[number]): string {
  if (colour === "ember") return "--on-ember";
  if (colour === "ember-soft") return "--ember-ink";
  return colour.endsWith("-soft") ? `--${colour.slice(0, -5)}` : "--ink";
}
