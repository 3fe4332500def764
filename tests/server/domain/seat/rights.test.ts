import { describe, expect, it } from "vitest";
import { type Source, sources } from "../../../../proto/live/words.ts";
import { limits } from "../../../../proto/limits.ts";
import { rightTo } from "../../../../server/domain/seat/rights.ts";
import { moderates } from "../../../../server/domain/seat/state.ts";
import { comes, company, type Scene, scene } from "../../../kit/seat-room.ts";

const rights = ({ room }: Scene, id: string): string[] => sources.map((it: Source) => `${it} ${rightTo(room, id, it)}`);
const none = sources.map((it) => `${it} none`);
const all = (right: string): string[] => sources.map((it) => `${it} ${right}`);

describe("who may send what", () => {
  const seated = company().now({ kind: "seat taken", by: "ann" });

  it.each([
    ["who sits in the seat: everything", seated, "ann", all("open")],
    ["who watches: nothing", seated, "ben", none],
    ["a moderator who watches: nothing", seated, "mod", none],
    ["who is not in the room: nothing", seated, "stranger", none],
    ["who asks: everything", seated.now({ kind: "asker set", by: "ben", to: "ben" }), "ben", all("open")],
    [
      "who was given the microphone: the microphone",
      seated.now({ kind: "floor given", by: "mod", to: "ben" }),
      "ben",
      ["mic open", "camera none", "screen none", "screen_sound none"],
    ],
    [
      "who took the microphone in an open session: their camera too",
      company("open").now({ kind: "floor given", by: "ben", to: "ben" }),
      "ben",
      ["mic open", "camera open", "screen none", "screen_sound none"],
    ],
    [
      "who gets the seat next: everything, unheard until then",
      seated.now({ kind: "seat given", by: "ann", to: "ben" }),
      "ben",
      all("held"),
    ],
    ["who left the seat: nothing", seated.now({ kind: "seat left", by: "ann" }), "ann", none],
    ["anybody once the session is over: nothing", seated.now({ kind: "session ended", by: "mod" }), "ann", none],
  ])("%s", (_, scene, id, expected) => {
    expect(rights(scene, id)).toEqual(expected);
  });
});

describe("the microphone", () => {
  it("is passed and taken by who leads, and given back by who has it", () => {
    const given = company().now({ kind: "hand", by: "ben", up: true }).now({
      kind: "floor given",
      by: "mod",
      to: "ben",
    });
    expect(given.room.people["ben"]).toMatchObject({ floor: true, handMs: null });
    expect(() => company().now({ kind: "floor given", by: "ann", to: "ann" })).toThrow("Only a moderator");
    expect(() => given.now({ kind: "floor taken", by: "ann", of: "ben" })).toThrow("Only a moderator");
    expect(given.now({ kind: "floor taken", by: "mod", of: "ben" }).room.people["ben"]?.floor).toBe(false);
    expect(given.now({ kind: "floor taken", by: "ben", of: "ben" }).room.people["ben"]?.floor).toBe(false);
  });

  it("is passed by who made the session as by a moderator", () => {
    const hosted = [comes("host", "member", true), comes("ben")].reduce((it, e) => it.now(e), scene());
    expect(moderates({ role: "member", host: true })).toBe(true);
    expect(hosted.now({ kind: "floor given", by: "host", to: "ben" }).room.people["ben"]?.floor).toBe(true);
  });

  it("goes to so many and no more", () => {
    const ids = Array.from({ length: limits.speakersPerRoom + 1 }, (_, at) => `p${at}`);
    const full = ids.slice(1).reduce(
      (it, to) => it.now({ kind: "floor given", by: "mod", to }),
      ids.reduce((it, id) => it.now(comes(id)), company()),
    );
    expect(() => full.now({ kind: "floor given", by: "mod", to: "p0" })).toThrow("have the microphone already");
    expect(full.now({ kind: "floor given", by: "mod", to: "p1" }).room.people["p1"]?.floor).toBe(true);
  });

  it("is muted by who leads, and opened again by whose it is", () => {
    const muted = company().now({ kind: "seat taken", by: "ann" }).now({ kind: "muted", by: "mod", of: "ann" });
    expect(muted.room.people["ann"]?.muted).toBe(true);
    expect(() => company().now({ kind: "muted", by: "ben", of: "ann" })).toThrow("Only a moderator");
    expect(muted.now({ kind: "unmuted", by: "ann" }).room.people["ann"]?.muted).toBe(false);
  });
});

describe("leading", () => {
  it("removes people, who then stay out of this session", () => {
    const removed = company().now({ kind: "removed", by: "mod", of: "ann" });
    expect(removed.effects).toEqual([{ kind: "expel", personId: "ann", why: "removed" }]);
    expect(() => removed.now(comes("ann"))).toThrow("A moderator removed you");
    expect(() => company().now({ kind: "removed", by: "ben", of: "ann" })).toThrow("Only a moderator");
    expect(() => company().now({ kind: "removed", by: "mod", of: "mod" })).toThrow("This is you");
  });

  it("removes nobody who leads the grind above oneself", () => {
    const room = [comes("host", "member", true), comes("mod", "moderator"), comes("boss", "owner")]
      .reduce((it, e) => it.now(e), scene());
    expect(() => room.now({ kind: "removed", by: "host", of: "mod" })).toThrow("leads this grind");
    expect(() => room.now({ kind: "removed", by: "mod", of: "boss" })).toThrow("leads this grind");
    expect(room.now({ kind: "removed", by: "boss", of: "mod" }).room.removed).toEqual(["mod"]);
  });

  it("ends the session with its interview, and nothing happens in it any more", () => {
    const live = company().now({ kind: "seat taken", by: "ann" }).now({
      kind: "interview started",
      by: "ann",
      freshId: "i",
    });
    const over = live.now({ kind: "session ended", by: "mod" });
    expect(over.effects).toMatchObject([{ kind: "finish", end: "MODERATOR_ENDED" }, { kind: "close", why: "ended" }]);
    expect(() => over.now(comes("dan"))).toThrow("This session is over");
    expect(() => live.now({ kind: "session ended", by: "ann" })).toThrow("Only a moderator");
  });
});

describe("consents", () => {
  it("are each person's own, and what needs the recording falls with it", () => {
    const given = company()
      .now({ kind: "consent", by: "ann", purpose: "record", given: true })
      .now({ kind: "consent", by: "ann", purpose: "share_anonymized", given: true });
    expect(given.room.people["ann"]?.consents).toEqual(["record", "share_anonymized"]);
    expect(given.room.people["ben"]?.consents).toEqual([]);
    const withdrawn = given.now({ kind: "consent", by: "ann", purpose: "record", given: false });
    expect(withdrawn.room.people["ann"]?.consents).toEqual([]);
    expect(withdrawn.effects).toEqual([
      { kind: "consented", personId: "ann", purpose: "record", given: false },
      { kind: "consented", personId: "ann", purpose: "share_anonymized", given: false },
    ]);
  });

  it("that stand already store nothing again", () => {
    const given = company().now({ kind: "consent", by: "ann", purpose: "record", given: true });
    expect(given.now({ kind: "consent", by: "ann", purpose: "record", given: true }).effects).toEqual([]);
  });
});
