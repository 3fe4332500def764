import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aiScenes, aiSessions } from "../../../client/pages/gallery/ai-scenes.ts";
import { interviewerWords } from "../../../client/pages/room/interviewer-words.ts";
import { RoomPage } from "../../../client/pages/room/room.tsx";
import { installStandIns } from "../stand-ins.ts";
import { renderLive, session } from "./live-page.tsx";

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const room = (name: string) =>
  renderLive(RoomPage, { scene: aiScenes[name] ?? {}, session: { ...session, ...aiSessions[name] } });

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("waits when who is asked wants time, by press and by key, and says so", () => {
  const { asked } = room("ai-listening");
  press("Take your time");
  fireEvent.keyDown(document.body, { key: "w" });
  expect(asked).toEqual(["takeTime", "takeTime"]);
  cleanup();
  const waiting = room("ai-waiting");
  press("It waits for you");
  expect(waiting.asked).toEqual([]);
  cleanup();
  room("ai-group");
  expect(screen.queryByRole("button", { name: "Take your time" })).toBeNull();
});

it("is asked for a hint by press and by key, in the candidate's own words, and once for ten clicks", async () => {
  vi.useFakeTimers();
  const { asked } = room("ai-listening");
  const line = `typeLine ${interviewerWords.hintLine}`;
  press("Ask for a hint");
  expect(asked).toEqual([line]);
  expect(screen.getByText("You asked for a hint.").closest("[role=status]")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Hint asked for" }).getAttribute("aria-disabled")).toBe("true");
  press("Hint asked for");
  fireEvent.keyDown(document.body, { key: "i" });
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(8_000);
  expect(screen.getByRole("button", { name: "Ask for a hint" }).hasAttribute("aria-disabled")).toBe(false);
  fireEvent.keyDown(document.body, { key: "i" });
  expect(asked).toEqual([line, line]);
  fireEvent.keyDown(document.body, { key: "?" });
  expect(screen.getByText("ask the AI interviewer for a hint")).toBeTruthy();
});

it.each(["ai-ready", "ai-group", "ai-moderator", "ai-over"])(
  "gives no hint to who is not asked right now: %s",
  (name) => {
    const { asked } = room(name);
    expect(screen.queryByRole("button", { name: "Ask for a hint" })).toBeNull();
    fireEvent.keyDown(document.body, { key: "i" });
    expect(asked).toEqual([]);
  },
);
