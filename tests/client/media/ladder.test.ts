import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Ladder } from "../../../client/media/ladder.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function climbing({ fails = [] as string[] } = {}) {
  const state = { well: false, steps: [] as string[], repairing: [] as boolean[] };
  const step = (name: string) => () => {
    state.steps.push(name);
    return fails.includes(name) ? Promise.reject(new Error(name)) : Promise.resolve();
  };
  const ladder = new Ladder({
    well: () => state.well,
    restart: step("restart"),
    renew: step("renew"),
    rejoin: step("rejoin"),
    onChange: (repairing) => state.repairing.push(repairing),
  });
  return { ladder, state };
}

describe("mending the way for media", () => {
  it("looks for a new route first, and is done when that held", async () => {
    const { ladder, state } = climbing();
    ladder.saw("disconnected");
    await vi.advanceTimersByTimeAsync(100);
    state.well = true;
    ladder.saw("connected");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.steps).toEqual(["restart"]);
    expect(state.repairing).toEqual([true, false]);
  });

  it("climbs to new transports after six seconds, and to a new line after that", async () => {
    const { ladder, state } = climbing();
    ladder.saw("disconnected");
    await vi.advanceTimersByTimeAsync(5_900);
    expect(state.steps).toEqual(["restart"]);
    await vi.advanceTimersByTimeAsync(200);
    expect(state.steps).toEqual(["restart", "renew"]);
    await vi.advanceTimersByTimeAsync(17_000);
    expect(state.steps).toEqual(["restart", "renew", "renew", "rejoin"]);
  });

  it("goes on calmly where nothing gets through, and leaves the line alone", async () => {
    const { ladder, state } = climbing();
    ladder.saw("disconnected");
    await vi.advanceTimersByTimeAsync(33_000);
    expect(state.steps.splice(0)).toEqual(["restart", "renew", "renew", "rejoin", "renew"]);
    ladder.saw("failed");
    await vi.advanceTimersByTimeAsync(58_000);
    expect(state.steps).toEqual(["renew"]);
  });

  it("does not wait for a rung that broke at once", async () => {
    const { ladder, state } = climbing({ fails: ["restart"] });
    ladder.saw("failed");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(state.steps).toEqual(["restart", "renew"]);
  });

  it("climbs on at once when a side fails meanwhile", async () => {
    const { ladder, state } = climbing();
    ladder.saw("disconnected");
    await vi.advanceTimersByTimeAsync(100);
    ladder.saw("failed");
    await vi.advanceTimersByTimeAsync(100);
    expect(state.steps).toEqual(["restart", "renew"]);
  });

  it("mends nothing over a broken line, and begins from the first rung when it is back", async () => {
    const { ladder, state } = climbing();
    ladder.saw("disconnected");
    await vi.advanceTimersByTimeAsync(100);
    ladder.hold(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.steps).toEqual(["restart"]);
    ladder.hold(false);
    await vi.advanceTimersByTimeAsync(100);
    expect(state.steps).toEqual(["restart", "restart"]);
  });

  it("does nothing once it is closed, twice as well as once", async () => {
    const { ladder, state } = climbing();
    ladder.saw("disconnected");
    ladder.close();
    ladder.close();
    ladder.saw("failed");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.steps).toEqual([]);
  });
});
