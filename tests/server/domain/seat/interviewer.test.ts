import { describe, expect, it } from "vitest";
import { interviewerRecorded, listenedTo, mayGoOutside } from "../../../../server/domain/seat/interviewer.ts";
import { company, type Scene } from "../../../kit/seat-room.ts";

const led = company("ai").now({ kind: "seat taken", by: "ann" });
const running = led.now({ kind: "interview started", by: "ann", freshId: "first" });
const heard = ({ room }: Scene): string[] => listenedTo(room).map((it) => it.id);
const agree = (scene: Scene, by: string, purpose: "record" | "outside", given = true): Scene =>
  scene.now({ kind: "consent", by, purpose, given });

describe("whom the interviewer may hear", () => {
  const given = running.now({ kind: "floor given", by: "mod", to: "ben" });

  it.each<[string, Scene, string[]]>([
    ["nobody while the seat is free", company("ai"), []],
    ["who sits in the seat", running, ["ann"]],
    ["who was given the microphone too", given, ["ann", "ben"]],
    ["no longer whose microphone was taken back", given.now({ kind: "floor taken", by: "mod", of: "ben" }), ["ann"]],
    ["nobody who raised a hand", running.now({ kind: "hand", by: "cat", up: true }), ["ann"]],
    ["no longer who left", given.now({ kind: "left", by: "ben" }), ["ann"]],
    ["no longer who was removed", given.now({ kind: "removed", by: "mod", of: "ben" }), ["ann"]],
    ["not yet who gets the seat next", running.now({ kind: "seat given", by: "ann", to: "cat" }), ["ann"]],
    ["who has the seat by then", running.now({ kind: "seat given", by: "ann", to: "cat" }).after(8_000), ["cat"]],
    ["nobody when the session is over", given.now({ kind: "session ended", by: "mod" }), []],
    ["nobody where people ask", company("peer").now({ kind: "seat taken", by: "ann" }), []],
  ])("is %s", (_, scene, people) => {
    expect(heard(scene)).toEqual(people);
  });
});

describe("a service outside", () => {
  it("may lead once everybody who is heard agreed to it, and no longer when one takes it back", () => {
    const agreed = agree(running, "ann", "outside");
    expect([running, agreed].map((it) => mayGoOutside(it.room))).toEqual([false, true]);
    const more = agreed.now({ kind: "floor given", by: "mod", to: "ben" });
    expect(mayGoOutside(more.room)).toBe(false);
    expect(mayGoOutside(agree(more, "ben", "outside").room)).toBe(true);
    expect(mayGoOutside(agree(agreed, "ann", "outside", false).room)).toBe(false);
    expect(mayGoOutside(agreed.now({ kind: "seat given", by: "ann", to: "cat" }).after(8_000).room)).toBe(false);
  });

  it("is asked for by itself: it stays agreed to when nothing is recorded any more", () => {
    const both = agree(agree(running, "ann", "record"), "ann", "outside");
    expect(agree(both, "ann", "record", false).room.people["ann"]?.consents).toEqual(["outside"]);
  });

  it("is not needed by anybody who only watches", () => {
    const watched = agree(agree(running, "ben", "outside"), "ann", "outside");
    expect(mayGoOutside(agree(watched, "ben", "outside", false).room)).toBe(true);
  });
});

describe("what the interviewer says", () => {
  it("is recorded with who is interviewed, if they agreed to it, and while it goes on", () => {
    const agreed = agree(running, "ann", "record");
    expect([led, running, agreed].map((it) => interviewerRecorded(it.room))).toEqual([false, false, true]);
    expect(interviewerRecorded(agree(running, "ben", "record").room)).toBe(false);
    expect(interviewerRecorded(agreed.now({ kind: "interview ended", by: "ann" }).room)).toBe(false);
  });
});

describe("think time", () => {
  it("is chosen by who sits in the seat and by who leads, and by nobody else", () => {
    expect(led.room.thinkTime).toBe("normal");
    expect(led.now({ kind: "think time set", by: "ann", to: "patient" }).room.thinkTime).toBe("patient");
    expect(led.now({ kind: "think time set", by: "mod", to: "brisk" }).room.thinkTime).toBe("brisk");
    expect(() => led.now({ kind: "think time set", by: "ben", to: "brisk" })).toThrow("Only who sits in the seat");
  });

  it("is asked for by who sits in the seat while an interview goes on, until the interviewer goes on", () => {
    const waits = running.now({ kind: "time asked", by: "ann" });
    expect(waits.room.waitsSinceMs).toBe(running.room.interview?.startedAtMs);
    expect(waits.now({ kind: "interviewer goes on" }).room.waitsSinceMs).toBeNull();
    expect(waits.now({ kind: "interview ended", by: "ann" }).room.waitsSinceMs).toBeNull();
    expect(waits.now({ kind: "seat given", by: "ann", to: "cat" }).after(8_000).room.waitsSinceMs).toBeNull();
    expect(() => running.now({ kind: "time asked", by: "mod" })).toThrow("Only who sits in the seat");
    expect(() => led.now({ kind: "time asked", by: "ann" })).toThrow("No interview");
  });

  it.each(["peer", "open"] as const)("is no matter in mode %s, where no AI interviewer is", (mode) => {
    const room = company(mode).now({ kind: "seat taken", by: "ann" });
    expect(() => room.now({ kind: "think time set", by: "ann", to: "brisk" })).toThrow("no AI interviewer");
    expect(() => room.now({ kind: "time asked", by: "ann" })).toThrow("no AI interviewer");
  });
});

describe("an interview that the interviewer closes", () => {
  it("ends as that, and who sits in the seat stays there", () => {
    const { room, effects } = running.now({ kind: "interviewer done", interviewId: "first" });
    expect(room).toMatchObject({ interview: null, seatId: "ann", lastEnd: { end: "INTERVIEWER_ENDED" } });
    expect(effects.at(-1)).toMatchObject({ kind: "finish", interviewId: "first", end: "INTERVIEWER_ENDED" });
  });

  it("is no other than the one that it closed", () => {
    expect(running.now({ kind: "interviewer done", interviewId: "before" }).room.interview?.id).toBe("first");
    const over = running.now({ kind: "interview ended", by: "ann" });
    expect(over.now({ kind: "interviewer done", interviewId: "first" }).room.lastEnd?.end).toBe("USER_INITIATED");
  });
});
