import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takeScenes } from "../../../client/pages/gallery/take-scenes.ts";
import type { Take } from "../../../proto/http/takes.ts";
import { takeWords } from "../../../client/pages/interviews/take-words.ts";
import { levelsOf, spanOf } from "../../../client/pages/interviews/take-lanes.ts";
import { HeardPage } from "../../../client/pages/interviews/heard.tsx";
import { PartPage } from "../../../client/pages/interviews/part.tsx";
import { secondsLeft, TakePart } from "../../../client/pages/interviews/take.tsx";
import { fakeServer, ok, refusal, type Reply } from "../fake-server.ts";
import { renderPage } from "../page.tsx";
import { installStandIns } from "../stand-ins.ts";

const none = ok("GET /interviews/:id/take", { take: null });
const seen = (state: string): Reply => ok("GET /interviews/:id/take", { take: takeScenes[state] ?? null });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));

function show(state: string, more: Parameters<typeof fakeServer>[0] = {}) {
  const server = fakeServer({ "GET /interviews/:id/take": seen(state), ...more });
  renderPage(() => <TakePart interviewId="i1" />, { server, at: "/here" });
  return server;
}

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the recording of an interview", () => {
  it("plays one's own tracks and the interviewer's alone, and shows all of them", async () => {
    show("stored");
    expect(await screen.findByText("Noor Haddad, voice")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Play" })).toBeTruthy();
    for (const name of ["Mute: You, voice", "Mute: Interviewer’s voice", "Hear nothing else: You, voice"]) {
      expect(screen.getByRole("button", { name, pressed: false })).toBeTruthy();
    }
    expect(screen.getByRole("button", { name: "Show: You, camera", pressed: false })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Mute: Noor/ })).toBeNull();
    expect(screen.queryByRole("button", { name: "Delete: Noor Haddad, voice" })).toBeNull();
    expect(screen.getByText(/at most 12 ms apart/)).toBeTruthy();
    expect(screen.getByText(/\d, then it is deleted for good\./)).toBeTruthy();
  });

  it("says how far it is safe while it runs, and looks again until it is done", async () => {
    vi.useFakeTimers();
    let state = "recording";
    const server = show(state, { "GET /interviews/:id/take": () => seen(state) });
    await vi.advanceTimersByTimeAsync(10);
    expect(screen.getByText(/12:00 is safe on disk/)).toBeTruthy();
    state = "stored";
    await vi.advanceTimersByTimeAsync(2_100);
    expect(screen.getByText("Noor Haddad, voice")).toBeTruthy();
    const asked = server.calls.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.calls).toHaveLength(asked);
  });

  it("shows what happened where nothing can be heard or seen, without a way to a place that cannot be played", async () => {
    show("empty");
    expect(await screen.findByText(/Nothing was said or shown/)).toBeTruthy();
    expect(screen.getByText(/sat down in the seat/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /sat down in the seat/ })).toBeNull();
  });

  it("says what to do when it is broken, when there is none, and when the server is away", async () => {
    show("broken");
    expect(await screen.findByText(/whoever runs this instance can put it back/)).toBeTruthy();
    cleanup();
    show("none", { "GET /interviews/:id/take": none });
    expect(await screen.findByText(/Nothing of this interview was recorded/)).toBeTruthy();
    cleanup();
    show("none", { "GET /interviews/:id/take": "offline" });
    expect(await screen.findByRole("alert")).toBeTruthy();
  });

  it("says what finishing waits for, in place of how long it takes", async () => {
    show("waiting");
    expect(await screen.findByText(/The object store that keeps them does not take them just now/)).toBeTruthy();
    expect(screen.getByText("The files are not made yet.")).toBeTruthy();
    expect(screen.queryByText(/The files are being made/)).toBeNull();
    cleanup();
    const take = { ...takeScenes["waiting"], reason: "of a newer server" };
    show("none", { "GET /interviews/:id/take": ok("GET /interviews/:id/take", { take: take as Take }) });
    expect(await screen.findByText(/Something is in the way/)).toBeTruthy();
  });

  it("says at each track what could not be read of it, and what becomes of that", async () => {
    show("damaged");
    const own = (await screen.findByText("You, voice")).parentElement;
    expect(own?.textContent).toContain(
      "0.4 s missing, shown and heard as silence. About 0.4 s was recorded and could not be read. A moment of it was cut off by a crash.",
    );
    expect(screen.getByText("You, camera").parentElement?.textContent).toContain("an update makes it.");
    expect(screen.getByText("Noor Haddad, voice").parentElement?.textContent).toContain("It is kept as it is.");
    expect(screen.queryByRole("button", { name: "Show: You, camera" })).toBeNull();
    expect(screen.getByText("Some of what happened could not be read.")).toBeTruthy();
  });

  it.each([
    ["disk-full", /disk was full, so it ended before its person did\.$/],
    ["disk-slow", /disk was too slow, so it ended before its person did\.$/],
    ["read-only", /could no longer write to its disk, so it ended before its person did\.$/],
    ["disk-failed", /disk failed, so it ended before its person did\.$/],
    ["unreadable", /^What was recorded could not be read\. It is kept as it is\.$/],
    ["newer-version", /^It was written by a newer version of the server and is kept; an update makes it\.$/],
    ["something of a newer server", /^It ended before its person did\.$/],
  ])("says why a track ended: %s", (endedEarly, sentence) => {
    expect(takeWords.lack({ gapsMs: 0, damage: null, endedEarly })).toMatch(sentence);
    const cut = { gapsMs: 0, damage: { lostMs: 0, cut: true }, endedEarly };
    expect(takeWords.lack(cut)).toMatch(sentence);
  });

  it("says that a recording is locked with another master key, in the server's own words", async () => {
    const locked = refusal(
      503,
      "unavailable",
      "What is stored here was locked with another master key. Nothing is lost.",
    );
    show("none", { "GET /interviews/:id/take": locked });
    expect((await screen.findByRole("alert")).textContent).toContain("locked with another master key");
  });

  it("deletes nothing before it said what goes and what stays", async () => {
    const server = show("stored", { "DELETE /interviews/:id/tracks/:trackId": { status: 204 } });
    await screen.findByText("Noor Haddad, voice");
    press("Delete: You, camera");
    expect(screen.getByText(/The other tracks stay/)).toBeTruthy();
    expect(server.asked("DELETE /interviews/:id/tracks/:trackId")).toHaveLength(0);
    press("Delete for good");
    await vi.waitFor(() => expect(server.asked("DELETE /interviews/:id/tracks/:trackId")).toHaveLength(1));
    expect(server.asked("DELETE /interviews/:id/tracks/:trackId")[0]?.url.pathname).toContain("/tracks/t2");
  });

  it("says why a track could not be played", async () => {
    const link = refusal(404, "not-found", "There is no such thing.");
    show("stored", { "POST /interviews/:id/tracks/:trackId/link": link });
    await screen.findByText("Noor Haddad, voice");
    press("Play");
    expect(await screen.findByRole("alert")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Play" })).toBeTruthy();
  });

  it("offers no choice of voices where there is one", async () => {
    show("single");
    expect(await screen.findByText("You, voice")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Mute|nothing else/ })).toBeNull();
  });

  it("says what happened, and goes to each place by a button", async () => {
    show("stored");
    expect(await screen.findByRole("button", { name: "00:00 Mara Lindqvist sat down in the seat" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "45:00 You handed the seat over" })).toBeTruthy();
    press("24:00 Noor Haddad was given the microphone");
    expect(screen.getByRole<HTMLInputElement>("slider").value).toBe(`${24 * 60_000}`);
  });
});

