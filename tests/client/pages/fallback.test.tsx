import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { Blob } from "node:buffer";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FallbackNote } from "../../../client/pages/fallback/note.tsx";
import { fakeServer } from "../fake-server.ts";
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

it("says that a browser cannot record, until that is understood", () => {
  const { app } = renderPage(FallbackNote, { server: fakeServer(), at: "/here" });
  app().fallback.begin("i1", microphone);
  expect(screen.getByRole("alert").textContent).toMatch(/cannot record by itself/);
  fireEvent.click(screen.getByRole("button", { name: "All right" }));
  expect(screen.queryByRole("alert")).toBeNull();
});
