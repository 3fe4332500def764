import { For, type JSX, Show } from "solid-js";
import type { Take, TakeMoment } from "../../../proto/http/takes.ts";
import { length } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { placeOf } from "./take-lanes.ts";
import { takeWords as words } from "./take-words.ts";

/** Where something happened, drawn on a lane; the list beneath says what. */
export function MomentMarks(props: { take: Take }): JSX.Element {
  return (
    <For each={props.take.moments}>
      {(it) => (
        <i
          class="take-mark"
          data-what={it.what}
          title={`${length(it.atMs)} ${words.moment(it, undefined)}`}
          style={{ left: `${placeOf(it.atMs, props.take.durationMs)}%` }}
        />
      )}
    </For>
  );
}

/** What happened, in its order, each a way to its place where that can be played. */
export function MomentList(props: { take: Take; onSeek?: (atMs: number) => void }): JSX.Element {
  const { session } = useApp();
  const own = (it: TakeMoment): boolean => it.person !== null && it.person.id === session.me()?.id;
  const said = (it: TakeMoment): JSX.Element => (
    <>
      <span class="num soft">{length(it.atMs)}</span> {words.moment(it, own(it) ? words.you : it.person?.name)}
    </>
  );
  return (
    <Show when={props.take.moments.length > 0 || props.take.momentsLost}>
      <section class="stack" aria-labelledby="take-moments">
        <h3 id="take-moments" class="small strong">{words.moments}</h3>
        <ol class="take-moments">
          <For each={props.take.moments}>
            {(it) => (
              <li>
                <Show when={props.onSeek} fallback={<span class="small">{said(it)}</span>}>
                  {(seek) => <Button kind="bare" size="small" onClick={() => seek()(it.atMs)}>{said(it)}</Button>}
                </Show>
              </li>
            )}
          </For>
        </ol>
        <Show when={props.take.momentsLost}>
          <p class="small soft">{words.momentsLost}</p>
        </Show>
      </section>
    </Show>
  );
}
