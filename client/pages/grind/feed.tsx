import { type JSX, Show } from "solid-js";
import type { Grind } from "../../../proto/http/grinds.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { words as all } from "./words.ts";

const words = all.feed;

/** What members shared. Nothing can be shared yet, so it says what to do until then. */
export function Feed(props: { grind: Grind }): JSX.Element {
  const alone = (): boolean => props.grind.members === 1;
  return (
    <Empty icon="audio-lines" title={words.title} text={alone() ? words.textAlone : words.text} level="h2">
      <div class="row">
        <Show when={alone() && props.grind.role !== "member"}>
          <LinkButton kind="primary" icon="user-plus" href={`/grinds/${props.grind.id}/members`}>
            {words.invite}
          </LinkButton>
        </Show>
        <LinkButton kind={alone() ? "quiet" : "primary"} href={`/grinds/${props.grind.id}/tasks`}>
          {words.tasks}
        </LinkButton>
      </div>
    </Empty>
  );
}
