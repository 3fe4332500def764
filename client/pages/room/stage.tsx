import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useRoom } from "./in-session.ts";
import { InterviewerTile } from "./interviewer-tile.tsx";
import { interviewerWords } from "./interviewer-words.ts";
import { inOrder, sharer } from "./people.ts";
import { useRoomUi } from "./room-ui.ts";
import { speakUp } from "./speak-up.ts";
import { isSpeaking, PersonTile } from "./tile.tsx";
import { createWant, Video } from "./video.tsx";
import { words as all } from "./words.ts";

const words = all.stage;

/** The seat, who asks, who was given the microphone, and a screen when one is shown. */
export function Stage(props: { view: RoomView }): JSX.Element {
  const shared = createMemo(() => sharer(props.view)?.id);
  const large = createLarge(() => props.view);
  const beside = createMemo(() => onStage(props.view).map((it) => it.id).filter((id) => id !== large()));
  const count = (): number => beside().length + (props.view.interviewer ? 1 : 0);
  return (
    <section class="tiles" classList={{ sharing: shared() !== undefined }} aria-label={words.label}>
      <Show when={shared()} keyed>{(id) => <ScreenTile id={id} />}</Show>
      <Show when={large()} keyed fallback={<FreeSeat view={props.view} />}>
        {(id) => <PersonTile id={id} size={shared() ? "medium" : "full"} />}
      </Show>
      <div
        class="beside-tiles"
        classList={{ many: count() > 3 }}
        role="group"
        aria-label={words.beside}
        tabIndex={count() > 1 ? 0 : undefined}
      >
        <Show when={props.view.seatId === null && large() !== undefined}>
          <FreeSeat view={props.view} />
        </Show>
        <Show when={props.view.interviewer}>
          {(it) => <InterviewerTile view={props.view} interviewer={it()} />}
        </Show>
        <For each={beside()}>{(id) => <PersonTile id={id} size={shared() ? "small" : "medium"} />}</For>
        <NobodyAsks view={props.view} empty={beside().length === 0} />
      </div>
    </section>
  );
}

/** Those who may be heard, the seat first. */
function onStage(view: RoomView): PersonView[] {
  return inOrder(view).filter((it) => it.part !== "observer");
}

/** Who is shown large: the seat, or in speaker view who spoke last. */
function createLarge(view: () => RoomView): () => string | undefined {
  const room = useRoom();
  const ui = useRoomUi();
  return createMemo<string | undefined>((before) => {
    const seat = view().seatId ?? undefined;
    if (!ui.speakerView[0]()) return seat;
    const here = onStage(view());
    const still = here.find((it) => it.id === before && isSpeaking(room.level(it.id), it));
    const speaks = still ?? here.find((it) => isSpeaking(room.level(it.id), it));
    return speaks?.id ?? here.find((it) => it.id === before)?.id ?? seat;
  });
}

function FreeSeat(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  return (
    <section class="tile empty-tile" aria-label={words.freeTitle}>
      <Icon name="armchair" size="lg" />
      <h2>{words.freeTitle}</h2>
      <p class="small soft">{props.view.grind ? words.freeText : words.freeAlone}</p>
      <Show when={props.view.handover === null}>
        <Button kind="primary" size="tall" icon="armchair" onClick={() => ui.attempt(() => room.act.takeSeat())}>
          {words.take}
        </Button>
      </Show>
    </section>
  );
}

/** The place of who asks, as long as it is empty. */
function NobodyAsks(props: { view: RoomView; empty: boolean }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const mine = (): string => room.me()?.id ?? "";
  const part = () => room.part();
  return (
    <Switch>
      <Match when={props.view.mode === "peer" && props.view.askerId === null}>
        <section class="tile empty-tile" aria-label={words.nobodyAsks}>
          <h2>{words.nobodyAsks}</h2>
          <p class="small soft">{words.nobodyAsksText}</p>
          <Show when={part() !== "seat"}>
            <Button onClick={() => ui.attempt(() => speakUp(room, () => room.act.setAsker(mine())))}>
              {words.ask}
            </Button>
          </Show>
        </section>
      </Match>
      <Match when={props.view.mode === "ai" && props.view.interviewer === null}>
        <section class="tile empty-tile" aria-label={interviewerWords.absent}>
          <h2>{interviewerWords.absent}</h2>
          <p class="small soft">{interviewerWords.absentText}</p>
        </section>
      </Match>
      <Match when={props.view.mode === "open" && props.empty}>
        <section class="tile empty-tile" aria-label={words.openTitle}>
          <h2>{words.openTitle}</h2>
          <p class="small soft">{words.openText}</p>
          <Show when={part() === "observer"}>
            <Button icon="mic" onClick={() => ui.attempt(() => speakUp(room, () => room.act.giveFloor(mine())))}>
              {words.openTake}
            </Button>
          </Show>
        </section>
      </Match>
    </Switch>
  );
}

function ScreenTile(props: { id: string }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const own = (): boolean => room.me()?.id === props.id;
  const name = (): string => room.view()?.people[props.id]?.name ?? "";
  createWant(() => props.id, "screen", () => own() ? "none" : "full");
  return (
    <section class="tile screen-tile" aria-label={own() ? words.yourScreen : words.screenOf(name())}>
      <Show
        when={!own()}
        fallback={
          <div class="empty-tile">
            <Icon name="screen-share" size="lg" />
            <h2>{words.yourScreen}</h2>
            <p class="small soft">{words.yourScreenText}</p>
            <Button onClick={() => ui.attempt(() => room.screenShare.off())}>{words.stopScreen}</Button>
          </div>
        }
      >
        <Show when={room.stream(props.id, "screen")}>{(stream) => <Video stream={stream()} whole />}</Show>
        <span class="plate">
          <Icon name="monitor" size="sm" />
          {words.screenOf(name())}
        </span>
      </Show>
    </section>
  );
}
