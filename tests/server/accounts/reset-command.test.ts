import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataFolder, freePort, startHouse } from "../../kit/house.ts";

let env: Record<string, string> & { DATA_DIR: string };
beforeAll(async () => {
  env = { DATA_DIR: await dataFolder(), PORT: String(await freePort()), RTC_PORT: String(await freePort()) };
});
afterAll(() => rmSync(env.DATA_DIR, { recursive: true, force: true }));

const json = (body: unknown) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const noor = { name: "Noor Haddad", email: "noor@example.com", password: "a long enough password" };

async function command(...given: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn("node", ["server/reset-password.mjs", ...given], {
    env: { ...process.env, DATABASE_URL: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said += String(chunk));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said };
}

const linkIn = (said: string): string => /\/reset#token=([\w-]{43})$/m.exec(said)?.[1] ?? "";

/** Whether any process works with our folder. */
function inUse(): boolean {
  return readdirSync("/proc").filter((it) => /^\d+$/.test(it)).some((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(env.DATA_DIR);
    } catch {
      return false; // it ended while we looked
    }
  });
}

describe("npm run reset-password", () => {
  it("says what is missing and touches nothing before there is a database", async () => {
    expect(await command()).toMatchObject({ code: 1, said: expect.stringMatching(/^Say whose password.*\n$/) });
    expect(await command(noor.email)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^There is no database.*\n$/),
    });
    expect(readdirSync(env.DATA_DIR)).toEqual([]);
  });

  it("makes a link that works once, with the server running and with it stopped", { timeout: 120_000 }, async () => {
    const house = await startHouse(env);
    try {
      const call = async (path: string, body: unknown): Promise<number> => {
        const answer = await fetch(`${house.url}/api/v1/account${path}`, json(body));
        await answer.body?.cancel();
        return answer.status;
      };
      expect(await call("/sign-up", noor)).toBe(201);
      const { code, said } = await command(noor.email.toUpperCase());
      expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining(`${house.url}/reset#token=`) });
      expect(await call("/reset", { token: linkIn(said), password: "a new long password" })).toBe(204);
      expect(await call("/reset", { token: linkIn(said), password: "a third long password" })).toBe(410);
      expect(await call("/sign-in", { ...noor, password: "a new long password" })).toBe(200);
    } finally {
      house.launcher.kill("SIGTERM");
      await house.gone;
    }
    const stopped = await command(noor.email);
    expect(stopped.code).toBe(0);
    expect(linkIn(stopped.said)).toHaveLength(43);
    expect(inUse()).toBe(false);
    expect(await command("nobody@example.com")).toMatchObject({
      code: 2,
      said: "There is no account with this address. Nothing was changed.\n",
    });
    expect(inUse()).toBe(false);
  });
});
