import { createMemo, For, type JSX, Show } from "solid-js";
import type { PersonView } from "../../../proto/live/view.ts";
import type { PictureSize } from "../../state/room/room.ts";
import { Avatar, VoiceMark } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useRoom } from "./in-session.ts";
import { soundOf } from "./people.ts";
import { recordingWords } from "./recording-words.ts";
import { useRoomUi } from "./room-ui.ts";
import { createWant, Video } from "./video.tsx";
import { words as all } from "./words.ts";

const words = all.stage;

/** Somebody whose turn it is to speak: their picture, their name, and what there is of their voice. */
export function PersonTile(props: { id: string; size: PictureSize }): JSX.Element {
  const room = useRoom();
  const person = createMemo(() => room.view()?.people[props.id]);
  createWant(() => props.id, "camera", () => props.size);
  return <Show when={person()}>{(it) => <Tile person={it()} large={props.size === "full"} />}</Show>;
}

function Tile(props: { person: PersonView; large: boolean }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const own = (): boolean => props.person.id === room.me()?.id;
  const stream = (): MediaStream | undefined => room.stream(props.person.id, "camera");
  const hidden = (): boolean => own() && ui.hideMe[0]();
  const speaks = (): boolean => isSpeaking(room.level(props.person.id), props.person);
  const name = (): string => own() ? words.you : props.person.name;
  const role = (): string =>
    ({ seat: words.inSeat, asker: words.asks, speaker: words.speaks, observer: "" })[props.person.part];
  const label = (): string =>
    [own() ? words.youAnd(props.person.name) : props.person.name, role(), speaks() && words.speaking]
      .filter(Boolean).join(", ");
  return (
    <section
      class="tile"
      classList={{ speaks: speaks(), away: props.person.awayUntilMs !== null, large: props.large }}
      data-voice={props.person.voice}
      aria-label={label()}
    >
      <Show
        when={!hidden() && stream()}
        fallback={
          <div class="tile-face">
            <Avatar name={props.person.name} voice={props.person.voice} size={props.large ? "xl" : "l"} />
            <Show when={hidden() && stream() && props.large}>
              <p class="small">{words.hidden}</p>
            </Show>
          </div>
        }
      >
        {(it) => <Video stream={it()} mirrored={own() && ui.mirror[0]()} />}
      </Show>
      <Tag person={props.person} />
      <div class="plate">
        <VoiceMark voice={props.person.voice} />
        <span class="cut">{name()}</span>
        <Show when={props.person.recorded.length > 0}>
          <span class="soft-on row">
            <Icon name="circle-dot" size="sm" />
            <span class="word">{recordingWords.badge}</span>
          </span>
        </Show>
        <Voice person={props.person} level={room.level(props.person.id)} />
      </div>
    </section>
  );
}

function Tag(props: { person: PersonView }): JSX.Element {
  return (
    <Show
      when={props.person.part === "seat"}
      fallback={
        <Show when={props.person.part === "asker"}>
          <span class="plate top">{words.asks}</span>
        </Show>
      }
    >
      <span class="tag-seat">
        <Icon name="armchair" size="sm" />
        {words.inSeat}
      </span>
    </Show>
  );
}

const bars = [0.5, 1, 0.8, 0.35];

/** Speaking, muted, silenced or without a microphone: as a sign and as a word. */
function Voice(props: { person: PersonView; level: number }): JSX.Element {
  const sound = () => soundOf(props.person);
  const word = (): string =>
    props.person.awayUntilMs !== null
      ? words.away
      : { on: "", muted: words.muted, taken: words.taken, none: words.noMic }[sound()];
  return (
    <Show
      when={word()}
      fallback={
        <Show when={isSpeaking(props.level, props.person)}>
          <span class="lv" style={{ "--level": String(props.level / 9) }} aria-hidden="true">
            <For each={bars}>{(tall) => <i style={{ "--tall": String(tall) }} />}</For>
          </span>
          <span class="soft-on word">{words.speaking}</span>
        </Show>
      }
    >
      <span class="soft-on row">
        <Icon name={props.person.awayUntilMs !== null ? "wifi-off" : "mic-off"} size="sm" />
        <span class="word">{word()}</span>
      </span>
    </Show>
  );
}

/** Below this it is the room that is heard, not the person. Lower lights up at a chair, higher misses quiet voices. */
const quietest = 2;

/** Whether somebody is heard speaking now. */
export function isSpeaking(level: number, person: PersonView): boolean {
  return level >= quietest && person.awayUntilMs === null && soundOf(person) === "on";
}
