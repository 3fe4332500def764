import { describe, expect, it } from "vitest";
import { limits } from "../../../proto/limits.ts";
import { type Arrival, arrive, inviteState, requireOpen, shortEmail } from "../../../server/domain/invite.ts";
import { AppError } from "../../../server/kit/errors.ts";

const nowMs = Date.UTC(2026, 0, 5);
const invite = { uses: 0, maxUses: 3, expiresAt: new Date(nowMs + 1), revokedAt: null, email: null };

function outcome<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe("an invite", () => {
  it.each([
    ["is open while it has uses and time", invite, "open"],
    ["is open with one use left", { ...invite, uses: 2 }, "open"],
    ["is used up with its last use", { ...invite, uses: 3 }, "used-up"],
    ["has expired in the very moment it names", { ...invite, expiresAt: new Date(nowMs) }, "expired"],
    ["is revoked whatever else holds", { ...invite, uses: 3, revokedAt: new Date(nowMs - 5) }, "revoked"],
    ["is used up rather than expired when both hold", { ...invite, uses: 3, expiresAt: new Date(0) }, "used-up"],
  ])("%s", (_, row, state) => {
    expect(inviteState(row, nowMs)).toBe(state);
    expect(outcome(() => requireOpen(row, nowMs))).toBe(state === "open" ? undefined : "closed");
  });
});

describe("arriving with an invite", () => {
  const arrival: Arrival = { invite, email: "omar@example.com", inside: false, members: 4, grinds: 2 };
  const used = { ...invite, uses: 3 };
  it.each<[string, Partial<Arrival>, boolean | string]>([
    ["lets somebody in", {}, true],
    ["does nothing for who is in", { inside: true }, false],
    ["does nothing for who is in, even when it is used up and for another address", {
      inside: true,
      invite: { ...used, email: "nova@example.com" },
    }, false],
    ["is refused when it is used up", { invite: used }, "closed"],
    ["lets the invited address in", { invite: { ...invite, email: "omar@example.com" } }, true],
    ["refuses another address", { invite: { ...invite, email: "nova@example.com" } }, "forbidden"],
    ["says closed rather than whose it was", { invite: { ...used, email: "nova@example.com" } }, "closed"],
    ["is refused by a full grind", { members: limits.membersPerGrind }, "conflict"],
    ["is refused by who is in too many grinds", { grinds: limits.grindsPerPerson }, "conflict"],
  ])("%s", (_, change, expected) => {
    expect(outcome(() => arrive({ ...arrival, ...change }, nowMs))).toBe(expected);
  });
});

it.each([
  ["nova@example.com", "n…@example.com"],
  ['"a@b"@example.com', '"…@example.com'],
  ["𝒩ova@example.com", "𝒩…@example.com"],
])("shortens %s to %s", (email, short) => {
  expect(shortEmail(email)).toBe(short);
});
