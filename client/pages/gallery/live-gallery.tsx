import { useParams } from "@solidjs/router";
import { type JSX, Match, Show, Switch } from "solid-js";
import type { Session } from "../../../proto/http/sessions.ts";
import { AppContext, type AppState, useApp } from "../../state/app-state.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { Loaded as LoadedInterview } from "../interviews/interview.tsx";
import { TakePart } from "../interviews/take.tsx";
import { CheckPage } from "../prejoin/check.tsx";
import { DoctorPage } from "../doctor/doctor.tsx";
import { InSessionContext } from "../room/in-session.ts";
import { type Live, LiveContext } from "../room/live.ts";
import { RoomPage } from "../room/room.tsx";
import { aiSessions } from "./ai-scenes.ts";
import { standInDoctor, standInEcho, standInLooks, standInRoom } from "./live-stand-ins.ts";
import type { Scene } from "./scene.ts";
import { galleryNowMs, idOf } from "./made-up-room.ts";
import { madeUpTask } from "./made-up-task.ts";
import { interviewScenes } from "./interview-scenes.ts";
import { checkScenes, doctorScenes, roomScenes } from "./scenes.ts";
import { takeScenes } from "./take-scenes.ts";
import "../../ui/shell.css";

const session: Session = {
  id: "s1",
  grind: { id: "g1", name: "Thursday Loop" },
  task: { id: "t1", title: "Feed that survives a celebrity", kind: "system_design", difficulty: "Hard", minutes: 45 },
  mode: "peer",
  state: "live",
  startsAt: new Date(galleryNowMs).toISOString(),
  timeZone: "Europe/Stockholm",
  weekly: false,
  minutes: 45,
  madeBy: null,
  firstSeat: null,
  startedAt: new Date(galleryNowMs).toISOString(),
  endedAt: null,
  rsvps: { yes: 4, maybe: 1, no: 0 },
  myRsvp: "yes",
  outside: [],
  mine: false,
  version: 1,
};

const nothing = (): void => undefined;

/** One state of a room, of the check or of the doctor, with people who do not exist. Only in development builds. */
export function LiveGallery(): JSX.Element {
  const params = useParams();
  const key = (): string => `${params["what"]} ${params["state"]}`;
  return (
    <Show when={key()} keyed>
      <Place what={params["what"] ?? ""} state={params["state"] ?? ""} />
    </Show>
  );
}

function Place(props: { what: string; state: string }): JSX.Element {
  const scene = (): Scene => (props.what === "room" ? roomScenes : checkScenes)[props.state] ?? {};
  const room = standInRoom(scene());
  const quality = { grade: "good" as const, roundTripMs: 24, lossPercent: 0, overTcp: props.state === "over-tcp" };
  const live: Live = {
    createRoom: () => room,
    createEcho: () => standInEcho(scene().echo ?? "idle", quality),
    createDoctor: () => standInDoctor(doctorScenes[props.state] ?? []),
    looks: standInLooks(scene()),
    unsupported: () =>
      props.state === "unsupported"
        ? "This page was opened over plain http, where browsers allow no microphone. Open it with https."
        : undefined,
  };
  const remote = {
    data: (): Session => ({ ...session, ...aiSessions[props.state] }),
    refusal: () => undefined,
    loading: () => false,
    refetch: () => undefined,
    set: () => undefined,
  };
  return (
    <AppContext.Provider value={withoutServer(useApp(), answersOf(props.state))}>
      <LiveContext.Provider value={live}>
        <InSessionContext.Provider
          value={{ id: "s1", session: remote, room, checked: () => true, pass: nothing, again: nothing }}
        >
          <Switch fallback={<CheckPage />}>
            <Match when={props.what === "room"}>
              <RoomPage />
            </Match>
            <Match when={props.what === "doctor"}>
              <main class="page" id="main">
                <DoctorPage />
              </main>
            </Match>
            <Match when={props.what === "interview" && interviewScenes[props.state]}>
              {(it) => (
                <main class="page" id="main">
                  <LoadedInterview interview={it().interview} />
                </main>
              )}
            </Match>
            <Match when={props.what === "take"}>
              <main class="page" id="main">
                <PageHead title={madeUpTask.title} />
                <TakePart interviewId="i1" />
              </main>
            </Match>
          </Switch>
        </InSessionContext.Provider>
      </LiveContext.Provider>
    </AppContext.Provider>
  );
}

/** What the server would say of a recording and its words. */
function answersOf(state: string): Readonly<Record<string, unknown>> {
  const scene = interviewScenes[state];
  return {
    "GET /interviews/:id/take": { take: scene ? scene.take : takeScenes[state] ?? null },
    "GET /interviews/:id/transcript": { transcript: scene?.transcript ?? null },
  };
}

/** The app as Mara sees it, answered from here. */
function withoutServer(app: AppState, more: Readonly<Record<string, unknown>>): AppState {
  const answers: Readonly<Record<string, unknown>> = {
    ...more,
    "GET /tasks/:id": madeUpTask,
    "GET /sessions/:id/consents": { given: null },
  };
  const call = ((name: string) => Promise.resolve(answers[name] ?? { given: [] })) as unknown as AppState["call"];
  const me = {
    id: idOf(0),
    name: "Mara Lindqvist",
    email: "mara@example.org",
    emailVerified: true,
    hasPassword: true,
    admin: false,
    version: 1,
  };
  return {
    ...app,
    call,
    session: { ...app.session, me: () => me, who: () => ({ state: "in", me }) },
    online: () => true,
    now: () => new Date(galleryNowMs),
  };
}
