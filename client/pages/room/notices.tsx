import { createEffect, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { useRoom } from "./in-session.ts";
import { interviewerWords as words } from "./interviewer-words.ts";
import { words as all } from "./words.ts";

/** How long a sentence about the interviewer stays. Lower is missed by who looks away, higher covers what comes next. */
const shownMs = 30_000;

/** What everybody should know about the interviewer, such as that a local voice goes on. Read out once. */
export function Notice(): JSX.Element {
  const room = useRoom();
  const [shown, setShown] = createSignal<string>();
  createEffect(on(room.noted, (fact) => {
    setShown(fact?.message);
    const timer = setTimeout(() => setShown(undefined), shownMs);
    onCleanup(() => clearTimeout(timer));
  }));
  return (
    <div class="notice" role="status">
      <Show when={shown()}>
        {(message) => (
          <Banner icon="audio-lines">
            <p>{message()}</p>
            <Button size="small" onClick={() => setShown(undefined)}>{words.understood}</Button>
          </Banner>
        )}
      </Show>
    </div>
  );
}

/** One's own interview that is over in this room; undefined while another one of one's own runs. */
export function ownOver(view: RoomView, me: PersonView): RoomView["lastEnd"] | undefined {
  const last = view.lastEnd;
  return view.interview?.ownerId !== me.id && last?.ownerId === me.id ? last : undefined;
}

/** One's own interview is over: how it ended, and the way to its page. */
export function Over(props: { view: RoomView; me: PersonView }): JSX.Element {
  const [seen, setSeen] = createSignal<string>();
  const news = () => {
    const last = ownOver(props.view, props.me);
    return last && last.interviewId !== seen() ? last : undefined;
  };
  return (
    <Show when={news()}>
      {(last) => (
        <Banner icon="check">
          <p>
            <b>{all.ends.interview[last().end]}</b> {words.over.what}
          </p>
          <LinkButton kind="primary" href={`/interviews/${last().interviewId}`}>{words.over.look}</LinkButton>
          <Button kind="bare" icon="x" iconOnly onClick={() => setSeen(last().interviewId)}>{words.over.hide}</Button>
        </Banner>
      )}
    </Show>
  );
}
