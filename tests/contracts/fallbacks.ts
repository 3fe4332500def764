import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FallbackRow } from "../../server/ports/takes.ts";
import type { TakesHouse } from "./takes.ts";

const start = new Date("2026-03-01T10:00:00.000Z");
const later = (ms: number): Date => new Date(start.getTime() + ms);
const sealed = new Uint8Array([1, 2, 3]);

/** What every adapter of Fallbacks owes its callers. */
export function fallbacksContract(name: string, open: () => Promise<TakesHouse>): void {
  describe(`${name} as Fallbacks`, () => {
    let house: TakesHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const begin = async (more: Partial<Parameters<TakesHouse["addInterview"]>[0]> = {}) => {
      const me = await house.addPerson();
      const interviewId = await house.addInterview({ ownerId: me, ...more });
      await house.takes.open({ interviewId, node: "here", openedAt: start });
      return { me, interviewId };
    };
    const stored = async () => {
      const made = await begin({ status: "COMPLETED" });
      await house.takes.end(made.interviewId, later(60_000));
      expect(await house.takes.stored(made.interviewId, { rendering: 1, manifestSealed: sealed })).toBe(true);
      return made;
    };
    const stateOf = async (interviewId: string) => (await house.takes.find(interviewId))?.take.state;
    const send = async (more: Partial<Parameters<TakesHouse["addInterview"]>[0]> = {}) => {
      const me = await house.addPerson();
      const interviewId = await house.addInterview({ ownerId: me, ...more, agreed: more.room ? [me] : [] });
      return { me, interviewId, fallback: await ask(interviewId, me) };
    };
    const ask = (interviewId: string, personId: string, startedAt = later(2_000)): Promise<FallbackRow> =>
      house.fallbacks.begin({ trackId: house.ids.next(), interviewId, personId }, {
        node: "here",
        startedAt,
        now: later(3_000),
      });

    it("begins at its place on the time line, and grows only where it ends", async () => {
      const { me, interviewId } = await begin({ room: "kept", agreed: [] });
      const asked = ask(interviewId, me);
      await expect(asked).rejects.toMatchObject({ code: "forbidden" });
      const mine = await send({ room: "kept" });
      expect(mine.fallback).toMatchObject({ startedMs: 0, received: 0, state: "receiving" });
      const { trackId } = await ask(mine.interviewId, mine.me, later(7_000));
      expect(await house.fallbacks.find(mine.interviewId, trackId)).toMatchObject({ startedMs: 5_000 });
      expect(await house.fallbacks.grew(trackId, { from: 0, bytes: 500 }, later(8_000))).toBe(true);
      expect(await house.fallbacks.grew(trackId, { from: 0, bytes: 500 }, later(8_000))).toBe(false);
      expect(await house.fallbacks.grew(trackId, { from: 500, bytes: 7 }, later(9_000))).toBe(true);
      expect(await house.fallbacks.find(mine.interviewId, trackId)).toMatchObject({ received: 507 });
    });

    it("belongs to nobody who did not agree, and to no other interview", async () => {
      const { interviewId, fallback } = await send({ room: "kept" });
      await expect(ask(interviewId, await house.addPerson())).rejects.toMatchObject({ code: "forbidden" });
      const other = await send();
      expect(await house.fallbacks.find(other.interviewId, fallback.trackId)).toBeNull();
    });

    it("finishes a take again that was stored, and one that nobody records", async () => {
      const again = await stored();
      const { trackId } = await ask(again.interviewId, again.me);
      expect(await house.fallbacks.complete(trackId, later(4_000))).toBe(true);
      expect(await house.fallbacks.complete(trackId, later(4_000))).toBe(false);
      expect((await house.takes.find(again.interviewId))?.take).toMatchObject({ state: "finishing", rendering: 2 });
      expect(await house.fallbacks.of(again.interviewId)).toMatchObject([{ trackId, state: "received" }]);
      const alone = await send({ status: "COMPLETED" });
      await house.fallbacks.complete(alone.fallback.trackId, later(4_000));
      expect(await stateOf(alone.interviewId)).toBe("finishing");
      const running = await send();
      await house.fallbacks.complete(running.fallback.trackId, later(4_000));
      expect((await house.takes.find(running.interviewId))?.take).toMatchObject({
        state: "recording",
        endedAt: null,
      });
    });

    it("is left out when it is refused, and found when nothing comes any more", async () => {
      const { interviewId, fallback: { trackId } } = await send();
      expect((await house.fallbacks.stale(later(3_001))).map((it) => it.trackId)).toContain(trackId);
      expect((await house.fallbacks.stale(later(3_000))).map((it) => it.trackId)).not.toContain(trackId);
      await house.fallbacks.refuse(trackId);
      expect(await house.fallbacks.find(interviewId, trackId)).toBeNull();
      expect(await house.fallbacks.of(interviewId)).toEqual([]);
    });

    it("is not begun without end, nor for a take that is gone", async () => {
      const { me, interviewId } = await send();
      for (let n = 1; n < 20; n++) await ask(interviewId, me);
      await expect(ask(interviewId, me)).rejects.toMatchObject({ code: "too-many" });
      const gone = await stored();
      await house.takes.erase(gone.interviewId, later(1));
      await expect(ask(gone.interviewId, gone.me)).rejects.toMatchObject({ code: "closed" });
    });
  });
}
