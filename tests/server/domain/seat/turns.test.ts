import { describe, expect, it } from "vitest";
import { partOf } from "../../../../server/domain/seat/rights.ts";
import { handoverMs } from "../../../../server/domain/seat/turns.ts";
import { comes, company, scene } from "../../../kit/seat-room.ts";

const seated = () => company().now({ kind: "seat taken", by: "ann" });
const started = () => seated().now({ kind: "interview started", by: "ann", freshId: "first" });

describe("the seat", () => {
  it("is whose who takes it while it is free", () => {
    expect(seated().room.seatId).toBe("ann");
    expect(() => seated().now({ kind: "seat taken", by: "ben" })).toThrow("The seat is taken");
    expect(() => seated().now({ kind: "seat taken", by: "ann" })).toThrow("You are in the seat already");
  });

  it("is kept for who starts in this session, until they come or a moderator decides", () => {
    const waiting = [comes("ann"), comes("mod", "moderator")].reduce((it, e) => it.now(e), scene("peer", "ben"));
    expect(() => waiting.now({ kind: "seat taken", by: "ann" })).toThrow("The seat is kept");
    expect(waiting.now(comes("ben")).room.seatId).toBe("ben");
    expect(waiting.now({ kind: "seat taken", by: "mod" }).now(comes("ben")).room.seatId).toBe("mod");
  });

  it("starts nobody twice: who left it does not find it again by coming back", () => {
    const left = scene("peer", "ben").now(comes("ben")).now({ kind: "seat left", by: "ben" });
    expect(left.now({ kind: "dropped", by: "ben" }).now(comes("ben")).room.seatId).toBeNull();
  });

  it("takes who sits down away from asking and gives them their voice", () => {
    const asking = company().now({ kind: "asker set", by: "ann", to: "ann" });
    const sat = asking.now({ kind: "muted", by: "mod", of: "ann" }).now({ kind: "seat taken", by: "ann" });
    expect(sat.room).toMatchObject({ askerId: null, seatId: "ann", people: { ann: { muted: false } } });
  });

  it("changes hands after the countdown, in which it can be stopped by those concerned", () => {
    const counting = seated().now({ kind: "seat given", by: "ann", to: "ben" });
    expect(counting.room.handover).toMatchObject({ toId: "ben", byId: "ann" });
    expect(counting.after(handoverMs - 1).room.seatId).toBe("ann");
    expect(counting.after(handoverMs).room).toMatchObject({ seatId: "ben", handover: null });
    for (const by of ["ann", "ben", "mod"]) {
      expect(counting.now({ kind: "seat kept", by }).after(handoverMs).room.seatId).toBe("ann");
    }
    expect(() => counting.now({ kind: "seat kept", by: "cat" })).toThrow("Only those concerned");
  });

  it("is given by who sits in it or a moderator alone, to somebody who is there", () => {
    expect(() => seated().now({ kind: "seat given", by: "ben", to: "ben" })).toThrow("Only who sits in the seat");
    expect(seated().now({ kind: "seat given", by: "mod", to: "cat" }).after(handoverMs).room.seatId).toBe("cat");
    expect(() => seated().now({ kind: "dropped", by: "ben" }).now({ kind: "seat given", by: "ann", to: "ben" }))
      .toThrow("ben is not connected");
    expect(() => seated().now({ kind: "seat given", by: "ann", to: "stranger" })).toThrow(
      "There is no such person in this room",
    );
  });

  it("stays when who should get it dropped out during the countdown", () => {
    const dropped = seated().now({ kind: "seat given", by: "ann", to: "ben" }).now({ kind: "dropped", by: "ben" });
    expect(dropped.after(handoverMs).room).toMatchObject({ seatId: "ann", handover: null });
  });

  it("takes the interview along: one ends and the next begins in the same moment", () => {
    const over = started().now({ kind: "seat given", by: "ann", to: "ben" }).after(handoverMs);
    expect(over.effects).toMatchObject([
      { kind: "finish", interviewId: "first", ownerId: "ann", end: "HANDED_OVER" },
      { kind: "begin", ownerId: "ben" },
    ]);
    expect(over.room.interview).toMatchObject({ ownerId: "ben" });
    expect(seated().now({ kind: "seat given", by: "ann", to: "ben" }).after(handoverMs).effects).toEqual([]);
  });
});

describe("an interview", () => {
  it("is started by who sits in the seat, once", () => {
    expect(started().effects).toMatchObject([{ kind: "begin", interviewId: "first", ownerId: "ann" }]);
    expect(() => seated().now({ kind: "interview started", by: "mod", freshId: "x" })).toThrow("not in the seat");
    expect(() => started().now({ kind: "interview started", by: "ann", freshId: "x" })).toThrow("under way already");
  });

  it("is ended by its owner or a moderator, and leaves the seat as it is", () => {
    const own = started().now({ kind: "interview ended", by: "ann" });
    expect(own.effects).toMatchObject([{ kind: "finish", end: "USER_INITIATED" }]);
    expect(own.room).toMatchObject({ seatId: "ann", interview: null, lastEnd: { interviewId: "first" } });
    expect(started().now({ kind: "interview ended", by: "mod" }).effects).toMatchObject([{ end: "MODERATOR_ENDED" }]);
    expect(() => started().now({ kind: "interview ended", by: "cat" })).toThrow("Only a moderator");
    expect(() => seated().now({ kind: "interview ended", by: "ann" })).toThrow("No interview is under way");
  });

  it("ends when who sits in the seat leaves it or the room, or is removed", () => {
    const ends = [
      started().now({ kind: "seat left", by: "ann" }),
      started().now({ kind: "left", by: "ann" }),
      started().now({ kind: "removed", by: "mod", of: "ann" }),
    ];
    expect(ends.map((it) => it.effects[0])).toMatchObject([
      { kind: "finish", end: "USER_INITIATED" },
      { kind: "finish", end: "USER_INITIATED" },
      { kind: "finish", end: "MODERATOR_ENDED" },
    ]);
    expect(ends.map((it) => it.room.seatId)).toEqual([null, null, null]);
  });
});

describe("who asks", () => {
  it("is one person, chosen by themselves while nobody is, and by a moderator always", () => {
    const asking = company().now({ kind: "asker set", by: "ann", to: "ann" });
    expect(partOf(asking.room, "ann")).toBe("asker");
    expect(() => asking.now({ kind: "asker set", by: "ben", to: "ben" })).toThrow("Somebody asks already");
    expect(() => company().now({ kind: "asker set", by: "ben", to: "ann" })).toThrow("Somebody asks already");
    expect(asking.now({ kind: "asker set", by: "mod", to: "ben" }).room.askerId).toBe("ben");
    expect(asking.now({ kind: "asker set", by: "ann", to: null }).room.askerId).toBeNull();
  });

  it("is never who sits in the seat, and nobody in a session without one", () => {
    expect(() => seated().now({ kind: "asker set", by: "mod", to: "ann" })).toThrow("cannot ask");
    expect(() => company("open").now({ kind: "asker set", by: "ann", to: "ann" })).toThrow("Nobody leads");
  });
});
