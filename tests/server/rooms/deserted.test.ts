import { beforeEach, describe, expect, it } from "vitest";
import { emptyMs } from "../../../server/domain/seat/timers.ts";
import { AppError } from "../../../server/kit/errors.ts";
import type { LiveSession } from "../../../server/ports/live-rooms.ts";
import { Deserted } from "../../../server/rooms/deserted.ts";

const startMs = Date.UTC(2026, 0, 5, 18);
const sessionOf = (id: string): LiveSession => ({
  ...{ id, grind: null, task: null, mode: "peer", startedAtMs: startMs, startsAtMs: startMs, minutes: 60 },
  ...{ madeById: null, firstSeatId: null, waitingInterviewId: null },
});
let deserted: string[];
let fails: Record<string, Error>;
let ended: [string, number][];
let rooms: Deserted;
const look = (afterMs: number): Promise<number> => rooms.end(new Date(startMs + afterMs));

beforeEach(() => {
  [deserted, fails, ended] = [["one"], {}, []];
  rooms = new Deserted({
    store: {
      deserted: () => Promise.resolve(deserted),
      kept: (id = "") => Promise.resolve([{ session: sessionOf(id), room: new Uint8Array(0), running: [] }]),
    },
    async open({ id }, sinceMs) {
      const failure = fails[id];
      if (failure) throw failure;
      return { tick: () => void ended.push([id, sinceMs - startMs]) };
    },
  });
});

describe("a room that no process has", () => {
  it("is waited for as long as an empty one, and ends as it was left", async () => {
    expect([await look(1_000), await look(emptyMs), await look(emptyMs + 1_000)]).toEqual([0, 0, 1]);
    expect(ended).toEqual([["one", 1_000]]);
  });

  it("is waited for anew when a process had it meanwhile", async () => {
    await look(0);
    deserted = [];
    await look(emptyMs);
    deserted = ["one"];
    expect([await look(emptyMs + 1_000), await look(2 * emptyMs), await look(2 * emptyMs + 1_000)]).toEqual([0, 0, 1]);
  });

  it("is left to another process that is faster, and keeps none of the others waiting when it fails", async () => {
    deserted = ["broken", "theirs", "over", "mine"];
    fails = {
      broken: new Error("no"),
      theirs: new AppError("unavailable", "It is another one's."),
      over: new AppError("closed", "It is over."),
    };
    await look(0);
    await expect(look(emptyMs)).rejects.toThrow("no");
    expect(ended.map(([id]) => id)).toEqual(["mine"]);
    fails = {};
    deserted = ["theirs"];
    expect(await look(emptyMs + 1_000)).toBe(1);
  });
});