describe("one's part in somebody else's recording", () => {
  it("is deleted after a question", async () => {
    const server = fakeServer({ "DELETE /interviews/:id/consents/:purpose": { status: 204 } });
    renderPage(PartPage, { server, at: "/interviews/i1/part", path: "/interviews/:id/part" });
    press("Take back my agreement");
    press("Delete what is mine");
    expect(await screen.findByText(/Nothing of you is in this recording/)).toBeTruthy();
    expect(server.asked("DELETE /interviews/:id/consents/:purpose")[0]?.url.pathname).toContain(
      "/interviews/i1/consents/record",
    );
  });
});

describe("recordings of others in which one is heard", () => {
  const rows = [
    {
      interviewId: "i7",
      owner: { id: "p1", name: "Noor Haddad" },
      openedAt: "2026-11-02T10:00:00.000Z",
      kinds: ["voice"],
    },
    { interviewId: "i6", owner: null, openedAt: "2026-11-01T10:00:00.000Z", kinds: [] },
  ];

  it("are listed, each with the way to one's part", async () => {
    const server = fakeServer({ "GET /takes/heard": { status: 200, body: { rows } } });
    renderPage(HeardPage, { server, at: "/interviews/heard" });
    const link = await screen.findByRole("link", { name: "Interview of Noor Haddad" });
    expect(link.getAttribute("href")).toBe("/interviews/i7/part");
    expect(screen.getByText(/your voice/)).toBeTruthy();
    expect(screen.getByText(/nothing but what you may have written/)).toBeTruthy();
  });

  it("are none until one agreed to any", async () => {
    renderPage(HeardPage, {
      server: fakeServer({ "GET /takes/heard": { status: 200, body: { rows: [] } } }),
      at: "/heard",
    });
    expect(await screen.findByText("You are in no recording of others")).toBeTruthy();
  });
});

