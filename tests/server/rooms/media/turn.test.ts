import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { turnServers } from "../../../../server/rooms/media/turn.ts";
import { fakeClock } from "../../../kit/clock.ts";

const clock = fakeClock();
const turn = {
  urls: ["turn:turn.example.org:3478?transport=udp", "turns:turn.example.org"],
  secret: "a long shared secret",
};

it("gives nobody anything where no relay is set up", () => {
  expect(turnServers({ turn: null, clock })("ada")).toEqual([]);
});

it("gives credentials that coturn can check and that end by themselves", () => {
  const [server] = turnServers({ turn, clock })("01997f5c-0000-7000-8000-000000000001");
  expect(server?.urls).toEqual(turn.urls);
  const [until, who] = server?.username.split(":") ?? [];
  expect(Number(until)).toBe(clock.now() / 1_000 + 12 * 3_600);
  expect(who).toMatch(/^[\da-f]{12}$/);
  const expected = createHmac("sha1", turn.secret).update(server?.username ?? "").digest("base64");
  expect(server?.credential).toBe(expected);
});

it("tells one person from another without saying who they are", () => {
  const servers = turnServers({ turn, clock });
  expect(servers("ada")).toEqual(servers("ada"));
  expect(servers("ada")[0]?.username).not.toBe(servers("bo")[0]?.username);
  expect(JSON.stringify(servers("ada-lovelace"))).not.toContain("ada");
});
