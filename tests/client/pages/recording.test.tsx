import { cleanup, fireEvent, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Scene } from "../../../client/pages/gallery/scene.ts";
import { idOf, madeUpView } from "../../../client/pages/gallery/made-up-room.ts";
import { recordingWords as words } from "../../../client/pages/room/recording-words.ts";
import { RoomPage } from "../../../client/pages/room/room.tsx";
import { type RecordingState, recordingStates, recordingTroubles } from "../../../proto/live/words.ts";
import { installStandIns } from "../stand-ins.ts";
import { renderLive } from "./live-page.tsx";

const lost = [{ personId: idOf(1), source: "mic" as const }];
const scene = (recording: Partial<ReturnType<typeof madeUpView>["recording"]>): Scene => ({
  view: madeUpView({ recording: { state: "healthy", trouble: null, lost: [], ...recording } }),
});
const pill = (name: string): HTMLElement => screen.getByRole("button", { name });
const banner = (): Element | null => screen.getByRole("dialog").querySelector(".banner");

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

/** How each state looks: its colour, whether a sign stands beside the words, and what the banner's tone is. */
const looks: Record<RecordingState, { colour: string; sign: boolean; tone: string | undefined }> = {
  off: { colour: "rec off", sign: false, tone: undefined },
  starting: { colour: "rec amber", sign: false, tone: undefined },
  healthy: { colour: "rec", sign: false, tone: undefined },
  unsent: { colour: "rec amber", sign: true, tone: "banner warn" },
  behind: { colour: "rec amber", sign: true, tone: "banner warn" },
  failing: { colour: "rec red", sign: true, tone: "banner bad" },
};

describe("how the recording stands", () => {
  it.each(recordingStates)("is seen, read out and explained where it is %s", (state) => {
    const { colour, sign, tone } = looks[state];
    renderLive(RoomPage, { scene: scene({ state, trouble: tone ? "disk-slow" : null }) });
    const button = pill(words.pill[state]);
    expect([button.className.trim(), button.querySelector("svg") !== null]).toEqual([colour, sign]);
    expect(screen.getByText(words.title[state]).getAttribute("role")).toBe("status");
    fireEvent.click(button);
    const dialog = screen.getByRole("dialog", { name: words.title[state] });
    expect(within(dialog).getByText(words.lead[state])).toBeTruthy();
    expect(banner()?.className.trim()).toBe(tone);
    if (tone) expect(banner()?.textContent).toBe(`${words.trouble["disk-slow"]} ${words.tell(state)}`);
  });

  it("is called by other words in every state", () => {
    for (const all of [words.pill, words.title, words.lead]) {
      expect(new Set(Object.values(all)).size).toBe(recordingStates.length);
    }
  });

  it("is called safe in no state in which something is missing or waits", () => {
    const safe = recordingStates.filter((it) => /\bsafe\b/.test(words.pill[it]));
    expect(safe).toEqual(["healthy"]);
  });

  it("tells that nobody is recorded from that only what is written is", () => {
    for (const [state, told] of [["off", words.nobody], ["healthy", words.written]] as const) {
      const { view } = scene({ state });
      const people = Object.entries(view?.people ?? {}).map(([id, it]) => [id, { ...it, recorded: [] }] as const);
      renderLive(RoomPage, { scene: { view: { ...madeUpView({}), ...view, people: Object.fromEntries(people) } } });
      fireEvent.click(pill(words.pill[state]));
      expect(within(screen.getByRole("region", { name: words.who })).getByText(told)).toBeTruthy();
      cleanup();
    }
  });

  it("names what is kept no further, and whose it is", () => {
    renderLive(RoomPage, { scene: scene({ state: "failing", trouble: "disk-full", lost }) });
    fireEvent.click(pill(words.pill.failing));
    expect(screen.getByText("Noor Haddad: the voice is not kept any more.")).toBeTruthy();
  });
});

describe("what is wrong with the recording", () => {
  it.each(recordingTroubles)("is told in a sentence of its own: %s", (trouble) => {
    renderLive(RoomPage, { scene: scene({ state: "failing", trouble }) });
    fireEvent.click(pill(words.pill.failing));
    expect(banner()?.textContent).toBe(`${words.trouble[trouble]} ${words.tell("failing")}`);
    expect(words.trouble[trouble]).toMatch(/^[A-Z].*\.$/);
    expect(Object.values(words.trouble).filter((it) => it === words.trouble[trouble])).toHaveLength(1);
  });
});
