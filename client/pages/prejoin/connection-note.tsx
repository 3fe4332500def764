import { type JSX, Show } from "solid-js";
import type { Quality } from "../../state/room/room.ts";
import { untried } from "../../state/room/supported.ts";
import { Icon } from "../../ui/icon.tsx";
import { words } from "./words.ts";

/** How the way to the server is, once it was measured, and where to look when it is not good. */
export function ConnectionNote(props: { quality: Quality | undefined }): JSX.Element {
  const text = (): string => {
    const it = props.quality;
    return it ? words[it.grade](it.roundTripMs, it.lossPercent) : words.unknown;
  };
  return (
    <div class="stack tight">
      <p class="small soft row wrap">
        <Icon name="wifi" size="sm" />
        <span class="num" role="status">{text()}</span> <a href="/doctor">{words.doctor}</a>
      </p>
      <Show when={untried(navigator.userAgent)}>
        <p class="small">{words.untried}</p>
      </Show>
      <Show when={props.quality?.overTcp}>
        <p class="small" role="status">{words.overTcp}</p>
      </Show>
    </div>
  );
}
