import { createSignal, type JSX, Show } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import { createTick } from "../../kit/create-tick.ts";
import { usePageTitle } from "../../kit/page-focus.ts";
import { length } from "../../kit/time.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { wayBack } from "../sessions/way-back.ts";
import { useRoom } from "./in-session.ts";
import { interviewerWords } from "./interviewer-words.ts";
import { RecordingPill } from "./recording.tsx";
import { type RoomUi, useRoomUi } from "./room-ui.ts";
import { words } from "./words.ts";

/** What this is, what is recorded, how long it lasts, and all that is needed rarely. */
export function Top(props: { view: RoomView; me: PersonView }): JSX.Element {
  const [title, setTitle] = createSignal<HTMLHeadingElement>();
  const name = (): string => props.view.task?.title ?? words.mode[props.view.mode];
  usePageTitle(title, name);
  return (
    <header class="room-top">
      <LinkButton
        kind="bare"
        icon="chevron-left"
        iconOnly
        class="only-wide"
        href={wayBack(props.view)}
      >
        {props.view.grind ? words.back(props.view.grind.name) : words.backAlone}
      </LinkButton>
      <div class="grow">
        <h1 class="room-title cut" ref={setTitle} tabIndex={-1}>{name()}</h1>
        <p class="tiny faint cut only-wide">
          {props.view.grind?.name ?? words.alone}, {words.asked[props.view.mode]}
        </p>
      </div>
      <RecordingPill view={props.view} />
      <Clock view={props.view} />
      <More view={props.view} me={props.me} />
    </header>
  );
}

function Clock(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const tick = createTick();
  const now = (): number => (tick(), room.now());
  return (
    <Show when={props.view.interview} fallback={<span class="tiny faint only-wide">{words.notStarted}</span>}>
      {(interview) => {
        const elapsed = (): string => length(Math.min(now(), interview().endsAtMs) - interview().startedAtMs);
        const limit = (): string => length(interview().endsAtMs - interview().startedAtMs);
        const left = (): string => length(interview().endsAtMs - now());
        return (
          <div class="clock num" role="timer" aria-label={words.clock(elapsed(), limit(), left())}>
            <b>{elapsed()}</b>
            <span class="faint only-wide">/ {limit()}, {words.left(left())}</span>
          </div>
        );
      }}
    </Show>
  );
}

function More(props: { view: RoomView; me: PersonView }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  return <Menu label={words.controls.more} items={moreItems(props.view, props.me, ui, room)} />;
}

type RoomLike = Pick<ReturnType<typeof useRoom>, "act" | "leave" | "screenShare" | "simple">;

/** What is needed rarely, or has no room among the controls of a phone. */
function moreItems(view: RoomView, me: PersonView, ui: RoomUi, room: RoomLike): MenuItem[] {
  const all = words.controls;
  const { about } = interviewerWords;
  const flip = ([on, set]: RoomUi["mirror"], yes: string, no: string, icon: MenuItem["icon"]): MenuItem => ({
    label: on() ? yes : no,
    ...(icon ? { icon } : {}),
    run: () => set(!on()),
  });
  const seat = me.part === "seat";
  const items: (MenuItem | false)[] = [
    { label: all.devices, icon: "settings", run: () => ui.open("devices") },
    view.interviewer !== null && { label: about, icon: "audio-lines", run: () => ui.open("interviewer") },
    flip(ui.speakerView, all.seatView, all.speakerView, "maximize-2"),
    me.part !== "observer" && flip(ui.hideMe, all.showMe, all.hideMe, "eye-off"),
    me.part !== "observer" && flip(ui.mirror, all.unmirror, all.mirror, "flip-horizontal-2"),
    view.interviewer !== null && room.simple.possible() && {
      label: room.simple.chosen() ? words.simple.usual : words.simple.use,
      icon: "wifi",
      run: () => ui.attempt(() => room.simple.choose(!room.simple.chosen())),
    },
    flip(ui.captions, `${all.captions}: off`, `${all.captions}: on`, "captions"),
    { label: all.keys, icon: "keyboard", run: () => ui.open("help") },
    { label: all.doctor, icon: "stethoscope", run: () => void window.open("/doctor", "_blank", "noopener") },
    seat && view.grind !== null && { label: all.handOver, icon: "armchair", run: () => ui.open("handover") },
    seat && { label: all.leaveSeat, icon: "log-out", run: () => ui.attempt(() => room.act.leaveSeat()) },
    me.part === "asker" &&
    { label: all.stopAsking, icon: "ear-off", run: () => ui.attempt(() => room.act.setAsker(null)) },
    { label: all.leave, icon: "log-out", run: () => void room.leave() },
    me.moderates && view.interview !== null && !seat &&
    { label: all.stopInterview, icon: "x", bad: true, run: () => ui.open("endTheirs") },
    me.moderates && { label: all.endSession, icon: "x", bad: true, run: () => ui.open("endSession") },
  ];
  return items.filter((it) => it !== false);
}
