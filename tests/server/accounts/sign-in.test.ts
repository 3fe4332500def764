import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AccountsHouse, from, nova, openAccounts } from "../../kit/accounts.ts";

let house: AccountsHouse;
beforeEach(async () => void (house = await openAccounts()));
afterEach(() => house.close());

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

describe("signing up and in", () => {
  it("knows a newcomer by the token it hands out", async () => {
    const { person, token, expiresAt } = await house.accounts.signUp(nova(), from());
    expect(person).toMatchObject({ name: "Nova", email: "nova@example.com", admin: true, emailVerifiedAt: null });
    expect(expiresAt.getTime()).toBe(house.clock.now() + 30 * dayMs);
    expect(await house.accounts.who(token)).toMatchObject({ personId: person.id, name: "Nova", admin: true });
  });

  it("signs in with the right password and out again", async () => {
    await house.accounts.signUp(nova(), from());
    const { token } = await house.accounts.signIn(nova(), from());
    expect(await house.accounts.who(token)).not.toBeNull();
    await house.accounts.signOut(token);
    expect(await house.accounts.who(token)).toBeNull();
    expect(house.signedOut).toHaveLength(1);
  });

  it("keeps neither tokens nor passwords readable in the database", async () => {
    const { token } = await house.accounts.signUp(nova(), from());
    const kept = await house.database.db.query<{ all: string }>(
      "test.dump",
      `SELECT (SELECT string_agg(d::text, ' ') FROM devices d) || (SELECT string_agg(p::text, ' ') FROM people p)
        || (SELECT string_agg(r::text, ' ') FROM rate_limits r) AS all`,
    );
    expect(kept[0]?.all).toContain("nova@example.com");
    expect(kept[0]?.all).not.toContain(token);
    expect(kept[0]?.all).not.toContain(nova().password);
  });
});
