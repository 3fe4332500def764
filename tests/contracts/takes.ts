import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Keeper } from "../../server/ports/keepings.ts";
import type { Fallbacks, Takes, TrackEnd, TrackRow } from "../../server/ports/takes.ts";

/** What a suite needs around the takes that it tests. */
export type TakesHouse = {
  takes: Takes;
  fallbacks: Fallbacks;
  ids: { next(): string };
  addPerson(): Promise<string>;
  /** An interview with its key; `room` tells whether it runs in a session whose room is there. */
  addInterview(interview: {
    ownerId: string;
    status?: "IN_PROGRESS" | "COMPLETED";
    room?: "kept" | "gone";
    agreed?: readonly string[];
    grindId?: string;
  }): Promise<string>;
  addGrind(ownerId: string): Promise<string>;
  keep(of: Keeper, days: number | null): Promise<void>;
  deleteInterview(id: string): Promise<void>;
  hasKey(interviewId: string): Promise<boolean>;
  erasure(subjectId: string): Promise<{ kind: string; proof: unknown } | null>;
  close(): Promise<void>;
};

const start = new Date("2026-03-01T10:00:00.000Z");
const later = (ms: number): Date => new Date(start.getTime() + ms);
const day = 86_400_000;
/** The first moment at which what ended a minute after the start was kept for so many days. */
const after = (days: number): Date => later(60_001 + days * day);
const sealed = new Uint8Array([1, 2, 3]);

