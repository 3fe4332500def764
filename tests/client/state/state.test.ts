import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeCall } from "../../../client/api/call.ts";
import { makeStore } from "../../../client/kit/store.ts";
import { createAppState } from "../../../client/state/app-state.ts";
import { createOnline } from "../../../client/state/online.ts";
import { createSession } from "../../../client/state/session.ts";
import { createTheme } from "../../../client/state/theme.ts";
import { createToasts } from "../../../client/state/toasts.ts";
import { fakeServer, ok, refusal } from "../fake-server.ts";
import { me } from "../page.tsx";
import { installStandIns, mediaFollowers, setMedia } from "../stand-ins.ts";

const store = makeStore(() => localStorage);
beforeEach(installStandIns);
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
  delete document.documentElement.dataset["theme"];
});

describe("session", () => {
  const sessionWith = (answers: Parameters<typeof fakeServer>[0]) => {
    const call = makeCall({ fetch: fakeServer(answers).fetch, onSignedOut: () => undefined });
    return createSession(() => call);
  };

  it("knows who is signed in once the server said so", async () => {
    const session = sessionWith({ "GET /me": ok("GET /me", me) });
    expect(session.who().state).toBe("unknown");
    await session.find();
    expect(session.me()).toEqual(me);
  });

  it("tells nobody from not knowing", async () => {
    const out = sessionWith({ "GET /me": refusal(401, "unauthenticated", "Sign in first.") });
    await out.find();
    expect(out.who().state).toBe("out");
    const silent = sessionWith({ "GET /me": "offline" });
    await silent.find();
    expect(silent.who().state).toBe("unreachable");
  });

  it("stays signed in when signing out did not reach the server", async () => {
    const session = sessionWith({ "POST /account/sign-out": "offline" });
    session.signedIn(me);
    await expect(session.signOut()).rejects.toThrow();
    expect(session.me()).toEqual(me);
  });
});

describe("theme", () => {
  it("follows the device until somebody chooses, and keeps the choice", () => {
    createRoot((dispose) => {
      const theme = createTheme(store);
      setMedia("(prefers-color-scheme: dark)", true);
      expect(theme.shown()).toBe("dark");
      theme.flip();
      expect(theme.shown()).toBe("light");
      expect(localStorage.getItem("theme")).toBe("light");
      theme.choose("system");
      expect(theme.shown()).toBe("dark");
      expect(localStorage.getItem("theme")).toBeNull();
      dispose();
    });
  });

  it("takes nonsense in the storage for no choice", () => {
    localStorage.setItem("theme", "purple");
    createRoot((dispose) => {
      expect(createTheme(store).choice()).toBe("system");
      dispose();
    });
  });

  it("leaves no listener behind", () => {
    const dispose = createRoot((end) => (createTheme(store), end));
    expect(mediaFollowers()).toBe(1);
    dispose();
    expect(mediaFollowers()).toBe(0);
  });
});

describe("online", () => {
  it("believes the device and the last request, until it is disposed", () => {
    const { online, dispose } = createRoot((end) => ({ online: createOnline(), dispose: end }));
    dispatchEvent(new Event("online"));
    expect(online.online()).toBe(true);
    online.report(false);
    expect(online.online()).toBe(false);
    dispose();
    dispatchEvent(new Event("online"));
    expect(online.online()).toBe(false);
  });
});

describe("toasts", () => {
  it("vanish by themselves, later when there is a way back", () => {
    vi.useFakeTimers();
    createRoot((dispose) => {
      const toasts = createToasts();
      toasts.say("Saved.");
      toasts.say("Removed.", { label: "Undo", run: () => undefined });
      vi.advanceTimersByTime(5_000);
      expect(toasts.shown().map((toast) => toast.text)).toEqual(["Removed."]);
      vi.advanceTimersByTime(5_000);
      expect(toasts.shown()).toEqual([]);
      dispose();
    });
  });

  it("stay while somebody points at them", () => {
    vi.useFakeTimers();
    createRoot((dispose) => {
      const toasts = createToasts();
      toasts.say("Saved.");
      toasts.hold(true);
      vi.advanceTimersByTime(60_000);
      expect(toasts.shown()).toHaveLength(1);
      toasts.hold(false);
      vi.advanceTimersByTime(5_000);
      expect(toasts.shown()).toEqual([]);
      dispose();
    });
  });

  it("leave no timer behind", () => {
    vi.useFakeTimers();
    const dispose = createRoot((end) => (createToasts().say("Saved."), end));
    expect(vi.getTimerCount()).toBe(1);
    dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("app state", () => {
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

  it("asks for grinds and home when somebody is there, and forgets them afterwards", async () => {
    const server = fakeServer({
      "GET /grinds": ok("GET /grinds", { rows: [] }),
      "GET /home": ok("GET /home", { live: [], next: [], ready: [], unread: 2 }),
    });
    await createRoot(async (dispose) => {
      const app = createAppState({ fetch: server.fetch });
      await settled();
      expect(server.calls).toHaveLength(0);
      app.session.signedIn(me);
      await settled();
      expect(app.home.data()?.unread).toBe(2);
      app.session.lost();
      await settled();
      expect(app.home.data()).toBeUndefined();
      dispose();
    });
  });

  it("signs out on this page when the server no longer knows the browser", async () => {
    const server = fakeServer({
      "GET /grinds": refusal(401, "unauthenticated", "Sign in first."),
      "GET /home": refusal(401, "unauthenticated", "Sign in first."),
    });
    await createRoot(async (dispose) => {
      const app = createAppState({ fetch: server.fetch });
      app.session.signedIn(me);
      await settled();
      expect(app.session.who().state).toBe("out");
      dispose();
    });
  });

  it("goes offline with the first silence and fetches again when the server is back", async () => {
    const server = fakeServer({ "GET /grinds": "offline", "GET /home": "offline", "GET /me": ok("GET /me", me) });
    await createRoot(async (dispose) => {
      const app = createAppState({ fetch: server.fetch });
      app.session.signedIn(me);
      await settled();
      expect(app.online()).toBe(false);
      server.routes["GET /grinds"] = ok("GET /grinds", { rows: [] });
      server.routes["GET /home"] = ok("GET /home", { live: [], next: [], ready: [], unread: 0 });
      await app.call("GET /me");
      await settled();
      expect(app.online()).toBe(true);
      expect(app.grinds.data()).toEqual([]);
      dispose();
    });
  });
});
