import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Instance } from "../../../proto/http/account.ts";
import { SignIn } from "../../../client/pages/auth/sign-in.tsx";
import { SignUp } from "../../../client/pages/auth/sign-up.tsx";
import { NewGrind } from "../../../client/pages/grinds/new.tsx";
import { GrindPage } from "../../../client/pages/grind/grind.tsx";
import { Home } from "../../../client/pages/home/home.tsx";
import { Invite } from "../../../client/pages/invite/invite.tsx";
import { Shell } from "../../../client/pages/shell/shell.tsx";
import { fakeServer, ok, refusal, type Reply } from "../fake-server.ts";
import { grind, me, renderPage } from "../page.tsx";
import { installStandIns } from "../stand-ins.ts";

const instance: Instance = { signUp: "open", empty: false, mail: false, oidc: null, demo: null, version: "1" };
const quiet = {
  "GET /grinds": ok("GET /grinds", { rows: [] }),
  "GET /home": ok("GET /home", { live: [], next: [], ready: [], unread: 0 }),
};
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  localStorage.clear();
  vi.unstubAllGlobals();
});

describe("sign in", () => {
  const server = (more = {}) => fakeServer({ ...quiet, "GET /instance": ok("GET /instance", instance), ...more });

  it("goes back to where somebody was", async () => {
    const fake = server({ "POST /account/sign-in": ok("POST /account/sign-in", me) });
    const { history } = renderPage(SignIn, { server: fake, at: "/sign-in?return=%2Fgrinds%2F1", signedIn: false });
    type("E-mail", me.email);
    type("Password", "correct horse");
    press("Sign in");
    await vi.waitFor(() => expect(history.get()).toBe("/grinds/1"));
  });

  it("keeps what was typed, and marks the input that is wrong", async () => {
    const fake = server({
      "POST /account/sign-in": refusal(401, "unauthenticated", "They do not belong together.", "password"),
    });
    renderPage(SignIn, { server: fake, at: "/sign-in", signedIn: false });
    type("E-mail", me.email);
    type("Password", "wrong");
    press("Sign in");
    expect(await screen.findByText("They do not belong together.")).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("E-mail").value).toBe(me.email);
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Password")));
  });

  it("offers the demo account and the identity provider only where there is one", async () => {
    const plain = renderPage(SignIn, { server: server(), at: "/sign-in", signedIn: false });
    await screen.findByText("Make one");
    expect(screen.queryByText("Use the demo account")).toBeNull();
    plain.unmount();
    const offered: Instance = { ...instance, demo: { email: "d@e.f", password: "p" }, oidc: { name: "Example" } };
    renderPage(SignIn, {
      server: server({ "GET /instance": ok("GET /instance", offered) }),
      at: "/sign-in",
      signedIn: false,
    });
    expect(await screen.findByText("Use the demo account")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Go on with Example" }).getAttribute("href")).toBe(
      "/api/v1/account/oidc/start?return=%2F",
    );
  });
});