/** What every adapter of Takes owes its callers. */
export function takesContract(name: string, open: () => Promise<TakesHouse>): void {
  describe(`${name} as Takes`, () => {
    let house: TakesHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const begin = async (more: Partial<Parameters<TakesHouse["addInterview"]>[0]> = {}, node = "here") => {
      const me = more.ownerId ?? await house.addPerson();
      const interviewId = await house.addInterview({ ownerId: me, ...more });
      await house.takes.open({ interviewId, node, openedAt: start });
      return { me, interviewId };
    };
    const track = (interviewId: string, personId: string | null, kind: TrackRow["kind"] = "voice") =>
      house.takes.track({ id: house.ids.next(), interviewId, personId, kind });
    const ended = (id: string, change: Partial<TrackEnd> = {}): TrackEnd => ({
      id,
      object: `objects/${id}`,
      mediaType: "audio/ogg",
      bytes: 3_000_000_000,
      firstMs: 20,
      lastMs: 60_000,
      gapsMs: 400,
      factsSealed: sealed,
      ...change,
    });
    /** A stored take with the voices of its owner and of a guest. */
    const stored = async (more: Parameters<typeof begin>[0] = {}) => {
      const { me, interviewId } = await begin({ status: "COMPLETED", ...more });
      const guest = await house.addPerson();
      const [mine, theirs] = [await track(interviewId, me), await track(interviewId, guest)];
      await house.takes.end(interviewId, later(60_000));
      for (const { id } of [mine, theirs]) await house.takes.trackFinished(ended(id));
      expect(await house.takes.stored(interviewId, { rendering: 1, manifestSealed: sealed })).toBe(true);
      return { me, guest, interviewId, mine, theirs };
    };
    const stateOf = async (interviewId: string) => (await house.takes.find(interviewId))?.take.state;

    it("begins a take once, and gives a room that moved the one that is there", async () => {
      const { interviewId } = await begin();
      expect(await house.takes.open({ interviewId, node: "there", openedAt: later(9_000) })).toMatchObject({
        state: "recording",
        node: "there",
        openedAt: start,
        durableMs: 0,
        rendering: 1,
      });
    });

    it("begins no take of an interview that is gone", async () => {
      const interviewId = house.ids.next();
      await expect(house.takes.open({ interviewId, node: "here", openedAt: start })).rejects.toMatchObject({
        code: "not-found",
      });
      expect(await house.takes.find(interviewId)).toBeNull();
    });

    it("goes on with a person's track, also for two who ask at once, and keeps sources apart", async () => {
      const { me, interviewId } = await begin();
      const [one, same] = await Promise.all([track(interviewId, me), track(interviewId, me)]);
      expect(same.id).toBe(one.id);
      const [bot, again] = [
        await track(interviewId, null, "interviewer"),
        await track(interviewId, null, "interviewer"),
      ];
      expect(again.id).toBe(bot.id);
      const sound = await track(interviewId, me, "screen-sound");
      expect(sound).toMatchObject({ kind: "screen-sound", personId: me, object: null, bytes: 0, deletedAt: null });
      expect((await house.takes.find(interviewId))?.tracks.map((it) => it.id)).toEqual(
        [one.id, bot.id, sound.id].sort(),
      );
    });

    it("begins no track once the take is over", async () => {
      const { me, interviewId } = await begin();
      expect(await house.takes.end(interviewId, later(1_000))).toBe(true);
      expect(await house.takes.end(interviewId, later(2_000))).toBe(false);
      await expect(track(interviewId, me)).rejects.toMatchObject({ code: "closed" });
      await expect(house.takes.open({ interviewId, node: "here", openedAt: start })).rejects.toMatchObject({
        code: "closed",
      });
    });

    it("drops older news of how far it is on disk", async () => {
      const { interviewId } = await begin();
      expect(await house.takes.durable(interviewId, 5_000, later(5_000))).toEqual([]);
      await house.takes.durable(interviewId, 4_000, later(4_000));
      expect((await house.takes.find(interviewId))?.take).toMatchObject({ durableMs: 5_000, heardAt: later(5_000) });
    });

    it("hears of what was deleted when it says how far it is, and that it is over", async () => {
      const { me, interviewId } = await begin();
      const [gone, kept] = [await track(interviewId, me), await track(interviewId, me, "camera")];
      await house.takes.deleteTracks(interviewId, { personId: me, trackIds: [gone.id] }, later(1_000));
      expect(kept.id).not.toBe(gone.id);
      expect(await house.takes.durable(interviewId, 5_000, later(5_000))).toEqual([gone.id]);
      await house.takes.end(interviewId, later(6_000));
      expect(await house.takes.durable(interviewId, 7_000, later(7_000))).toBeNull();
    });

    it("is stored with what was finished of its tracks", async () => {
      const { me, interviewId, mine } = await stored();
      const whole = await house.takes.find(interviewId);
      expect(whole?.take).toMatchObject({ state: "stored", progress: 100, manifestSealed: sealed });
      expect(whole?.tracks[0]).toMatchObject({ ...ended(mine.id), personId: me });
    });

    it("keeps a track finished early from a take that is still recorded", async () => {
      const { me, interviewId } = await begin();
      const { id } = await track(interviewId, me);
      expect(await house.takes.trackFinished(ended(id))).toBe(false);
    });

    it("says why a track ended before its person, and why a take is broken until it is tried again", async () => {
      const { me, interviewId } = await begin();
      const { id } = await track(interviewId, me);
      await house.takes.endEarly(id, "disk-full");
      await house.takes.broken(interviewId, "logs-missing");
      expect([await house.takes.missing("here"), await house.takes.missing("there")]).toEqual([[interviewId], []]);
      const whole = await house.takes.find(interviewId);
      expect(whole?.tracks[0]?.endedEarly).toBe("disk-full");
      expect(whole?.take).toMatchObject({ state: "broken", reason: "logs-missing" });
      expect(await house.takes.retry(interviewId)).toBe(true);
      expect(await house.takes.retry(interviewId)).toBe(false);
      expect((await house.takes.find(interviewId))?.take).toMatchObject({ state: "finishing", reason: null });
    });

    it("says what finishing waits for until it goes on, and of no take that is not being finished", async () => {
      const { interviewId } = await begin();
      const reason = async () => (await house.takes.find(interviewId))?.take.reason;
      await house.takes.waits(interviewId, "store-away");
      expect(await reason()).toBeNull();
      await house.takes.end(interviewId, later(1_000));
      await house.takes.waits(interviewId, "store-away");
      expect(await reason()).toBe("store-away");
      await house.takes.waits(interviewId, null);
      expect(await reason()).toBeNull();
      await house.takes.waits(interviewId, "later");
      await house.takes.stored(interviewId, { rendering: 1, manifestSealed: sealed });
      expect(await reason()).toBeNull();
    });

    it("finds stored takes with a log that could not be read, until it was", async () => {
      const { me, interviewId } = await begin();
      const { id } = await track(interviewId, me);
      await house.takes.endEarly(id, "disk-full");
      await house.takes.end(interviewId, later(1_000));
      const none = ended(id, { object: null, mediaType: null, bytes: 0, firstMs: null, lastMs: null, gapsMs: 0 });
      const unread = async (node: string) => (await house.takes.unread(node, ["newer"])).includes(interviewId);
      await house.takes.trackFinished({ ...none, endedEarly: "newer" });
      expect(await unread("here")).toBe(false); // it is still being finished
      await house.takes.stored(interviewId, { rendering: 1, manifestSealed: sealed });
      expect([await unread("here"), await unread("there")]).toEqual([true, false]);
      await house.takes.renew(interviewId);
      await house.takes.trackFinished({ ...ended(id), endedEarly: "disk-full" });
      await house.takes.stored(interviewId, { rendering: 2, manifestSealed: sealed });
      expect(await unread("here")).toBe(false);
      expect((await house.takes.find(interviewId))?.tracks[0]?.endedEarly).toBe("disk-full");
      await house.takes.renew(interviewId);
      await house.takes.trackFinished(ended(id));
      expect((await house.takes.find(interviewId))?.tracks[0]?.endedEarly).toBe("disk-full");
    });

    it("finds what a start recovers, and which of it goes on in a room", async () => {
      const over = await begin({ status: "COMPLETED" }, "machine one");
      const lost = await begin({ room: "gone" }, "machine one");
      const live = await begin({ room: "kept" }, "machine one");
      const other = await begin({ status: "COMPLETED" }, "machine two");
      const found = new Map((await house.takes.unfinished("machine one")).map((it) => [it.interviewId, it.live]));
      expect(found).toEqual(
        new Map([[over.interviewId, false], [lost.interviewId, false], [live.interviewId, true]]),
      );
      const silent = await house.takes.silent("machine one", later(1));
      expect(silent.map((it) => it.interviewId)).toContain(other.interviewId);
      expect(await house.takes.silent("machine one", start)).toEqual([]);
    });

    it("gives a lost machine's take to one that asks first", async () => {
      const { interviewId } = await begin({}, "lost");
      const claims = ["a", "b"].map((to) => house.takes.adopt(interviewId, { from: "lost", to }, later(1)));
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
    });

    it("finds what is under way in no session and of which nothing comes, and since when", async () => {
      const alone = await begin();
      const bare = await house.addInterview({ ownerId: await house.addPerson() }); // not even a take
      const others = [
        await begin({ room: "kept" }),
        await begin({ room: "gone" }),
        await begin({ status: "COMPLETED" }),
      ];
      const known = async (since: Date) => {
        const found = new Map((await house.takes.abandoned(since)).map((it) => [it.interviewId, it.heardAt]));
        return [found.get(alone.interviewId), found.has(bare)];
      };
      expect(await known(start)).toEqual([undefined, true]);
      expect(await known(later(1))).toEqual([start, true]);
      const { trackId } = await house.fallbacks.begin(
        { trackId: house.ids.next(), interviewId: alone.interviewId, personId: alone.me },
        { node: "here", startedAt: start, now: later(3_000) },
      );
      await house.fallbacks.grew(trackId, { from: 0, bytes: 7 }, later(9_000));
      expect(await known(later(9_000))).toEqual([undefined, true]);
      expect(await known(later(9_001))).toEqual([later(9_000), true]);
      const found = (await house.takes.abandoned(later(9_001))).map((it) => it.interviewId);
      expect(others.filter((it) => found.includes(it.interviewId))).toEqual([]);
    });

    it("takes one person's part out of a stored take, which is finished again without it", async () => {
      const { guest, interviewId, mine, theirs } = await stored();
      const gone = await house.takes.deleteTracks(
        interviewId,
        { personId: guest, trackIds: [theirs.id, mine.id] },
        later(90_000),
      );
      expect(gone).toMatchObject([{ id: theirs.id, object: ended(theirs.id).object, deletedAt: later(90_000) }]);
      expect(await house.takes.deleteTracks(interviewId, { personId: guest, trackIds: [theirs.id] }, later(95_000)))
        .toEqual([]);
      expect((await house.takes.find(interviewId))?.take).toMatchObject({ state: "finishing", rendering: 2 });
      expect(await house.takes.stored(interviewId, { rendering: 1, manifestSealed: sealed })).toBe(false);
      await house.takes.forgotten(theirs.id);
      await house.takes.forgotten(mine.id);
      const tracks = (await house.takes.find(interviewId))?.tracks;
      expect(tracks?.map((it) => it.object)).toEqual([ended(mine.id).object, null]);
      expect(await house.erasure(theirs.id)).toMatchObject({ kind: "track" });
    });

    it("does not finish a track that was deleted meanwhile, and lets its person begin another", async () => {
      const { me, interviewId } = await begin();
      const first = await track(interviewId, me);
      expect(await house.takes.deleteTracks(interviewId, { personId: me, trackIds: [first.id] }, later(1_000)))
        .toHaveLength(1);
      expect(await stateOf(interviewId)).toBe("recording");
      const second = await track(interviewId, me);
      expect(second.id).not.toBe(first.id);
      await house.takes.end(interviewId, later(2_000));
      expect(await house.takes.trackFinished(ended(first.id))).toBe(false);
    });

    it("deletes no track for somebody whose it is not", async () => {
      const { me, interviewId, theirs } = await stored();
      expect(await house.takes.deleteTracks(interviewId, { personId: me, trackIds: [theirs.id] }, later(1))).toEqual(
        [],
      );
      expect(await stateOf(interviewId)).toBe("stored");
    });

    it("knows who agrees to what, and that nobody was asked outside of a session", async () => {
      const [me, other] = [await house.addPerson(), await house.addPerson()];
      const { interviewId } = await begin({ ownerId: me, room: "kept", agreed: [me, other] });
      expect(await house.takes.agreed(interviewId)).toEqual(new Map([[me, ["record"]], [other, ["record"]]]));
      const no = { personId: other, purpose: "record" } as const;
      expect(await house.takes.withdraw(interviewId, no, later(1))).toBe(true);
      expect(await house.takes.withdraw(interviewId, no, later(2))).toBe(false);
      expect(await house.takes.agreed(interviewId)).toEqual(new Map([[me, ["record"]]]));
      const silent = await begin({ room: "kept" });
      expect(await house.takes.agreed(silent.interviewId)).toEqual(new Map());
      expect(await house.takes.agreed((await begin()).interviewId)).toBeNull();
    });

    it("knows since when somebody agrees to being recorded", async () => {
      const [me, other] = [await house.addPerson(), await house.addPerson()];
      const { interviewId } = await begin({ ownerId: me, room: "kept", agreed: [me, other] });
      await house.takes.withdraw(interviewId, { personId: other, purpose: "record" }, later(1));
      const since = await house.takes.agreedSince(interviewId);
      expect([[...since?.keys() ?? []], since?.get(me)]).toEqual([[me], expect.any(Date)]);
      expect(await house.takes.agreedSince((await begin({ room: "kept" })).interviewId)).toEqual(new Map());
      expect(await house.takes.agreedSince((await begin()).interviewId)).toBeNull();
    });

    it("is finished again when what is written in it changed", async () => {
      const { interviewId } = await stored();
      await house.takes.renew(interviewId);
      expect((await house.takes.find(interviewId))?.take).toMatchObject({ state: "finishing", rendering: 2 });
    });

    it("finds the interviews of others in which somebody is heard", async () => {
      const { me, guest, interviewId } = await stored();
      expect(await house.takes.heardIn(guest)).toEqual([interviewId]);
      expect(await house.takes.heardIn(me)).toEqual([]);
      expect(await house.takes.ownedBy(me)).toEqual([interviewId]);
    });

    it("destroys the key with the first word of an erasure, which is remembered with its proof", async () => {
      const { interviewId } = await stored();
      expect(await house.takes.erase(interviewId, later(1))).toBe(true);
      expect(await house.hasKey(interviewId)).toBe(false);
      expect((await house.takes.find(interviewId))?.take).toMatchObject({ state: "erasing", manifestSealed: null });
      expect(await house.takes.erasing()).toEqual([interviewId]);
      expect(await house.takes.erase(interviewId, later(2))).toBe(false);
      await house.takes.erased(interviewId, { objects: 2 });
      expect(await house.takes.find(interviewId)).toMatchObject({ take: { state: "erased" }, tracks: [] });
      await house.deleteInterview(interviewId);
      expect(await house.takes.erasedAmong([interviewId, house.ids.next()])).toEqual(new Set([interviewId]));
      expect(await house.erasure(interviewId)).toEqual({ kind: "take", proof: { objects: 2 } });
    });

    it("erases a take that is being recorded, which then goes on nowhere", async () => {
      const { me, interviewId } = await begin();
      expect(await house.takes.erase(interviewId, later(1_000))).toBe(true);
      await expect(track(interviewId, me)).rejects.toMatchObject({ code: "closed" });
      await expect(house.takes.open({ interviewId, node: "here", openedAt: start })).rejects.toMatchObject({
        code: "closed",
      });
      expect(await house.takes.end(interviewId, later(2_000))).toBe(false);
      await house.takes.broken(interviewId, "too-late");
      expect(await stateOf(interviewId)).toBe("erasing");
    });

    it("expires what is old: its tracks are deleted, its key stays for the words", async () => {
      const { interviewId, mine } = await stored();
      const until = { now: after(90), mostDays: 90 };
      expect(await house.takes.old({ ...until, now: new Date(after(90).getTime() - 1) })).not.toContain(interviewId);
      expect(await house.takes.old(until)).toContain(interviewId);
      expect(await house.takes.expire(interviewId, { ...until, mostDays: 91 })).toBeNull();
      expect(await house.takes.expire(interviewId, until)).toBe(90);
      expect(await house.takes.expire(interviewId, until)).toBeNull();
      expect(await house.takes.leaving()).toContain(interviewId);
      expect(await house.hasKey(interviewId)).toBe(true);
      const whole = await house.takes.find(interviewId);
      expect(whole?.tracks[0]).toMatchObject({ id: mine.id, deletedAt: after(90) });
      for (const it of whole?.tracks ?? []) await house.takes.forgotten(it.id);
      expect(await house.takes.leaving()).not.toContain(interviewId);
    });

    it("keeps originals for the shortest of what its owner, its grind and this instance want", async () => {
      const me = await house.addPerson();
      const grindId = await house.addGrind(me);
      const { interviewId } = await stored({ ownerId: me, grindId });
      const alone = await stored({ ownerId: me });
      const due = async (days: number) => {
        const old = await house.takes.old({ now: after(days), mostDays: 90 });
        return [interviewId, alone.interviewId].map((it) => old.includes(it));
      };
      await house.keep({ grindId }, 30);
      expect([await due(29), await due(30), await due(90)]).toEqual([[false, false], [true, false], [true, true]]);
      await house.keep({ personId: me }, 7);
      expect([await due(6), await due(7)]).toEqual([[false, false], [true, true]]);
      await house.keep({ personId: me }, 365);
      expect([await due(29), await due(30), await due(89), await due(90)]).toEqual([
        [false, false],
        [true, false],
        [true, false],
        [true, true],
      ]);
      expect(await house.takes.expire(interviewId, { now: after(30), mostDays: 90 })).toBe(30);
    });

    it("is not moved by what somebody else wants, in whatever part they have in it", async () => {
      const { interviewId, guest } = await stored({ grindId: await house.addGrind(await house.addPerson()) });
      const elsewhere = await house.addGrind(guest);
      await house.keep({ personId: guest }, 1);
      await house.keep({ grindId: elsewhere }, 1);
      const until = { now: after(2), mostDays: 90 };
      expect(await house.takes.old(until)).not.toContain(interviewId);
      expect(await house.takes.expire(interviewId, until)).toBeNull();
    });

    it("lets go of what somebody wants longer since the list was made, and brings nothing back", async () => {
      const { me, interviewId } = await stored();
      const until = { now: after(10), mostDays: 90 };
      await house.keep({ personId: me }, 7);
      expect(await house.takes.old(until)).toContain(interviewId);
      await house.keep({ personId: me }, null);
      expect(await house.takes.expire(interviewId, until)).toBeNull();
      await house.keep({ personId: me }, 7);
      expect(await house.takes.expire(interviewId, until)).toBe(7);
      await house.keep({ personId: me }, null);
      expect(await stateOf(interviewId)).toBe("expired");
      expect(await house.takes.retry(interviewId)).toBe(false);
    });
  });
}
