import { type JSX, Show } from "solid-js";
import type { InterviewerView } from "../../../proto/live/view.ts";
import { Button } from "../../ui/button.tsx";
import { useRoom } from "./in-session.ts";
import { asksMe } from "./interviewer.ts";
import { interviewerWords as words } from "./interviewer-words.ts";
import { useRoomUi } from "./room-ui.ts";
import "./interviewer-acts.css";

type Props = { interviewer: InterviewerView };

/** What who is asked can do beside answering. */
export function InterviewerActs(props: Props): JSX.Element {
  const room = useRoom();
  return (
    <Show when={asksMe(room)}>
      <div class="asks-acts">
        <TakeTime {...props} />
        <AskHint />
      </div>
    </Show>
  );
}

/** Room for a longer thought. */
function TakeTime(props: Props): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const waits = (): boolean => props.interviewer.waitsSinceMs !== null;
  return (
    <Button
      class="asks-act asks-time"
      icon={waits() ? "check" : "hourglass"}
      pressed={waits()}
      title={words.takeTimeHint}
      onClick={() => waits() || ui.attempt(() => room.act.takeTime())}
    >
      <Says long={waits() ? words.takesTime : words.takeTime} short={waits() ? words.short.waits : words.short.time} />
    </Button>
  );
}

/** For who is stuck: the wish is typed in their name. */
function AskHint(): JSX.Element {
  const ui = useRoomUi();
  const { asked, ask } = ui.hint;
  return (
    <>
      <Button
        class="asks-act asks-hint"
        icon={asked() ? "check" : "lightbulb"}
        aria-disabled={asked() ? "true" : undefined}
        title={words.askHintHint}
        onClick={() => ui.attempt(() => ask(words.hintLine))}
      >
        <Says long={asked() ? words.askedHint : words.askHint} short={asked() ? words.short.asked : words.short.hint} />
      </Button>
      <span class="sr" role="status">{asked() ? words.toldHint : ""}</span>
    </>
  );
}

/** Its name, and one word of it for where the tile has no room for more. */
function Says(props: { long: string; short: string }): JSX.Element {
  return (
    <>
      <span class="asks-long">{props.long}</span>
      <span class="asks-short" aria-hidden="true">{props.short}</span>
    </>
  );
}
