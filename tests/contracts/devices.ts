import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashToken, newToken } from "../../server/kit/tokens.ts";
import type { Device, Devices } from "../../server/ports/devices.ts";

export type DevicesHouse = {
  readonly devices: Devices;
  readonly nextId: () => string;
  addPerson(name: string): Promise<string>;
  block(personId: string): Promise<void>;
  /** Statements sent since the last call. */
  statements(): number;
  close(): Promise<void>;
};

const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 5, 12, minutes));

/** What every Devices adapter owes its callers. */
export function devicesContract(name: string, open: () => Promise<DevicesHouse>): void {
  describe(`${name} as Devices`, () => {
    let house: DevicesHouse;
    let me: string;
    beforeEach(async () => {
      house = await open();
      me = await house.addPerson("Nova");
    });
    afterEach(() => house.close());

    const add = async (change: Partial<Device> = {}): Promise<{ token: string; id: string }> => {
      const { token, hash } = newToken();
      const id = house.nextId();
      const times = { createdAt: at(0), lastSeenAt: at(0), expiresAt: at(30) };
      await house.devices.add({ id, personId: me, tokenHash: hash, label: "Firefox on Linux", ...times, ...change });
      return { token, id };
    };
    const holder = (token: string, when = at(1)) => house.devices.holder(hashToken(token), when);

    it("knows who holds a token, in one statement", async () => {
      const { token, id } = await add();
      house.statements();
      expect(await holder(token)).toEqual({
        deviceId: id,
        personId: me,
        name: "Nova",
        admin: false,
        lastSeenAt: at(0),
      });
      expect(house.statements()).toBe(1);
    });

    it("knows nobody for a token never given out, the hash itself, or one that expired", async () => {
      const { token } = await add();
      expect(await holder(newToken().token)).toBeNull();
      expect(await holder(new TextDecoder("latin1").decode(hashToken(token)))).toBeNull();
      expect(await holder(token, at(30))).toBeNull();
    });

    it("knows nobody who is blocked", async () => {
      const { token } = await add();
      await house.block(me);
      expect(await holder(token)).toBeNull();
    });

    it("moves the end of a device that is used", async () => {
      const { token, id } = await add();
      await house.devices.touch(id, { lastSeenAt: at(20), expiresAt: at(50) });
      expect(await holder(token, at(45))).toMatchObject({ lastSeenAt: at(20) });
    });

    it("lists one's own that are good, last seen first", async () => {
      const other = await house.addPerson("Kim");
      const old = await add({ lastSeenAt: at(1) });
      const recent = await add({ lastSeenAt: at(2) });
      await add({ expiresAt: at(3) });
      await add({ personId: other });
      const list = await house.devices.list(me, at(5));
      expect(list.map((it) => it.id)).toEqual([recent.id, old.id]);
      expect(Object.keys(list[0] ?? {})).not.toContain("tokenHash");
    });

    it("revokes one's own and nobody else's, at once", async () => {
      const other = await house.addPerson("Kim");
      const { token, id } = await add();
      expect(await house.devices.revoke(other, id)).toBe(false);
      expect(await holder(token)).not.toBeNull();
      expect(await house.devices.revoke(me, id)).toBe(true);
      expect(await holder(token)).toBeNull();
      expect(await house.devices.revoke(me, id)).toBe(false);
    });

    it("says which of some are still there", async () => {
      const [here, gone] = [await add(), await add()];
      await house.devices.revoke(me, gone.id);
      expect(await house.devices.known([here.id, gone.id, house.nextId()])).toEqual([here.id]);
    });

    it("revokes every other one, or all", async () => {
      const other = await house.addPerson("Kim");
      const [keep, gone, theirs] = [await add(), await add(), await add({ personId: other })];
      expect(await house.devices.revokeAll(me, keep.id)).toEqual([gone.id]);
      expect(await house.devices.revokeAll(me)).toEqual([keep.id]);
      expect(await house.devices.revokeAll(me)).toEqual([]);
      expect(await holder(theirs.token)).not.toBeNull();
    });

    it("forgets what expired and nothing else", async () => {
      const { token } = await add();
      await add({ expiresAt: at(3) });
      expect(await house.devices.sweep(at(5))).toBe(1);
      expect(await holder(token, at(6))).not.toBeNull();
    });
  });
}