describe("taking back one's picture alone", () => {
  it("is offered where there is one, and keeps the voice", async () => {
    const server = show("stored", { "DELETE /interviews/:id/consents/:purpose": { status: 204 } });
    await screen.findByText("Noor Haddad, voice");
    press("Take back my picture");
    expect(screen.getByText(/Your voice stays/)).toBeTruthy();
    press("Delete my picture");
    await vi.waitFor(() => expect(server.asked("DELETE /interviews/:id/consents/:purpose")).toHaveLength(1));
    expect(server.asked("DELETE /interviews/:id/consents/:purpose")[0]?.url.pathname).toContain("/record_camera");
    cleanup();
    show("single");
    await screen.findByText("You, voice");
    expect(screen.queryByRole("button", { name: "Take back my picture" })).toBeNull();
  });

  it("is possible in somebody else's recording, and the rest after it", async () => {
    const server = fakeServer({ "DELETE /interviews/:id/consents/:purpose": { status: 204 } });
    renderPage(PartPage, { server, at: "/interviews/i1/part", path: "/interviews/:id/part" });
    press("Take back my picture");
    press("Delete my picture");
    expect(await screen.findByText(/in this recording no more/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Take back my picture" })).toBeNull();
    press("Take back my agreement");
    press("Delete what is mine");
    expect(await screen.findByText(/Nothing of you is in this recording/)).toBeTruthy();
  });
});

describe("a lane", () => {
  it("lies where its track does, and is flat where something is missing", () => {
    expect(spanOf({ firstMs: 250, lastMs: 750 }, 1_000)).toEqual({ from: 25, size: 50 });
    expect(spanOf({ firstMs: null, lastMs: null }, 0)).toEqual({ from: 0, size: 0 });
    const track = { peaks: btoa("ÿÿÿÿ"), firstMs: 0, lastMs: 400 };
    const missing = { fromMs: 100, toMs: 200 };
    expect(levelsOf({ ...track, gaps: [{ ...missing, cause: "away" }] })).toEqual([1, 0, 1, 1]);
    expect(levelsOf({ ...track, gaps: [{ ...missing, cause: "quiet" }] })).toEqual([1, 1, 1, 1]);
  });

  it("tells how long the rest takes only once something moved", () => {
    expect(secondsLeft({ at: 0, progress: 20 }, { at: 5_000, progress: 20 })).toBeUndefined();
    expect(secondsLeft({ at: 0, progress: 20 }, { at: 5_000, progress: 60 })).toBe(5);
  });
});
