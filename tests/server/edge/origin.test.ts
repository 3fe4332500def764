import { expect, it } from "vitest";
import { callerAddress, checkOrigin, type Door, ourUrl } from "../../../server/edge/origin.ts";

const local: Door = { publicUrl: null, tls: false, trustedProxies: 0 };
const headers = (all: Record<string, string>) => (name: string): string | undefined => all[name];

it.each(["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "192.168.1.20:3000", "localhost"])(
  "answers under %s",
  (host) => {
    expect(ourUrl(local, headers({ host }))).toBe(`http://${host}`);
  },
);

it.each(["evil.example", "localhost.evil.example:3000", "", "127.0.0.1.evil.example"])(
  "refuses the name %j that somebody pointed at us",
  (host) => {
    expect(() => ourUrl(local, headers({ host }))).toThrow("PUBLIC_URL");
  },
);

it("uses the public address in links, whatever name it was asked under", () => {
  const door = { ...local, publicUrl: "https://grind.example" };
  expect(ourUrl(door, headers({ host: "evil.example" }))).toBe("https://grind.example");
});

it.each([
  [{ origin: "http://evil.example" }],
  [{ origin: "http://localhost:3001" }],
  [{ origin: "https://localhost:3000" }],
  [{ origin: "null" }],
  [{ "sec-fetch-site": "cross-site" }],
  [{ "sec-fetch-site": "same-site" }],
])("refuses a change asked for by a page of %j", (sent) => {
  expect(() => checkOrigin("http://localhost:3000", "POST", headers(sent as Record<string, string>))).toThrow(
    "another site",
  );
});

it("lets our own page and clients that are no browsers change things", () => {
  checkOrigin(
    "http://localhost:3000",
    "POST",
    headers({ origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }),
  );
  checkOrigin("http://localhost:3000", "DELETE", headers({}));
  expect(() => checkOrigin("http://localhost:3000", "GET", headers({ origin: "http://evil.example" }))).not.toThrow();
});

it("believes the address in a header only as far as our own proxies wrote it", () => {
  const forged = headers({ "x-forwarded-for": "6.6.6.6, 203.0.113.9" });
  expect(callerAddress(local, forged, "10.0.0.1")).toBe("10.0.0.1");
  expect(callerAddress({ ...local, trustedProxies: 1 }, forged, "10.0.0.1")).toBe("203.0.113.9");
  expect(callerAddress({ ...local, trustedProxies: 1 }, headers({ "x-forwarded-for": "rubbish" }), "10.0.0.1")).toBe(
    "10.0.0.1",
  );
});

it.each([
  ["6.6.6.6, 203.0.113.9:4711", "203.0.113.9"],
  ["6.6.6.6, [2001:db8::1]:4711", "2001:db8::1"],
  ["6.6.6.6, [2001:db8::1]", "2001:db8::1"],
  ["6.6.6.6, unknown", "10.0.0.1"],
  ["6.6.6.6,", "10.0.0.1"],
])("takes no address that the caller wrote for our proxy's: %s", (forwarded, address) => {
  const door = { ...local, trustedProxies: 1 };
  expect(callerAddress(door, headers({ "x-forwarded-for": forwarded }), "10.0.0.1")).toBe(address);
});
