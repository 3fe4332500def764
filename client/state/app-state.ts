import { type Accessor, createContext, getOwner, runWithOwner, useContext } from "solid-js";
import type { Instance } from "../../proto/http/account.ts";
import type { Grind } from "../../proto/http/grinds.ts";
import type { Answer } from "../../proto/http.ts";
import { type Call, makeCall } from "../api/call.ts";
import { Refusal } from "../kit/refusal.ts";
import { createRemote, type Remote } from "../kit/create-remote.ts";
import { found } from "../kit/found.ts";
import { lasting } from "../kit/store.ts";
import { createFallback, type Fallback } from "./fallback.ts";
import { createOnline } from "./online.ts";
import { createSession, type Session } from "./session.ts";
import { createTheme, type Theme } from "./theme.ts";
import { createToasts, type Toasts } from "./toasts.ts";

/** What all pages share. Pages hold everything else themselves. */
export interface AppState {
  call: Call;
  session: Session;
  theme: Theme;
  toasts: Toasts;
  online: Accessor<boolean>;
  /** What this computer records by itself, and what of it is still here. */
  fallback: Fallback;
  /** What this instance offers; fetched when a page first asks. */
  instance: () => Remote<Instance>;
  /** The grinds of the person who is signed in. */
  grinds: Remote<Grind[]>;
  home: Remote<Answer<"GET /home">>;
  now: () => Date;
}

type Settings = { fetch?: typeof globalThis.fetch; now?: () => Date };

/** Builds the shared state below the reactive owner; nothing is asked of the server before `session.find()`. */
export function createAppState(settings: Settings = {}): AppState {
  const online = createOnline();
  const fetch = settings.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const raw = makeCall({ fetch, onSignedOut: () => session.me() && session.lost() });
  const call = watched(raw, online.report);
  const session = createSession(() => call);
  const me = (): string | undefined => session.me()?.id;
  const owner = getOwner();
  let instance: Remote<Instance> | undefined;
  const fetchInstance = (): Remote<Instance> =>
    createRemote(() => true, (_, signal) => call("GET /instance", { signal }), online.online);
  return {
    call,
    session,
    theme: createTheme(lasting),
    toasts: createToasts(),
    online: online.online,
    fallback: createFallback({ call, session, online: online.online }),
    grinds: createRemote(me, async (_, signal) => (await call("GET /grinds", { signal })).rows, online.online),
    home: createRemote(me, (_, signal) => call("GET /home", { signal }), online.online),
    instance: () => instance ??= found(runWithOwner(owner, fetchInstance)),
    now: settings.now ?? (() => new Date()),
  };
}

/** Each answer shows that the server is there, each silence that it is not. */
function watched(call: Call, report: (reached: boolean) => void): Call {
  return async (name, ...rest) => {
    try {
      const answer = await call(name, ...rest);
      report(true);
      return answer;
    } catch (error) {
      if (error instanceof Refusal) report(error.code !== "offline");
      throw error;
    }
  };
}

export const AppContext = createContext<AppState>();

/** The shared state; a component outside of it is a defect. */
export function useApp(): AppState {
  const app = useContext(AppContext);
  if (!app) throw new Error("This component is outside of AppContext.");
  return app;
}
