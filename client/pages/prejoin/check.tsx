import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import type { Session } from "../../../proto/http/sessions.ts";
import { usePageTitle } from "../../kit/page-focus.ts";
import { clock, dayName } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Badge } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { useInSession } from "../room/in-session.ts";
import { useLive } from "../room/live.ts";
import { detailOf, titleOf } from "../sessions/session-facts.ts";
import { wayBack } from "../sessions/way-back.ts";
import { ConnectionNote } from "./connection-note.tsx";
import { Consent } from "./consent.tsx";
import { DeviceFields } from "../room/device-fields.tsx";
import { GoIn } from "./go-in.tsx";
import { HearYourself } from "./hear-yourself.tsx";
import { Mirror } from "./mirror.tsx";
import { Problems } from "./problems.tsx";
import { words } from "./words.ts";
import "../room/room.css";
import "./prejoin.css";

/** Before a room: how one looks and sounds, what may be recorded, and the way in. */
export function CheckPage(): JSX.Element {
  const { id, session, room } = useInSession();
  const navigate = useNavigate();
  // Being in already, such as after a step back in the browser, leads back to the room.
  createEffect(on(room.screen, (screen) => screen === "live" && navigate(`/sessions/${id}`, { replace: true })));
  return (
    <Show
      when={session.data()}
      fallback={
        <main class="alone" id="main">
          <RemoteView page of={session} what={words.session}>{() => undefined}</RemoteView>
        </main>
      }
    >
      {(data) => (
        <Show when={data().state !== "ended"} fallback={<Over session={data()} />}>
          <Check session={data()} />
        </Show>
      )}
    </Show>
  );
}

function Check(props: { session: Session }): JSX.Element {
  const app = useApp();
  const live = useLive();
  const { room } = useInSession();
  const echo = live.createEcho(room.devices);
  const able = live.unsupported() === undefined;
  const [closed, setClosed] = createSignal(false);
  // One that is still being opened was not closed, and hearing oneself opens it again.
  const silent = (): boolean => closed() && room.devices.track("mic") === undefined;
  const first = props.session.firstSeat?.id;
  // The seat is for somebody else: whoever only watches need not be asked for a microphone.
  if (able && (first === undefined || first === app.session.me()?.id)) void room.devices.open("mic");
  // Where nothing can arrive, nothing is said about what arrives.
  const hint = (): string | undefined => room.devices.problem("mic") ? undefined : hintOf(room.devices.level());
  return (
    <div class="check-page">
      <Head session={props.session} />
      <main class="check-main" id="main">
        <section class="stack loose" aria-label={words.mirror}>
          <Mirror devices={room.devices} onMic={(open) => setClosed(!open)} />
          <Problems devices={room.devices} unsupported={live.unsupported()} />
          <Show when={able && room.devices.problem("mic") === undefined}>
            <HearYourself echo={echo} devices={room.devices} />
          </Show>
        </section>
        <div class="stack far">
          <section class="stack loose" aria-label={words.devices}>
            <DeviceFields devices={room.devices} micHint={hint()} />
            <ConnectionNote quality={echo.quality()} />
          </section>
          <Consent session={props.session} />
          <GoIn session={props.session} able={able} silent={silent()} onGo={() => echo.close()} />
        </div>
      </main>
    </div>
  );
}

function hintOf(level: number): string {
  if (level >= 9) return words.loud;
  return level >= 2 ? words.clear : words.quiet;
}

function Head(props: { session: Session }): JSX.Element {
  const app = useApp();
  const [title, setTitle] = createSignal<HTMLHeadingElement>();
  const name = (): string => titleOf(props.session);
  usePageTitle(title, () => `${words.title}, ${name()}`);
  const at = (): string => `${dayName(props.session.startsAt, app.now())} ${clock(props.session.startsAt)}`;
  return (
    <header class="room-top">
      <LinkButton kind="bare" icon="chevron-left" iconOnly href={wayBack(props.session)}>
        {props.session.grind ? words.back(props.session.grind.name) : words.backAlone}
      </LinkButton>
      <div class="grow">
        <h1 class="room-title cut" ref={setTitle} tabIndex={-1}>{name()}</h1>
        <p class="tiny faint cut">
          {props.session.grind?.name ?? words.alone}, {at()}. {detailOf(props.session, app.session.me()?.id)}
        </p>
      </div>
      <Badge icon="circle-dot">{words.notRecording}</Badge>
    </header>
  );
}

function Over(props: { session: Session }): JSX.Element {
  return (
    <main class="alone" id="main">
      <PageHead title={words.over} lead={props.session.grind ? words.overText : words.overAlone} />
      <LinkButton kind="primary" size="tall" href={wayBack(props.session)}>
        {props.session.grind ? words.toGrind(props.session.grind.name) : words.onward(props.session.task !== null)}
      </LinkButton>
    </main>
  );
}
