import { type JSX, Match, Show, Switch } from "solid-js";
import type { RoomView } from "../../../proto/live/view.ts";
import type { Closing } from "../../../proto/live/words.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { RoomScreen } from "../../state/room/room.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Mark } from "../../ui/icon.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { FallbackNote } from "../fallback/note.tsx";
import { wayBack } from "../sessions/way-back.ts";
import { permissionPlace, troubleWords } from "./device-words.ts";
import { useInSession } from "./in-session.ts";
import { words as all } from "./words.ts";

const words = all.outside;

/** Everything before one is in and after one is out: what happened and what to do now. */
export function Outside(): JSX.Element {
  const { room, session, again } = useInSession();
  const mine = () => ownInterview(room.view(), room.me()?.id, room.closed()?.why);
  const alone = (): boolean => session.data()?.grind === null;
  const leadOf = (why: Closing): string => (alone() && words.closedAlone[why]) || words.closed[why].text;
  return (
    <main class="alone" id="main">
      <a class="brand" href="/">
        <Mark />Grindstone
      </a>
      <FallbackNote />
      <Switch fallback={<Waiting screen={room.screen()} />}>
        <Match when={room.elsewhere()}>
          <PageHead title={words.elsewhereTitle} lead={words.elsewhereText} />
          <div class="form-foot">
            <Button kind="primary" size="tall" onClick={() => void room.takeOver()}>{words.useHere}</Button>
            <ToGrind quiet label={words.leaveThere} />
          </div>
        </Match>
        <Match when={room.closed()}>
          {(closed) => (
            <>
              <PageHead title={words.closed[closed().why].title} lead={leadOf(closed().why)} />
              <div class="form-foot">
                <Show when={closed().why === "replaced"}>
                  <Button kind="primary" size="tall" onClick={() => void room.takeOver()}>{words.useHere}</Button>
                </Show>
                <Show when={closed().why === "left" || closed().why === "gone"}>
                  <Button kind={mine() ? "quiet" : "primary"} size="tall" onClick={again}>{words.comeBack}</Button>
                </Show>
                <Show when={mine()}>
                  {(id) => (
                    <LinkButton kind="primary" size="tall" href={`/interviews/${id()}`}>{words.interview}</LinkButton>
                  )}
                </Show>
                <ToGrind quiet={mine() !== undefined || (closed().why !== "ended" && closed().why !== "removed")} />
              </div>
            </>
          )}
        </Match>
        <Match when={room.screen() === "permissionsDenied"}>
          <Denied />
        </Match>
        <Match when={room.refusal() ?? (session.data() === undefined ? session.refusal() : undefined)}>
          {(refusal) => <Refused refusal={refusal()} />}
        </Match>
        <Match when={room.screen() === "error"}>
          <Refused refusal={new Refusal("internal", words.failed)} />
        </Match>
      </Switch>
    </main>
  );
}

function Waiting(props: { screen: RoomScreen }): JSX.Element {
  const { room } = useInSession();
  const asking = (): boolean => props.screen === "requestingPermissions";
  const title = (): string => props.screen === "ending" ? words.ending : asking() ? words.requesting : words.connecting;
  return (
    <div aria-busy="true">
      <PageHead title={title()} lead={asking() ? words.requestingText : words.connectingText} />
      <Show when={asking()}>
        <Button size="tall" onClick={() => watch(room)}>{words.watch}</Button>
      </Show>
    </div>
  );
}

function Denied(): JSX.Element {
  const { room } = useInSession();
  const trouble = () => room.mic.problem()?.trouble ?? "permissionsDenied";
  const text = () => troubleWords("mic", trouble(), permissionPlace(navigator.userAgent));
  return (
    <>
      <PageHead title={text().what} lead={`Nothing of you is recorded now. ${text().next}`} />
      <div class="form-foot">
        <Button kind="primary" size="tall" onClick={() => void room.join()}>{words.retry}</Button>
        <Button size="tall" onClick={() => watch(room)}>{words.watch}</Button>
      </div>
    </>
  );
}

/** Comes in without a microphone. */
function watch(room: ReturnType<typeof useInSession>["room"]): void {
  void room.mic.off().then(() => room.join());
}

function Refused(props: { refusal: Refusal }): JSX.Element {
  const { room } = useInSession();
  const title = (): string =>
    ({ "too-many": words.full, closed: words.over, "not-found": words.missing }[props.refusal.code as string]) ??
      words.failed;
  const final = (): boolean => ["closed", "not-found", "forbidden"].includes(props.refusal.code);
  const text = (): string => props.refusal.code === "not-found" ? words.missingText : props.refusal.message;
  return (
    <>
      <PageHead title={title()} lead={text()} />
      <div class="form-foot">
        <Show when={!final()}>
          <Button kind="primary" size="tall" onClick={() => void room.join()}>{words.retry}</Button>
          <LinkButton size="tall" href="/doctor">{words.doctor}</LinkButton>
        </Show>
        <ToGrind quiet={!final()} />
      </div>
    </>
  );
}

/** One's own interview of this room that is over; it ends with its session, too. */
function ownInterview(
  view: RoomView | undefined,
  me: string | undefined,
  why: Closing | undefined,
): string | undefined {
  if (view?.interview) return why === "ended" && view.interview.ownerId === me ? view.interview.id : undefined;
  return view?.lastEnd?.ownerId === me ? view?.lastEnd?.interviewId : undefined;
}

function ToGrind(props: { quiet: boolean; label?: string }): JSX.Element {
  const { session, room } = useInSession();
  const grind = () => session.data()?.grind ?? room.view()?.grind;
  const kind = () => props.quiet ? "quiet" as const : "primary" as const;
  const onward = () => {
    const task = session.data()?.task ?? null;
    return { href: wayBack({ grind: null, task }), label: task ? words.toTask : words.home };
  };
  return (
    <Show
      when={grind()}
      fallback={<LinkButton kind={kind()} size="tall" href={onward().href}>{onward().label}</LinkButton>}
    >
      {(it) => (
        <LinkButton kind={kind()} size="tall" href={`/grinds/${it().id}/sessions`}>
          {props.label ?? words.toGrind(it().name)}
        </LinkButton>
      )}
    </Show>
  );
}
