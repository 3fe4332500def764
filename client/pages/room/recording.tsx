import { createMemo, For, type JSX, Show } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import type { RecordingState } from "../../../proto/live/words.ts";
import { RecPill } from "../../ui/badge.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { ConsentSwitches } from "../../ui/consent-switches.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useRoom } from "./in-session.ts";
import { MayHear } from "./may-hear.tsx";
import { recordingWords as words } from "./recording-words.ts";
import { useRoomUi } from "./room-ui.ts";

const looks = {
  off: "off",
  starting: "amber",
  healthy: "healthy",
  unsent: "amber",
  behind: "amber",
  failing: "red",
} as const satisfies Record<RecordingState, string>;
const icons: Partial<Record<RecordingState, IconName>> = {
  unsent: "clock",
  behind: "clock",
  failing: "triangle-alert",
};

/** Whether what is said now is safe; opens what that means and one's own consents. */
export function RecordingPill(props: { view: RoomView }): JSX.Element {
  const ui = useRoomUi();
  const state = (): RecordingState => props.view.recording.state;
  return (
    <>
      <RecPill state={looks[state()]} onClick={() => ui.open("recording")}>
        <Show when={icons[state()]}>{(name) => <Icon name={name()} size="sm" />}</Show>
        {words.pill[state()]}
      </RecPill>
      <span class="sr" role="status">{words.title[state()]}</span>
    </>
  );
}

/** What is recorded, of whom, how safe it is, and what one agrees to. */
export function RecordingDialog(props: { view: RoomView; me: PersonView }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const state = (): RecordingState => props.view.recording.state;
  const theirs = (): string | undefined => {
    const last = props.view.interview
      ? { ...props.view.interview, interviewId: props.view.interview.id }
      : props.view.lastEnd;
    return last && last.ownerId !== props.me.id ? last.interviewId : undefined;
  };
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={ui.close}>{words.close}</Button>
    </>
  );
  return (
    <Dialog open title={words.title[state()]} lead={words.lead[state()]} onClose={ui.close} foot={foot}>
      <div class="stack">
        <Show when={props.view.recording.trouble}>
          {(trouble) => (
            <Banner tone={state() === "failing" ? "bad" : "warn"} icon="triangle-alert">
              <p>
                <b>{words.trouble[trouble()]}</b> {words.tell(state())}
              </p>
            </Banner>
          )}
        </Show>
        <Who view={props.view} me={props.me} />
        <ConsentSwitches
          given={props.me.consents}
          onChange={(purpose, given) => ui.attempt(() => room.act.consent(purpose, given))}
        />
        <p class="small soft">{words.back}</p>
        <MayHear me={props.me} />
        <Show when={theirs()}>
          {(id) => <a class="small" href={`/interviews/${id()}/part`} target="_blank" rel="noopener">{words.part}</a>}
        </Show>
      </div>
    </Dialog>
  );
}

function Who(props: { view: RoomView; me: PersonView }): JSX.Element {
  const recorded = createMemo(() => Object.values(props.view.people).filter((it) => it.recorded.length > 0));
  const name = (id: string): string => props.view.people[id]?.name ?? "";
  const interviewer = (): boolean => props.view.interviewer?.recorded ?? false;
  const none = (): string => props.view.recording.state === "off" ? words.nobody : words.written;
  return (
    <section aria-label={words.who}>
      <h3 class="small strong">{words.who}</h3>
      <Show when={recorded().length > 0 || interviewer()} fallback={<p class="small soft">{none()}</p>}>
        <ul class="small">
          <For each={recorded()}>
            {(it) => <li>{it.id === props.me.id ? words.you(it.name) : it.name}: {words.what(it.recorded)}</li>}
          </For>
          <Show when={interviewer()}>
            <li>{words.interviewer}</li>
          </Show>
        </ul>
      </Show>
      <For each={props.view.recording.lost}>
        {(it) => <p class="small soft">{words.lost(name(it.personId), it.source)}</p>}
      </For>
    </section>
  );
}
