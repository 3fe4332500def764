import { cleanup, fireEvent, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { interviewScenes } from "../../../client/pages/gallery/interview-scenes.ts";
import { idOf } from "../../../client/pages/gallery/made-up-room.ts";
import { madeUpTask } from "../../../client/pages/gallery/made-up-task.ts";
import { InterviewPage } from "../../../client/pages/interviews/interview.tsx";
import { groupsOf, shareOf, unwritten } from "../../../client/pages/interviews/transcript-groups.ts";
import { TaskPage } from "../../../client/pages/tasks/task.tsx";
import { fakeServer, ok } from "../fake-server.ts";
import { me, renderPage } from "../page.tsx";
import { installStandIns } from "../stand-ins.ts";

const found = (name: string) => {
  const scene = interviewScenes[name];
  if (!scene) throw new Error(`there is no ${name}`);
  return scene;
};
const answers = (name: string) => {
  const { interview, take, transcript } = found(name);
  return {
    "GET /interviews/:id": ok("GET /interviews/:id", interview),
    "GET /interviews/:id/take": ok("GET /interviews/:id/take", { take }),
    "GET /interviews/:id/transcript": ok("GET /interviews/:id/transcript", { transcript }),
    "GET /grinds": ok("GET /grinds", { rows: [] }),
  };
};
function show(name: string, more: Parameters<typeof fakeServer>[0] = {}) {
  const server = fakeServer({ ...answers(name), ...more });
  const signedIn = { ...me, id: idOf(0) };
  return { server, ...renderPage(InterviewPage, { server, at: "/interviews/i1", path: "/interviews/:id", signedIn }) };
}

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("an interview's page, for its owner", () => {
  it("shows the questions with their times, and under each what was said", async () => {
    show("whole");
    const question = await screen.findByRole("heading", { name: /How much data is that\?/ });
    const part = within(question.closest("article") as HTMLElement);
    expect(part.getByText(/Two hundred accounts each/)).toBeTruthy();
    expect(await part.findByRole("button", { name: "Play from 12:14" })).toBeTruthy();
    expect(part.getByText("Noor Haddad")).toBeTruthy();
  });

  it("marks what was heard and what was typed, and says what that means", async () => {
    show("whole");
    const line = async (text: RegExp) => within((await screen.findByText(text)).closest("li") as HTMLElement);
    expect((await line(/^Who reads, who writes/)).getByText("as heard")).toBeTruthy();
    expect((await line(/I would say 61 million/)).getByText("typed")).toBeTruthy();
    const exact = await line(/What does it protect/);
    expect(exact.queryByText("as heard")).toBeNull();
    expect(exact.queryByText("typed")).toBeNull();
    expect(screen.getByText(/it may be wrong/)).toBeTruthy();
  });

  it("says plainly that what was said was not written down, and what is still to come", async () => {
    show("heard-only");
    expect(await screen.findByText(/was heard, but not written down/)).toBeTruthy();
    expect(screen.getByText(/come in a later version/)).toBeTruthy();
  });

  it("says how it ended and how the time went", async () => {
    show("whole");
    expect(await screen.findByText(/The interviewer ended it, at/)).toBeTruthy();
    const spoke = (await screen.findByText("You spoke")).parentElement as HTMLElement;
    expect(spoke.textContent).toContain("27:00 61 %");
  });

  it("has words to read as it goes on, and the way back to the room", async () => {
    vi.useFakeTimers();
    let scene = found("running");
    const { server } = show("running", {
      "GET /interviews/:id": () => ok("GET /interviews/:id", scene.interview),
      "GET /interviews/:id/transcript": () => ok("GET /interviews/:id/transcript", { transcript: scene.transcript }),
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(screen.getByRole("link", { name: "Go back to the room" }).getAttribute("href")).toBe("/sessions/s1");
    expect(screen.queryByText(/What does it protect/)).toBeNull();
    scene = found("whole");
    await vi.advanceTimersByTimeAsync(4_100);
    expect(screen.getByText(/What does it protect/)).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Go back to the room" })).toBeNull();
    const asked = server.asked("GET /interviews/:id/transcript").length;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(server.asked("GET /interviews/:id/transcript")).toHaveLength(asked);
  });

  it("says why there are no words where nobody agreed to any", async () => {
    show("unrecorded");
    expect(await screen.findByText(/No words of this interview are kept/)).toBeTruthy();
    expect(screen.queryByText("How the time went")).toBeNull();
  });

  it("goes to its room when it waits", async () => {
    const { server, history } = show("waits", {
      "POST /interviews/:id/room": ok("POST /interviews/:id/room", { sessionId: "s9" }),
    });
    fireEvent.click(await screen.findByRole("button", { name: "Practise alone" }));
    await vi.waitFor(() => expect(history.get()).toBe("/sessions/s9/check"));
    expect(server.calls.some((it) => it.name === "POST /interviews")).toBe(false);
  });
});

describe("a task", () => {
  it("is one press away from a room of one's own", async () => {
    const server = fakeServer({
      "GET /tasks/:id": ok("GET /tasks/:id", madeUpTask),
      "GET /grinds": ok("GET /grinds", { rows: [] }),
      "POST /interviews": ok("POST /interviews", found("waits").interview, 201),
      "POST /interviews/:id/room": ok("POST /interviews/:id/room", { sessionId: "s9" }),
    });
    const { history } = renderPage(TaskPage, { server, at: "/tasks/t1", path: "/tasks/:id" });
    fireEvent.click(await screen.findByRole("button", { name: "Practise alone" }));
    await vi.waitFor(() => expect(history.get()).toBe("/sessions/s9/check"));
    expect(server.asked("POST /interviews")[0]?.body).toEqual({ taskId: "t1", mode: "ai" });
  });
});

describe("words by question", () => {
  const { transcript } = found("whole");

  it("lose nothing, keep their order, and name a question once", () => {
    if (!transcript) throw new Error("no words");
    const groups = groupsOf(transcript);
    expect(groups.map((it) => it.question?.index ?? null)).toEqual([null, 0, 1, 2]);
    const asked = transcript.questions.map((it) => it.ask);
    const texts = groups.flatMap((it) => it.entries.map((entry) => entry.text));
    expect(texts).toEqual(transcript.entries.map((it) => it.text).filter((it) => !asked.includes(it)));
  });

  it("are missing only where somebody spoke and nobody wrote", () => {
    if (!transcript) throw new Error("no words");
    expect(unwritten(transcript)).toBe(false);
    expect(unwritten({ ...transcript, entries: transcript.entries.filter((it) => it.exact) })).toBe(true);
    expect(unwritten({ entries: [], talk: { candidateMs: 0, interviewerMs: 9, thinkingMs: 0 } })).toBe(false);
    expect(shareOf(5, { candidateMs: 5, interviewerMs: 5, thinkingMs: 0 })).toBe(50);
    expect(shareOf(0, { candidateMs: 0, interviewerMs: 0, thinkingMs: 0 })).toBe(0);
  });
});
