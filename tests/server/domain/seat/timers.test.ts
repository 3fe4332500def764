import { describe, expect, it } from "vitest";
import { limits } from "../../../../proto/limits.ts";
import { emptyMs, keptMs, nextDueMs } from "../../../../server/domain/seat/timers.ts";
import { comes, company, limitMs, scene } from "../../../kit/seat-room.ts";

const started = () =>
  company().now({ kind: "seat taken", by: "ann" }).now({ kind: "interview started", by: "ann", freshId: "first" });

describe("somebody who drops out", () => {
  it("finds seat, microphone, hand and voice again when they are back in time", () => {
    const before = company().now({ kind: "seat taken", by: "ann" }).now({ kind: "hand", by: "ben", up: true });
    const back = ["ann", "ben"].reduce(
      (it, id) => it.now({ kind: "dropped", by: id }).after(keptMs - 10_000).now(comes(id)),
      before,
    );
    expect(back.room).toEqual(before.room);
  });

  it("loses their place when they are not, and their interview ends", () => {
    const gone = started().now({ kind: "dropped", by: "ann" }).after(keptMs);
    expect(gone.room).toMatchObject({ seatId: null, interview: null });
    expect(gone.room.people["ann"]).toBeUndefined();
    expect(gone.effects).toMatchObject([
      { kind: "finish", end: "FAILED" },
      { kind: "expel", personId: "ann", why: "gone" },
    ]);
    expect(gone.now(comes("ann")).room.seatId).toBeNull();
    // However late somebody looks, as after their node was lost.
    expect(started().now({ kind: "dropped", by: "ann" }).after(5 * keptMs).effects[0]).toMatchObject({
      atMs: started().room.startedAtMs + keptMs,
    });
  });

  it("is one person however often they come", () => {
    const again = company().now(comes("ann")).now({ kind: "dropped", by: "ann" }).now(comes("ann")).now(comes("ann"));
    expect(Object.keys(again.room.people)).toEqual(["mod", "ann", "ben", "cat"]);
  });

  it("stops asking when they do not come back", () => {
    const asking = company().now({ kind: "asker set", by: "ann", to: "ann" }).now({ kind: "dropped", by: "ann" });
    expect(asking.after(keptMs - 1).room.askerId).toBe("ann");
    expect(asking.after(keptMs).room.askerId).toBeNull();
  });
});

describe("an interview's time", () => {
  it("is told at five minutes and at one, each once", () => {
    const five = started().after(limitMs - 5 * 60_000);
    expect(five.effects).toEqual([{ kind: "warn", leftMs: 5 * 60_000 }]);
    expect(five.after(1_000).effects).toEqual([]);
    expect(five.after(4 * 60_000).effects).toEqual([{ kind: "warn", leftMs: 60_000 }]);
    expect(started().after(limitMs - 30_000).effects).toEqual([{ kind: "warn", leftMs: 60_000 }]);
  });

  it("ends it, and the seat stays whose it is", () => {
    const over = started().after(limitMs);
    expect(over.effects).toMatchObject([{ kind: "finish", end: "TIMEOUT" }]);
    expect(over.room).toMatchObject({ seatId: "ann", interview: null, lastEnd: { end: "TIMEOUT" } });
  });
});

describe("an empty room", () => {
  it("waits a while for somebody to come back, then is over", () => {
    const empty = scene().now(comes("ann")).now({ kind: "left", by: "ann" });
    expect(empty.after(emptyMs - 1).room.over).toBe(false);
    expect(empty.after(emptyMs - 1).now(comes("ben")).after(emptyMs).room.over).toBe(false);
    expect(empty.after(emptyMs)).toMatchObject({ room: { over: true }, effects: [{ kind: "close", why: "ended" }] });
  });

  it("counts people who dropped out as not there", () => {
    const dropped = scene().now(comes("ann")).now({ kind: "dropped", by: "ann" });
    expect(dropped.after(keptMs).after(emptyMs - keptMs).room.over).toBe(true);
  });
});

describe("what is due next", () => {
  it("is the soonest of all, so that nothing is late", () => {
    const { room } = started();
    expect(nextDueMs(room)).toBe(room.startedAtMs + limitMs - 5 * 60_000);
    const counting = started().now({ kind: "seat given", by: "ann", to: "ben" }).room;
    expect(nextDueMs(counting)).toBe(counting.handover?.atMs);
    expect(nextDueMs(company().room)).toBeNull();
    expect(nextDueMs(company().now({ kind: "session ended", by: "mod" }).room)).toBeNull();
  });
});

describe("a full room", () => {
  it("lets nobody in until somebody left, and everybody back who has a place", () => {
    const ids = Array.from({ length: limits.peoplePerRoom }, (_, at) => `p${at}`);
    const full = ids.reduce((it, id) => it.now(comes(id)), scene());
    expect(() => full.now(comes("late"))).toThrow("This room is full");
    expect(Object.keys(full.now({ kind: "dropped", by: "p3" }).now(comes("p3")).room.people)).toHaveLength(ids.length);
    expect(full.now({ kind: "left", by: "p3" }).now(comes("late")).room.people["late"]?.name).toBe("late");
  });

  it("gives eight voices before it gives one twice, and never the interviewer's", () => {
    const seven = Array.from({ length: 7 }, (_, at) => `p${at}`).reduce((it, id) => it.now(comes(id)), scene());
    expect(Object.values(seven.room.people).map((it) => it.voice).toSorted((a, b) => a - b)).toEqual([
      1,
      3,
      4,
      5,
      6,
      7,
      8,
    ]);
  });
});
