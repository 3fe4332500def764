import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RoomView } from "../../../../proto/live/view.ts";
import { standInRoom } from "../../../../client/pages/gallery/live-stand-ins.ts";
import { aiScenes } from "../../../../client/pages/gallery/ai-scenes.ts";
import { Refusal } from "../../../../client/kit/refusal.ts";
import { createHintWish } from "../../../../client/state/room/hint-wish.ts";

const viewOf = (name: string): RoomView | undefined => aiScenes[name]?.view;
let end = (): void => undefined;

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  end();
  vi.useRealTimers();
});

function opened(first: string) {
  const asked: string[] = [];
  const { act } = standInRoom({}, asked);
  const [view, setView] = createSignal(viewOf(first));
  const hint = createRoot((dispose) => {
    end = dispose;
    return createHintWish({ view, act });
  });
  return { asked, act, hint, turns: (name: string) => setView(viewOf(name)) };
}

it("may be asked again once the interviewer spoke", async () => {
  const { asked, hint, turns } = opened("ai-listening");
  await hint.ask("A hint?");
  await hint.ask("A hint?");
  turns("ai-thinking");
  expect(hint.asked()).toBe(true);
  turns("ai-speaking");
  expect(hint.asked()).toBe(false);
  await hint.ask("Another?");
  expect(asked).toEqual(["typeLine A hint?", "typeLine Another?"]);
});

it("who interrupts the interviewer waits until it speaks anew", async () => {
  const { hint, turns } = opened("ai-speaking");
  await hint.ask("A hint?");
  expect(hint.asked()).toBe(true);
  turns("ai-thinking");
  turns("ai-speaking");
  expect(hint.asked()).toBe(false);
});

it("may be asked again after eight seconds without an answer", async () => {
  const { hint } = opened("ai-listening");
  await hint.ask("A hint?");
  await vi.advanceTimersByTimeAsync(7_900);
  expect(hint.asked()).toBe(true);
  await vi.advanceTimersByTimeAsync(100);
  expect(hint.asked()).toBe(false);
});

it("may be asked again at once when it was not sent", async () => {
  const { act, hint } = opened("ai-listening");
  act.typeLine = () => Promise.reject(new Refusal("offline", "The server could not be reached."));
  await expect(hint.ask("A hint?")).rejects.toThrow("could not be reached");
  expect(hint.asked()).toBe(false);
});

it("leaves no timer behind with the page", async () => {
  const { hint } = opened("ai-listening");
  await hint.ask("A hint?");
  end();
  expect(vi.getTimerCount()).toBe(0);
});
