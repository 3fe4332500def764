import type { Refusal } from "../../../client/kit/refusal.ts";
import type { Component } from "solid-js";
import { InSessionContext } from "../../../client/pages/room/in-session.ts";
import { type Live, LiveContext } from "../../../client/pages/room/live.ts";
import { standInDoctor, standInEcho, standInLooks, standInRoom } from "../../../client/pages/gallery/live-stand-ins.ts";
import { idOf } from "../../../client/pages/gallery/made-up-room.ts";
import { madeUpTask } from "../../../client/pages/gallery/made-up-task.ts";
import type { Asked, Scene } from "../../../client/pages/gallery/scene.ts";
import type { Session } from "../../../proto/http/sessions.ts";
import type { Hop } from "../../../client/state/room/doctor.ts";
import { fakeServer, ok } from "../fake-server.ts";
import { me, renderPage } from "../page.tsx";

export const session: Session = {
  id: "01990000-0000-7000-8000-0000000000bb",
  grind: { id: "01990000-0000-7000-8000-0000000000aa", name: "Thursday Loop" },
  task: { id: madeUpTask.id, title: madeUpTask.title, kind: "system_design", difficulty: "Hard", minutes: 45 },
  mode: "peer",
  state: "live",
  startsAt: "2026-11-19T19:00:00.000Z",
  timeZone: "Europe/Stockholm",
  weekly: false,
  minutes: 45,
  madeBy: null,
  firstSeat: null,
  startedAt: "2026-11-19T19:00:00.000Z",
  endedAt: null,
  rsvps: { yes: 1, maybe: 0, no: 0 },
  myRsvp: null,
  outside: [],
  mine: true,
  version: 1,
};

type Options = { scene?: Scene; session?: Session; hops?: readonly Hop[]; unsupported?: string; at?: string };

/** Puts a live page on a screen with nobody behind it; `asked` is what it wanted of the room. */
export function renderLive(page: Component, options: Options = {}) {
  const asked: Asked = [];
  const shown = options.session ?? session;
  const room = standInRoom(options.scene, asked);
  const server = fakeServer({
    "GET /tasks/:id": ok("GET /tasks/:id", madeUpTask),
    "GET /sessions/:id/consents": ok("GET /sessions/:id/consents", { given: null }),
    "POST /sessions/:id/consents": ({ body }) => ok("POST /sessions/:id/consents", body as { given: [] }),
  });
  const live: Live = {
    createRoom: () => room,
    createEcho: () => standInEcho("idle", undefined, asked),
    createDoctor: () => standInDoctor(options.hops ?? []),
    unsupported: () => options.unsupported,
    looks: standInLooks(options.scene ?? {}),
  };
  const remote = {
    data: () => shown,
    refusal: () => undefined as Refusal | undefined,
    loading: () => false,
    refetch: () => undefined,
    set: () => undefined,
  };
  const Page = page;
  let checked = false;
  const pass = (): void => void (checked = true);
  const inSession = {
    checked: () => checked,
    pass,
    id: shown.id,
    session: remote,
    room,
    again: () => void asked.push("again"),
  };
  const view = renderPage(
    () => (
      <LiveContext.Provider value={live}>
        <InSessionContext.Provider value={inSession}>
          <Page />
        </InSessionContext.Provider>
      </LiveContext.Provider>
    ),
    { server, at: options.at ?? "/here", signedIn: { ...me, id: idOf(options.scene?.me ?? 0) } },
  );
  return { ...view, asked, server };
}
