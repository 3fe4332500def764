import { expect, it } from "vitest";
import { adviceFor } from "../../../server/native/doctor/advice.mjs";

type Hop = Parameters<typeof adviceFor>[0][number];

const port = 40_000;
const hop = (name: "udp" | "tcp", more: Partial<Hop>): Hop => ({
  ...{ name, target: `${more.host}:${port}`, port, state: "failed", found: "nobody answers", code: "silent" },
  ...more,
});
const blocked = (host: string, more: Partial<Hop> = {}) => [hop("udp", { host, ...more }), hop("tcp", { host })];

it("says nothing when nothing fails", async () => {
  expect(await adviceFor([hop("udp", { host: "203.0.113.7", state: "ok" })], { host: "203.0.113.7" })).toBeUndefined();
});

it.each([
  ["opens the port where page and media have one address", "203.0.113.7", /^Open port 40000 for UDP and TCP in every/],
  ["opens the port at another outer address, such as behind a CDN", "198.51.100.9", /^Open port 40000 .* at 198\.51/],
  ["corrects an address that only the server's network knows", "192.168.1.20", /set RTC_ANNOUNCED_ADDRESS .* 203\.0/],
  ["corrects the server's own loopback", "127.0.0.1", /^The server announces 127\.0\.0\.1, .* page at 203\.0\.113\.7:/],
  ["corrects an inner address of IPv6", "fd00::1", /^The server announces fd00::1/],
  ["corrects a name that is not known", "nobody.invalid", /^The server announces nobody\.invalid/],
])("%s", async (_, announced, words) => {
  const advice = await adviceFor(blocked(announced), { host: "203.0.113.7" });
  expect(advice).toMatchObject({ name: "udp", target: `${announced}:${port}` });
  expect(advice?.whatToDo).toMatch(words);
});

it("names this machine's own firewall when that is what holds it back", async () => {
  const advice = await adviceFor(blocked("203.0.113.7", { code: "EPERM" }), { host: "203.0.113.7" });
  expect(advice?.whatToDo).toBe("Let this machine's own firewall pass UDP out to port 40000.");
});

it("keeps two nodes at one port apart", async () => {
  const advice = await adviceFor(blocked("203.0.113.7", { code: "stranger" }), { host: "203.0.113.7" });
  expect(advice?.whatToDo).toMatch(/^Something else answers at 203\.0\.113\.7, port 40000: give each node an RTC_PORT/);
});
