import type { JSX, ParentProps } from "solid-js";
import { lasting } from "../../kit/store.ts";
import { createDoctor } from "../../state/room/doctor.ts";
import { createEcho } from "../../state/room/echo.ts";
import { createRoom } from "../../state/room/room.ts";
import { unsupported } from "../../state/room/supported.ts";
import { SessionFrame } from "./frame.tsx";
import { type Live, LiveContext } from "./live.ts";

/** The real thing: sockets, microphones, pictures. */
const real: Live = {
  createRoom: (app, sessionId) => createRoom(app, sessionId),
  createEcho: (devices) => createEcho(devices),
  createDoctor: (app) => createDoctor(app),
  unsupported,
  looks: lasting,
};

/** A session's pages with the real thing behind them. */
export function LiveSession(props: ParentProps): JSX.Element {
  return (
    <LiveContext.Provider value={real}>
      <SessionFrame>{props.children}</SessionFrame>
    </LiveContext.Provider>
  );
}

/** Any other live page with the real thing behind it. */
export function WithLive(props: ParentProps): JSX.Element {
  return <LiveContext.Provider value={real}>{props.children}</LiveContext.Provider>;
}
