import { createEffect, createMemo, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import { createTick } from "../../kit/create-tick.ts";
import { firstName } from "../../kit/text.ts";
import type { DeviceProblem } from "../../state/room/devices.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { permissionPlace, troubleWords } from "./device-words.ts";
import { useRoom } from "./in-session.ts";
import { useRoomUi } from "./room-ui.ts";
import { words as all } from "./words.ts";

const words = all.trouble;
type Props = { view: RoomView; me: PersonView };

/** What one has to know right now, the most pressing first and only that. */
export function Trouble(props: Props): JSX.Element {
  const room = useRoom();
  const warned = createBriefly(room.warned);
  return (
    <Switch>
      <Match when={room.line() !== "steady" || room.restarting()}>
        <Dropped seat={props.me.part === "seat"} />
      </Match>
      <Match when={room.soundBlocked()}>
        <Banner tone="warn" icon="volume-x" alert>
          <p>{words.sound}</p>
          <Button size="small" icon="volume-2" onClick={() => room.unblockSound()}>{words.hear}</Button>
        </Banner>
      </Match>
      <Match when={room.stopped()}>
        {(stopped) => (
          <Banner tone="warn" icon="mic-off" alert>
            <p>{stopped().message}</p>
            <Button size="small" onClick={() => room.understood()}>{words.stopped}</Button>
          </Banner>
        )}
      </Match>
      <Match when={room.lapsed()}>
        {(lapsed) => (
          <Banner tone="warn" icon="wifi-off" alert>
            <p>
              <b>{words.lapsed(lapsed().seat)}</b> {words.lapsedNext}
            </p>
            <Button size="small" onClick={() => room.lapseSeen()}>{words.stopped}</Button>
          </Banner>
        )}
      </Match>
      <Match when={props.me.part !== "observer" && (room.mic.problem() ?? room.camera.problem())}>
        {(problem) => <DeviceBanner problem={problem()} />}
      </Match>
      <Match when={room.screenShare.problem()}>
        {(problem) => <ScreenBanner problem={problem()} />}
      </Match>
      <Match when={room.devices.lost()}>
        {(lost) => (
          <Banner tone="warn" icon="volume-x" alert>
            <p>
              <b>{words.deviceLost(lost().label)}</b> {words.deviceNext}
            </p>
            <Button size="small" onClick={() => room.devices.understood()}>{words.stopped}</Button>
          </Banner>
        )}
      </Match>
      <Match when={props.me.part !== "seat" && props.view.seatKeptUntilMs !== null}>
        <SeatAway view={props.view} />
      </Match>
      <Match when={warned()}>
        {(leftMs) => (
          <Banner icon="timer" alert>
            <p>
              <b>{all.warned(Math.round(leftMs() / 60_000))}</b> {all.warnedNext}
            </p>
          </Banner>
        )}
      </Match>
      <Match when={room.quality()?.grade === "poor" && room.quality()}>
        {(quality) => (
          <Banner tone="warn" icon="wifi">
            <p>
              <b>{words.poor}</b> {words.poorNext(quality().roundTripMs, quality().lossPercent)}
            </p>
          </Banner>
        )}
      </Match>
    </Switch>
  );
}

/** How long the server keeps a place; said while nobody can be asked for the exact time. */
const keptMs = 60_000;

function Dropped(props: { seat: boolean }): JSX.Element {
  const room = useRoom();
  const since = Date.now();
  const tick = createTick();
  const left = (): number => (tick(), Math.max(0, Math.ceil((since + keptMs - Date.now()) / 1000)));
  const kept = (): string =>
    left() === 0 ? words.overdue : props.seat ? words.keptSeat(left()) : words.keptPlace(left());
  const text = (): { what: string; next: string } => {
    if (room.line() === "lost") return { what: words.lost, next: words.lostNext };
    if (room.restarting()) return { what: words.restarting, next: words.restartingNext };
    return { what: words.dropped, next: words.next };
  };
  return (
    <Banner tone="warn" icon="wifi-off">
      <p>
        <b role="alert">{text().what}</b> {kept()} {text().next}
      </p>
      <Show when={room.line() === "lost"}>
        <LinkButton size="small" href="/doctor" target="_blank">{all.outside.doctor}</LinkButton>
      </Show>
    </Banner>
  );
}

function SeatAway(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const tick = createTick();
  const left = (): number => (tick(), Math.max(0, Math.ceil(((props.view.seatKeptUntilMs ?? 0) - room.now()) / 1000)));
  const name = (): string => firstName(props.view.people[props.view.seatId ?? ""]?.name ?? "");
  return (
    <Banner icon="wifi-off">
      <p>
        <b role="status">{all.stage.keptTitle(name())}.</b> {all.stage.kept(left())}
      </p>
    </Banner>
  );
}

/** What is wrong with a device, and a way to try it again. */
export function DeviceBanner(props: { problem: DeviceProblem }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const text = createMemo(() =>
    troubleWords(props.problem.use, props.problem.trouble, permissionPlace(navigator.userAgent))
  );
  const track = () => props.problem.use === "camera" ? room.camera : room.mic;
  return (
    <Banner tone="warn" icon={props.problem.use === "camera" ? "video-off" : "mic-off"} alert>
      <p>
        <b>{text().what}</b> {text().next}
      </p>
      <Button size="small" onClick={() => ui.attempt(() => track().on())}>{words.retry}</Button>
      <Button size="small" onClick={() => ui.open("devices")}>{all.controls.devices}</Button>
    </Banner>
  );
}

function ScreenBanner(props: { problem: DeviceProblem }): JSX.Element {
  const { screenShare } = useRoom();
  const ui = useRoomUi();
  return (
    <Banner tone="warn" icon="screen-share-off" alert>
      <p>
        <b>{words.screen}</b> {words.screenNext[props.problem.trouble] ?? words.screenElse}
      </p>
      <Button size="small" onClick={() => ui.attempt(() => screenShare.on())}>{words.retry}</Button>
      <Button size="small" onClick={() => ui.attempt(() => screenShare.off())}>{words.stopped}</Button>
    </Banner>
  );
}

/** How long a warning stays. Lower is missed, higher hides what came before. */
const brieflyMs = 20_000;

/** Follows `value` for a moment each time that it changes. */
function createBriefly<T>(value: () => T | undefined): () => T | undefined {
  const [shown, setShown] = createSignal<T>();
  createEffect(on(value, (now) => {
    setShown(() => now);
    const timer = setTimeout(() => setShown(undefined), brieflyMs);
    onCleanup(() => clearTimeout(timer));
  }, { defer: true }));
  return shown;
}
