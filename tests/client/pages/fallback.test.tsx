import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { Blob } from "node:buffer";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Interview } from "../../../proto/http/interviews.ts";
import { FallbackNote } from "../../../client/pages/fallback/note.tsx";
import { RecordHere } from "../../../client/pages/fallback/record-here.tsx";
import { fakeServer, refusal } from "../fake-server.ts";
import { renderPage } from "../page.tsx";
import { installStandIns } from "../stand-ins.ts";

const microphone = { clone: () => ({ stop: () => undefined }) } as unknown as MediaStreamTrack;
const recorders: FakeRecorder[] = [];

/** A browser's recorder that gives what a test hands it. */
class FakeRecorder extends EventTarget {
  static isTypeSupported = (): boolean => true;
  state = "inactive";

  constructor() {
    super();
    recorders.push(this);
  }

  start(): void {
    this.state = "recording";
  }

  stop(): void {
    this.state = "inactive";
    this.dispatchEvent(new Event("stop"));
  }

  give(bytes: number): void {
    const data = new Blob([new Uint8Array(bytes)]);
    this.dispatchEvent(Object.assign(new Event("dataavailable"), { data }));
  }
}

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("says that this computer records, how much is to be sent, and until when the page has to stay", async () => {
  vi.stubGlobal("MediaRecorder", FakeRecorder);
  vi.stubGlobal("MediaStream", class {});
  const { app } = renderPage(FallbackNote, {
    server: fakeServer({ "POST /interviews/:id/audio": "offline" }),
    at: "/here",
  });
  expect(screen.queryByRole("alert")).toBeNull();
  app().fallback.begin("i1", microphone);
  expect(screen.getByRole("alert").textContent).toMatch(/This computer records you now/);
  recorders.at(-1)?.give(2_500);
  expect(await screen.findByText("3 kB still to be sent.")).toBeTruthy();
  expect(screen.getByText(/Keep this page open until the interview is over/)).toBeTruthy();
  const closing = new Event("beforeunload", { cancelable: true });
  dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
  app().fallback.stop();
  expect(await screen.findByText(/is not sent yet/)).toBeTruthy();
  expect(screen.getByText(/this browser keeps nothing when it is closed/)).toBeTruthy();
});

it("says why it waits: a server that answers and takes nothing is no lost connection", async () => {
  vi.stubGlobal("MediaRecorder", FakeRecorder);
  vi.stubGlobal("MediaStream", class {});
  const busy = refusal(503, "unavailable", "There is no room right now.");
  const { app } = renderPage(FallbackNote, {
    server: fakeServer({ "POST /interviews/:id/audio": busy }),
    at: "/here",
  });
  app().fallback.begin("i1", microphone);
  recorders.at(-1)?.give(2_500);
  expect(await screen.findByText(/The server does not take it right now/)).toBeTruthy();
  app().fallback.stop();
  expect(await screen.findByText(/because the server does not take it just now/)).toBeTruthy();
});

it("says that a browser cannot record, until that is understood", () => {
  const { app } = renderPage(FallbackNote, { server: fakeServer(), at: "/here" });
  app().fallback.begin("i1", microphone);
  expect(screen.getByRole("alert").textContent).toMatch(/cannot record by itself/);
  fireEvent.click(screen.getByRole("button", { name: "All right" }));
  expect(screen.queryByRole("alert")).toBeNull();
});

describe("recording here, where no room can be entered", () => {
  const interview = (status: "PENDING" | "IN_PROGRESS", sessionId: string | null) =>
    ({ id: "i1", status, sessionId }) as Interview;
  const clone = () => ({ stop: () => undefined });
  const track = { clone, kind: "audio", readyState: "live", stop: vi.fn(), addEventListener: () => undefined };
  const show = (it: Interview) => {
    vi.stubGlobal("MediaRecorder", FakeRecorder);
    vi.stubGlobal("MediaStream", class {});
    const server = fakeServer({
      "POST /interviews/:id/audio": "offline",
      "POST /interviews/:id/status": { status: 200, body: {} },
    });
    const onChange = vi.fn();
    renderPage(() => <RecordHere interview={it} onChange={onChange} />, { server, at: "/here" });
    return { server, onChange };
  };
  const microphoneIs = (answer: () => Promise<unknown>) =>
    vi.stubGlobal("navigator", {
      userAgent: "Firefox",
      mediaDevices: { getUserMedia: answer, addEventListener: () => undefined },
    });
  const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

  it("begins an interview that waits, records until it is stopped, and completes it then", async () => {
    microphoneIs(() => Promise.resolve({ getAudioTracks: () => [track], getTracks: () => [track] }));
    const { server, onChange } = show(interview("PENDING", null));
    press("Record here and send it later");
    expect(await screen.findByText(/being recorded on this computer/)).toBeTruthy();
    press("Stop recording");
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2));
    expect(server.asked("POST /interviews/:id/status").map((it) => it.body)).toEqual([
      { status: "IN_PROGRESS" },
      { status: "COMPLETED" },
    ]);
    expect(track.stop).toHaveBeenCalled();
  });

  it("leaves the end of a session's interview to the session", async () => {
    microphoneIs(() => Promise.resolve({ getAudioTracks: () => [track], getTracks: () => [track] }));
    const { server } = show(interview("IN_PROGRESS", "s1"));
    press("Record here and send it later");
    await screen.findByText(/being recorded on this computer/);
    press("Stop recording");
    await screen.findByRole("button", { name: "Record here and send it later" });
    expect(server.asked("POST /interviews/:id/status")).toEqual([]);
  });

  it("says why there is no microphone, and begins nothing", async () => {
    microphoneIs(() => Promise.reject(new DOMException("no", "NotAllowedError")));
    const { server } = show(interview("PENDING", null));
    press("Record here and send it later");
    expect((await screen.findByRole("alert")).textContent).toMatch(/may not use your microphone/);
    expect(server.asked("POST /interviews/:id/status")).toEqual([]);
  });
});
