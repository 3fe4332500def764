import { For, type JSX, Show } from "solid-js";
import { voiceOf } from "../../kit/text.ts";
import { useApp } from "../../state/app-state.ts";
import { VoiceMark } from "../../ui/avatar.tsx";
import { useJump } from "./jump.ts";
import { Moment } from "./moment.tsx";
import type { Entry } from "./transcript-groups.ts";
import { transcriptWords as words } from "./transcript-words.ts";

/** Who said what and when, and how sure the words are. */
export function Said(props: { entries: readonly Entry[] }): JSX.Element {
  return (
    <ol class="said-lines">
      <For each={props.entries}>{(entry) => <Line entry={entry} />}</For>
    </ol>
  );
}

function Line(props: { entry: Entry }): JSX.Element {
  const { session } = useApp();
  const jump = useJump();
  const it = () => props.entry;
  const own = (): boolean => it().personId !== null && it().personId === session.me()?.id;
  const name = (): string => it().by === "interviewer" ? words.interviewer : own() ? words.you : it().name;
  const voice = (): number => it().by === "interviewer" ? 2 : voiceOf(it().personId ?? it().name);
  const mark = (): string => it().exact ? it().by === "interviewer" ? "" : words.typed : words.heard;
  const now = (): boolean => {
    const at = jump()?.atMs() ?? 0;
    return at > 0 && it().startMs <= at && at < it().endMs;
  };
  return (
    <li aria-current={now() ? "true" : undefined}>
      <Moment ms={it().startMs} />
      <div class="grow">
        <span class="row">
          <VoiceMark voice={voice()} />
          <b class="small cut">{name()}</b>
          <Show when={mark()}>
            <span class="tiny faint">{mark()}</span>
          </Show>
        </span>
        <p class="break">{it().text}</p>
      </div>
    </li>
  );
}
