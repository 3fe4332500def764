import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { dataFolder, freePort, runs, startHouse } from "../kit/house.ts";
import { until } from "../kit/until.ts";

describe("npm start", () => {
  it("serves with an embedded database, offers the demo account, and says where", async () => {
    const house = await startHouse({ DATA_DIR: await dataFolder() });
    try {
      const instance = await (await fetch(`${house.url}/api/v1/instance`)).json();
      expect(instance.demo.email).toContain("@");
      expect(house.output()).toContain(house.url);
      const { email, password } = instance.demo;
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ email, password });
      const signedIn = await fetch(`${house.url}/api/v1/account/sign-in`, { method: "POST", headers, body });
      const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      await signedIn.body?.cancel();
      const ask = async (path: string) =>
        await (await fetch(`${house.url}/api/v1${path}`, { headers: { cookie } })).json();
      const [grind] = (await ask("/grinds")).rows;
      expect((await ask(`/grinds/${grind.id}/tasks?limit=100`)).rows.length).toBeGreaterThanOrEqual(30);
    } finally {
      await house.signal("SIGTERM");
    }
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "stops everything in order at %s and leaves no process behind",
    async (signal) => {
      const house = await startHouse({ DATA_DIR: await dataFolder(), RTC_ANNOUNCED_ADDRESS: "localhost" });
      // The fence lets it ask for the address of that name.
      expect(house.output()).toMatch(/media worker runs .*announced=(127\.|::1)/);
      const family = house.family();
      expect(family.length).toBeGreaterThanOrEqual(3); // the server, its media worker, the database
      expect(await house.signal(signal)).toBe(0);
      expect(family.filter(runs)).toEqual([]);
    },
  );

  it("closes by itself when its launcher is killed, and the next start goes on with everything kept", async () => {
    const env = { DATA_DIR: await dataFolder(), PORT: String(await freePort()), RTC_PORT: String(await freePort()) };
    const first = await startHouse(env);
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ name: "Noor Haddad", email: "noor@example.com", password: "a long enough password" });
    const made = await fetch(`${first.url}/api/v1/account/sign-up`, { method: "POST", headers, body });
    const cookie = made.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    await made.body?.cancel();
    const server = first.server();
    await first.signal("SIGKILL");
    await until(() => !runs(server));
    const second = await startHouse(env);
    try {
      const me = await (await fetch(`${second.url}/api/v1/me`, { headers: { cookie } })).json();
      expect(me.name).toBe("Noor Haddad");
    } finally {
      const family = second.family();
      await second.signal("SIGTERM");
      expect(family.filter(runs)).toEqual([]);
    }
  });

  it("says in one sentence that its port is taken", async () => {
    const port = await freePort();
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    await expect(startHouse({ DATA_DIR: await dataFolder(), PORT: String(port) })).rejects.toThrow(
      /[Pp]ort.*\d+.*PORT/s,
    );
    other.close();
  });
});
