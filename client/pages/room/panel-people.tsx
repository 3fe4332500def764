import { createSignal, For, type JSX, Show } from "solid-js";
import type { InterviewerView, PersonView, RoomView } from "../../../proto/live/view.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { Avatar, InterviewerAvatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Menu } from "../../ui/menu.tsx";
import { useRoom } from "./in-session.ts";
import { lookOf } from "./interviewer.ts";
import { interviewerWords } from "./interviewer-words.ts";
import { inOrder, soundOf } from "./people.ts";
import { type Does, personActions } from "./person-actions.ts";
import { recordingWords } from "./recording-words.ts";
import { useRoomUi } from "./room-ui.ts";
import { isSpeaking } from "./tile.tsx";
import { words as all } from "./words.ts";

const words = all.people;

/** Who is here and what they are now; for moderators, what can be done about it. */
export function PeoplePanel(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const [removing, setRemoving] = createSignal<PersonView>();
  const { act } = room;
  const does: Does = {
    giveFloor: (id) => ui.attempt(() => act.giveFloor(id)),
    takeFloor: (id) => ui.attempt(() => act.takeFloor(id)),
    giveSeat: (id) => ui.attempt(() => act.giveSeat(id)),
    setAsker: (id) => ui.attempt(() => act.setAsker(id)),
    mute: (id) => ui.attempt(() => act.mute(id)),
    remove: setRemoving,
  };
  const submit = createSubmit(async () => {
    const person = removing();
    if (person) await act.remove(person.id);
  });
  const close = (): void => setRemoving(undefined);
  return (
    <>
      <ul class="people" aria-label={words.label}>
        <Show when={props.view.interviewer}>{(it) => <InterviewerRow view={props.view} interviewer={it()} />}</Show>
        <For each={inOrder(props.view).map((it) => it.id)}>
          {(id) => (
            <Show when={props.view.people[id]}>
              {(person) => <PersonRow view={props.view} person={person()} does={does} />}
            </Show>
          )}
        </For>
      </ul>
      <Confirm
        open={removing() !== undefined}
        title={words.removeTitle(removing()?.name ?? "")}
        text={words.removeText}
        verb={words.removeVerb}
        keep={words.keepThem}
        submit={submit}
        onClose={close}
        onDone={close}
      />
    </>
  );
}

/** No person, but heard like one. */
function InterviewerRow(props: { view: RoomView; interviewer: InterviewerView }): JSX.Element {
  const note = (): string =>
    [
      interviewerWords.look[lookOf(props.view, props.interviewer)].toLowerCase(),
      props.interviewer.recorded && words.recorded(recordingWords.what(["mic"])),
    ].filter(Boolean).join(", ");
  return (
    <li>
      <InterviewerAvatar size="s" />
      <div class="grow">
        <div class="small cut">{interviewerWords.name}</div>
        <div class="tiny faint">{note()}</div>
      </div>
      <Badge>{interviewerWords.ai}</Badge>
    </li>
  );
}

function PersonRow(props: { view: RoomView; person: PersonView; does: Does }): JSX.Element {
  const room = useRoom();
  const own = (): boolean => props.person.id === room.me()?.id;
  const items = () => {
    const me = room.me();
    return me ? personActions(props.view, me, props.person, props.does) : [];
  };
  const ring = (): "speaks" | "seat" | undefined =>
    isSpeaking(room.level(props.person.id), props.person)
      ? "speaks"
      : props.person.part === "seat"
      ? "seat"
      : undefined;
  return (
    <li>
      <Avatar name={props.person.name} voice={props.person.voice} size="s" ring={ring()} />
      <div class="grow">
        <div class="small cut">{own() ? all.stage.youAnd(props.person.name) : props.person.name}</div>
        <Show when={noteOf(props.person)}>{(note) => <div class="tiny faint">{note()}</div>}</Show>
      </div>
      <Show when={props.person.handMs !== null}>
        <Badge icon="hand">{words.hand}</Badge>
      </Show>
      <Show when={words.parts[props.person.part]}>
        <Badge tone={props.person.part === "seat" ? "ember" : undefined}>{words.parts[props.person.part]}</Badge>
      </Show>
      <Show when={items().length > 0}>
        <Menu label={words.actions(props.person.name)} items={items()} />
      </Show>
    </li>
  );
}

function noteOf(person: PersonView): string {
  if (person.awayUntilMs !== null) return words.away;
  const sound = person.part === "observer" ? "on" : soundOf(person);
  return [
    person.moderates && words.moderates,
    { on: "", muted: all.stage.muted, taken: all.stage.taken, none: all.stage.noMic }[sound],
    person.recorded.length > 0
      ? words.recorded(recordingWords.what(person.recorded))
      : person.consents.includes("record") && words.agreed,
  ].filter(Boolean).join(", ");
}
