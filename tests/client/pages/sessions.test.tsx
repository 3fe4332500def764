import { cleanup, fireEvent, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Sessions } from "../../../client/pages/sessions/sessions.tsx";
import { cityOf, localIn, soon, whenIn } from "../../../client/kit/zone.ts";
import { fakeServer, ok, refusal, type Reply, type Seen } from "../fake-server.ts";
import { grind, me, renderPage } from "../page.tsx";
import { installStandIns } from "../stand-ins.ts";
import { session } from "./live-page.tsx";

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const next = { ...session, id: "01990000-0000-7000-8000-0000000000cc", state: "scheduled" as const, startedAt: null };
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));

function show(rows = [next], more = {}) {
  const server = fakeServer({
    "GET /grinds/:id/sessions": ok("GET /grinds/:id/sessions", { rows, next: null }),
    "GET /grinds/:id/members": ok("GET /grinds/:id/members", {
      rows: [{ personId: me.id, name: me.name, role: "owner", joinedAt: grind.createdAt, you: true }],
      next: null,
    }),
    "GET /grinds/:id/tasks": ok("GET /grinds/:id/tasks", { rows: [], next: null }),
    "GET /grinds/:id/calendar": ok("GET /grinds/:id/calendar", { madeAt: null }),
    ...more,
  });
  return { server, ...renderPage(() => <Sessions grind={grind} />, { server, at: "/here" }) };
}

describe("a grind's sessions", () => {
  it("lead into the one that is live", async () => {
    show([{ ...session, state: "live" as const }] as never);
    const join = await screen.findByRole("link", { name: "Join Feed that survives a celebrity" });
    expect(join.getAttribute("href")).toBe(`/sessions/${session.id}/check`);
  });

  it("take an answer, and take it back when the server does not", async () => {
    const { server } = show([next], { "POST /sessions/:id/rsvp": refusal(410, "closed", "It was cancelled.") });
    const going = await screen.findByRole("button", { name: "Going" });
    fireEvent.click(going);
    expect(going.getAttribute("aria-pressed")).toBe("true");
    expect(await screen.findByText("It was cancelled.")).toBeTruthy();
    expect(going.getAttribute("aria-pressed")).toBe("false");
    expect(server.asked("POST /sessions/:id/rsvp")[0]?.body).toEqual({ answer: "yes" });
  });

  it("start at once with what was chosen, and lead to the check", async () => {
    const { server, history } = show([], {
      "POST /grinds/:id/sessions": ok("POST /grinds/:id/sessions", session, 201),
    });
    press("Start now");
    const dialog = within(screen.getByRole("dialog", { name: "Start a session now" }));
    fireEvent.click(dialog.getByRole("radio", { name: /Whoever likes/ }));
    fireEvent.input(dialog.getByLabelText("Minutes for one interview"), { target: { value: "30" } });
    fireEvent.click(dialog.getByRole("button", { name: "Start now" }));
    await vi.waitFor(() => expect(history.get()).toBe(`/sessions/${session.id}/check`));
    expect(server.asked("POST /grinds/:id/sessions")[0]?.body).toMatchObject({
      mode: "open",
      taskId: null,
      firstSeatId: null,
      minutes: 30,
      when: { kind: "now" },
    });
  });

  it("offer everybody in the grind for the seat, however many they are", async () => {
    const member = (at: number) => ({
      personId: `01990000-0000-7000-8000-${String(at).padStart(12, "0")}`,
      name: `Member ${at}`,
      role: "member" as const,
      joinedAt: grind.createdAt,
      you: false,
    });
    const all = Array.from({ length: 200 }, (_, at) => member(at));
    const page = ({ url }: Seen): Reply => {
      const from = Number(url.searchParams.get("cursor") ?? 0);
      const rows = all.slice(from, from + Number(url.searchParams.get("limit")));
      return ok("GET /grinds/:id/members", { rows, next: from + 100 < all.length ? String(from + 100) : null });
    };
    const { server } = show([], { "GET /grinds/:id/members": page });
    press("Start now");
    const seat = within(screen.getByRole("dialog")).getByLabelText<HTMLSelectElement>("Who starts in the seat");
    await vi.waitFor(() => expect(seat.options).toHaveLength(201));
    expect(seat.options[200]?.text).toBe("Member 199");
    expect(server.asked("GET /grinds/:id/members")).toHaveLength(2);
  });

  it("are planned by the clock of the chosen zone, every week if one likes", async () => {
    const { server } = show([], { "POST /grinds/:id/sessions": ok("POST /grinds/:id/sessions", next, 201) });
    press("Schedule");
    const dialog = within(screen.getByRole("dialog", { name: "Schedule a session" }));
    fireEvent.click(dialog.getByRole("button", { name: "Every week" }));
    fireEvent.input(dialog.getByLabelText("Day"), { target: { value: "2026-12-03" } });
    fireEvent.input(dialog.getByLabelText("Time"), { target: { value: "19:30" } });
    fireEvent.change(dialog.getByLabelText("Time zone"), { target: { value: "America/Mexico_City" } });
    fireEvent.click(dialog.getByRole("button", { name: "Schedule" }));
    await vi.waitFor(() => expect(server.asked("POST /grinds/:id/sessions")).toHaveLength(1));
    expect(server.asked("POST /grinds/:id/sessions")[0]?.body).toMatchObject({
      when: { kind: "weekly", local: "2026-12-03T19:30", timeZone: "America/Mexico_City" },
    });
  });

  it("are cancelled alone or with all that follow", async () => {
    const { server } = show([{ ...next, weekly: true }], {
      "DELETE /sessions/:id": ok("DELETE /sessions/:id", undefined as never),
    });
    fireEvent.click(await screen.findByRole("menuitem", { name: "Cancel it", hidden: true }));
    fireEvent.click(screen.getByRole("radio", { name: "Cancel this and all that follow" }));
    press("Cancel the session");
    await vi.waitFor(() => expect(server.asked("DELETE /sessions/:id")[0]?.url.search).toBe("?series=all"));
  });

  it("show only their maker how to change them", async () => {
    show([{ ...next, mine: false }]);
    await screen.findByRole("button", { name: "Going" });
    expect(screen.queryByRole("menuitem", { name: "Change", hidden: true })).toBeNull();
  });

  it("give a calendar address once", async () => {
    const url = "https://example.org/api/v1/calendar/abc.ics";
    show([], { "POST /grinds/:id/calendar": ok("POST /grinds/:id/calendar", { url }, 201) });
    press("Calendar address");
    fireEvent.click(await screen.findByRole("button", { name: "Make an address" }));
    expect((await screen.findByRole<HTMLInputElement>("textbox", { name: "Calendar address" })).value).toBe(url);
  });
});

describe("zones", () => {
  const at = "2026-03-29T18:30:00.000Z";

  it("show an instant as clocks there do", () => {
    expect(localIn(at, "Europe/Stockholm")).toBe("2026-03-29T20:30");
    expect(localIn(at, "America/Mexico_City")).toBe("2026-03-29T12:30");
    expect(whenIn(at, "America/Mexico_City")).toBe("Sun 29, 12:30");
    expect(cityOf("America/Mexico_City")).toBe("Mexico City");
  });

  it("offer a time that is not over yet, on a half hour", () => {
    expect(soon(new Date("2026-03-29T18:31:00.000Z"))).toMatch(/:(00|30)$/);
  });
});
