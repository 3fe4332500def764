import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newToken } from "../../server/kit/tokens.ts";
import type { InterviewTokens } from "../../server/ports/interview-tokens.ts";

export type InterviewTokensHouse = {
  readonly tokens: InterviewTokens;
  addPerson(name: string): Promise<string>;
  addDevice(personId: string, expiresAt: Date): Promise<string>;
  addInterview(ownerId: string): Promise<string>;
  signOut(deviceId: string): Promise<void>;
  block(personId: string): Promise<void>;
  deleteInterview(interviewId: string): Promise<void>;
  close(): Promise<void>;
};

const minute = (at: number): Date => new Date(Date.UTC(2026, 2, 1, 9, at));

/** What every InterviewTokens adapter owes its callers. */
export function interviewTokensContract(name: string, open: () => Promise<InterviewTokensHouse>): void {
  describe(`${name} as InterviewTokens`, () => {
    let house: InterviewTokensHouse;
    let [me, device, interview] = ["", "", ""];
    beforeAll(async () => void (house = await open()));
    beforeEach(async () => {
      me = await house.addPerson("Nova");
      device = await house.addDevice(me, minute(60));
      interview = await house.addInterview(me);
    });
    afterAll(() => house?.close());

    const make = async (expiresAt = minute(5)) => {
      const { hash: tokenHash } = newToken();
      await house.tokens.add({ tokenHash, interviewId: interview, deviceId: device, expiresAt });
      return tokenHash;
    };
    const use = (hash: Uint8Array<ArrayBuffer>, at = minute(1), id = interview) => house.tokens.use(hash, id, at);

    it("tells who comes in, once", async () => {
      const hash = await make();
      expect(await use(hash)).toEqual({ personId: me, deviceId: device, name: "Nova", admin: false });
      expect(await use(hash)).toBeNull();
    });

    it("lets one of two in that come at once", async () => {
      const hash = await make();
      const came = await Promise.all([use(hash), use(hash), use(hash)]);
      expect(came.filter(Boolean)).toHaveLength(1);
    });

    it("is for its interview alone, and is not used up at another one", async () => {
      const hash = await make();
      expect(await use(hash, minute(1), await house.addInterview(me))).toBeNull();
      expect(await use(hash)).not.toBeNull();
    });

    it("knows no token that nobody asked for", async () => {
      expect(await use(newToken().hash)).toBeNull();
    });

    it("ends in time", async () => {
      expect(await use(await make(minute(5)), minute(5))).toBeNull();
    });

    it("ends with its device, its person and its interview", async () => {
      const [signedOut, gone] = [await make(), await make()];
      await house.signOut(device);
      expect(await use(signedOut)).toBeNull();
      device = await house.addDevice(me, minute(3));
      expect(await use(await make(), minute(4)), "its device's time is over").toBeNull();
      device = await house.addDevice(me, minute(60));
      const blocked = await make();
      await house.block(me);
      expect(await use(blocked)).toBeNull();
      await house.deleteInterview(interview);
      expect(await use(gone)).toBeNull();
    });

    it("keeps the newest few of an interview", async () => {
      const hashes = [];
      for (let at = 5; at < 12; at++) hashes.push(await make(minute(at)));
      const came = await Promise.all(hashes.map((it) => use(it)));
      expect(came.map((it) => it !== null)).toEqual([false, false, true, true, true, true, true]);
    });

    it("forgets what expired", async () => {
      await house.tokens.sweep(minute(50));
      await make(minute(5));
      const good = await make(minute(9));
      expect(await house.tokens.sweep(minute(6))).toBe(1);
      expect(await use(good, minute(7))).not.toBeNull();
    });
  });
}
