import { createMemoryHistory, MemoryRouter, type RouteDefinition } from "@solidjs/router";
import { render } from "@solidjs/testing-library";
import type { Component } from "solid-js";
import type { Me } from "../../proto/http/account.ts";
import type { Grind } from "../../proto/http/grinds.ts";
import { OnlineContext } from "../../client/kit/online.ts";
import { AppContext, type AppState, createAppState } from "../../client/state/app-state.ts";
import { Toasts } from "../../client/ui/toasts.tsx";
import type { fakeServer } from "./fake-server.ts";

export const me: Me = {
  id: "01990000-0000-7000-8000-000000000001",
  name: "Mara Lindqvist",
  email: "mara@example.org",
  emailVerified: true,
  hasPassword: true,
  admin: false,
  version: 1,
};

export const grind: Grind = {
  id: "01990000-0000-7000-8000-0000000000aa",
  name: "Thursday Loop",
  role: "owner",
  members: 3,
  tasks: 0,
  createdAt: "2026-01-01T10:00:00.000Z",
  version: 4,
};

type Options = {
  server: ReturnType<typeof fakeServer>;
  at: string;
  path?: string;
  signedIn?: Me | false;
  others?: string[];
};

/** Puts one page on a screen: the real state and router, a scripted server. Other addresses show their own path. */
export function renderPage(page: Component, options: Options) {
  const history = createMemoryHistory();
  history.set({ value: options.at });
  let app: AppState | undefined;
  const elsewhere: Component = () => <p data-testid="elsewhere">{history.get()}</p>;
  const routes: RouteDefinition[] = [{ path: options.path ?? options.at.split(/[?#]/)[0] ?? "/", component: page }, {
    path: "*",
    component: elsewhere,
  }];
  const view = render(() => {
    app = createAppState({ fetch: options.server.fetch, now: () => new Date("2026-11-19T19:00:00.000Z") });
    if (options.signedIn !== false) app.session.signedIn(options.signedIn ?? me);
    return (
      <AppContext.Provider value={app}>
        <OnlineContext.Provider value={app.online}>
          <MemoryRouter history={history}>{routes}</MemoryRouter>
          <Toasts shown={app.toasts.shown()} onDismiss={app.toasts.dismiss} onHold={app.toasts.hold} />
        </OnlineContext.Provider>
      </AppContext.Provider>
    );
  });
  return { ...view, history, app: () => app as AppState };
}