describe("sign up", () => {
  const show = (more: Partial<Instance>) =>
    renderPage(SignUp, {
      server: fakeServer({ ...quiet, "GET /instance": ok("GET /instance", { ...instance, ...more }) }),
      at: "/sign-up",
      signedIn: false,
    });

  it("tells the first one that the account becomes the admin", async () => {
    show({ empty: true, signUp: "closed" });
    expect(await screen.findByText(/becomes the admin/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Make my account" })).toBeTruthy();
  });

  it("says who to ask where sign-up is closed or by invitation", async () => {
    show({ signUp: "closed" }).unmount();
    show({ signUp: "invite" });
    expect(await screen.findByText("This instance is by invitation")).toBeTruthy();
    expect(screen.queryByLabelText("Password")).toBeNull();
  });

  const invited = (accept: Reply) =>
    fakeServer({
      ...quiet,
      "GET /instance": ok("GET /instance", { ...instance, signUp: "invite" }),
      "POST /account/sign-up": ok("POST /account/sign-up", me, 201),
      "POST /invites/:token/accept": accept,
    });
  const signUp = async () => {
    await screen.findByText(/You were invited/);
    type("Your name", "Mara");
    type("E-mail", me.email);
    type("Password", "correct horse battery");
    press("Make my account");
  };

  it("sends the invitation that brought somebody here, and leads into its grind", async () => {
    sessionStorage.setItem("invite", "t".repeat(43));
    const fake = invited(ok("POST /invites/:token/accept", { grindId: grind.id }));
    const { history } = renderPage(SignUp, { server: fake, at: "/sign-up", signedIn: false });
    await signUp();
    await vi.waitFor(() => expect(history.get()).toBe(`/grinds/${grind.id}`));
    expect(fake.asked("POST /account/sign-up")[0]?.body).toMatchObject({ invite: "t".repeat(43) });
    expect(sessionStorage.getItem("invite")).toBeNull();
  });

  it("leaves it to the invitation's page to say why somebody could not join", async () => {
    sessionStorage.setItem("invite", "t".repeat(43));
    const fake = invited(refusal(403, "forbidden", "It is for another address."));
    const { history } = renderPage(SignUp, { server: fake, at: "/sign-up", signedIn: false });
    await signUp();
    await vi.waitFor(() => expect(history.get()).toBe("/invite"));
  });
});

describe("an invitation", () => {
  const spent = refusal(410, "closed", "It was used as often as it allows.");
  const show = (accept: Reply, signedIn: boolean) => {
    sessionStorage.setItem("invite", "t".repeat(43));
    const server = fakeServer({
      ...quiet,
      "GET /me": refusal(401, "unauthenticated", "No."),
      "GET /invites/:token": spent,
      "POST /invites/:token/accept": accept,
    });
    const page = renderPage(Invite, { server, at: "/invite", signedIn: signedIn ? me : false });
    if (!signedIn) void page.app().session.find();
    return { server, ...page };
  };

  it("that is used up still leads somebody whom it let in to the grind", async () => {
    const { history } = show(ok("POST /invites/:token/accept", { grindId: grind.id }), true);
    await vi.waitFor(() => expect(history.get()).toBe(`/grinds/${grind.id}`));
  });

  it("that is used up tells everybody else so, and is forgotten", async () => {
    const { server } = show(spent, false);
    expect(await screen.findByText("This invitation does not work any more")).toBeTruthy();
    expect(server.asked("POST /invites/:token/accept")).toHaveLength(0);
    expect(sessionStorage.getItem("invite")).toBeNull();
  });
});

describe("a new grind", () => {
  it("is made once when the first answer was lost on the way", async () => {
    const answers = ["offline" as const, ok("POST /grinds", grind, 201)];
    const fake = fakeServer({ ...quiet, "POST /grinds": () => answers.shift() ?? "offline" });
    const { history } = renderPage(NewGrind, { server: fake, at: "/grinds/new" });
    type("Name", "Thursday Loop");
    press("Create grind");
    expect((await screen.findByRole("alert")).textContent).toContain("What you typed is still here.");
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Thursday Loop");
    press("Create grind");
    await vi.waitFor(() => expect(history.get()).toBe(`/grinds/${grind.id}/members`));
    const keys = fake.asked("POST /grinds").map((call) => call.headers.get("idempotency-key"));
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).toBe(keys[0]);
  });

  it("keeps the typed name over a detour to another page", () => {
    const first = renderPage(NewGrind, { server: fakeServer(quiet), at: "/grinds/new" });
    type("Name", "Half a na");
    first.unmount();
    renderPage(NewGrind, { server: fakeServer(quiet), at: "/grinds/new" });
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Half a na");
  });
});

describe("renaming a grind", () => {
  it("keeps both names when somebody else was faster, and saves mine over theirs when asked", async () => {
    const theirs = { ...grind, name: "Friday Loop", version: 5 };
    const reads = [ok("GET /grinds/:id", grind), ok("GET /grinds/:id", theirs)];
    const fake = fakeServer({
      ...quiet,
      "GET /grinds/:id": () => reads.shift() ?? "offline",
      "PATCH /grinds/:id": ({ body }) =>
        (body as { version: number }).version === 5
          ? ok("PATCH /grinds/:id", { ...theirs, name: "My Loop", version: 6 })
          : refusal(409, "conflict", "Changed."),
    });
    renderPage(GrindPage, { server: fake, at: `/grinds/${grind.id}/settings`, path: "/grinds/:id/:tab?" });
    await screen.findByRole("heading", { name: "Thursday Loop" });
    type("Name", "My Loop");
    press("Save the name");
    expect((await screen.findByRole("alert")).textContent).toContain("Friday Loop");
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("My Loop");
    press("Save mine");
    expect(await screen.findByRole("heading", { name: "My Loop" })).toBeTruthy();
  });

  it("deletes only after its name was typed", async () => {
    const fake = fakeServer({
      ...quiet,
      "GET /grinds/:id": ok("GET /grinds/:id", grind),
      "DELETE /grinds/:id": { status: 204 },
    });
    const { history } = renderPage(GrindPage, {
      server: fake,
      at: `/grinds/${grind.id}/settings`,
      path: "/grinds/:id/:tab?",
    });
    await screen.findByRole("heading", { name: "Thursday Loop" });
    press("Delete this grind");
    press("Delete for good");
    expect(fake.asked("DELETE /grinds/:id")).toHaveLength(0);
    type("Type Thursday Loop to confirm", "Thursday Loop");
    press("Delete for good");
    await vi.waitFor(() => expect(history.get()).toBe("/grinds"));
    expect(fake.asked("DELETE /grinds/:id")).toHaveLength(1);
  });
});

describe("the shell", () => {
  it("sends somebody who is signed out to sign in, with the way back", async () => {
    const { history } = renderPage(Shell, {
      server: fakeServer(quiet),
      at: "/grinds/7/tasks?q=a",
      path: "/grinds/7/tasks",
      signedIn: false,
    });
    expect(history.get()).toBe("/grinds/7/tasks?q=a");
    screen.getAllByRole("status");
    cleanup();
    const lost = renderPage(Shell, {
      server: fakeServer({
        "GET /grinds": refusal(401, "unauthenticated", "Sign in."),
        "GET /home": quiet["GET /home"],
      }),
      at: "/grinds/7/tasks?q=a",
      path: "/grinds/7/tasks",
    });
    await vi.waitFor(() =>
      expect(lost.history.get()).toBe(`/sign-in?return=${encodeURIComponent("/grinds/7/tasks?q=a")}`)
    );
  });

  it("says that the connection is gone and goes on when it is back", async () => {
    vi.useFakeTimers();
    const fake = fakeServer({ "GET /grinds": "offline", "GET /home": "offline" });
    renderPage(Shell, { server: fake, at: "/" });
    await vi.waitFor(() => expect(screen.getByRole("alert").textContent).toContain("You are offline."));
    Object.assign(fake.routes, quiet);
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    vi.useRealTimers();
  });

  it("leaves the navigation standing when a page breaks, and says what is safe", () => {
    const report = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const Breaks = (): never => {
      throw new Error("a defect");
    };
    renderPage(() => (
      <Shell>
        <Breaks />
      </Shell>
    ), { server: fakeServer(quiet), at: "/" });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("This page broke");
    expect(screen.getByText(/Everything you saved is safe/)).toBeTruthy();
    expect(screen.getByRole("navigation", { name: "Main" })).toBeTruthy();
    expect(report).toHaveBeenCalled();
    report.mockRestore();
  });

  it("has one main, a way past the navigation, and named landmarks", () => {
    renderPage(Shell, { server: fakeServer(quiet), at: "/" });
    expect(screen.getAllByRole("main")).toHaveLength(1);
    expect(screen.getByText("Skip to the content").getAttribute("href")).toBe("#main");
    expect(screen.getByRole("navigation", { name: "Main" })).toBeTruthy();
  });
});

describe("home", () => {
  it("tells somebody new what to do first", async () => {
    renderPage(Home, { server: fakeServer(quiet), at: "/" });
    expect(await screen.findByRole("link", { name: "New grind" })).toBeTruthy();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("Mara");
  });

  it("keeps what is known on screen when a part fails, and offers to try again", async () => {
    const fake = fakeServer({
      "GET /grinds": ok("GET /grinds", { rows: [grind] }),
      "GET /home": refusal(500, "internal", "x"),
    });
    renderPage(Home, { server: fake, at: "/" });
    expect((await screen.findByRole("alert")).textContent).toContain("r-1");
    expect(screen.getByText("Thursday Loop")).toBeTruthy();
    fake.routes["GET /home"] = quiet["GET /home"];
    press("Try again");
    expect(await screen.findByText("Nothing to look at yet")).toBeTruthy();
  });
});
