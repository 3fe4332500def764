import { expect, it } from "vitest";
import { makeLog } from "../../../server/kit/log.ts";
import { lookUpAt, mediaAddress } from "../../../server/rooms/announced-address.ts";

const address = (ip: string, internal = false) => ({
  address: ip,
  family: "IPv4" as const,
  internal,
  netmask: "255.255.255.0",
  mac: "",
  cidr: null,
});
const interfaces = { lo: [address("127.0.0.1", true)], docker0: [address("172.17.0.1")], eth0: [address("192.0.2.7")] };
const names: Readonly<Record<string, readonly string[]>> = {
  "grind.example": ["2001:db8::7", "203.0.113.5"],
  "six.example": ["2001:db8::7"],
  "hosts-file.example": ["127.0.1.1"],
  "localhost": ["::1", "127.0.0.1"],
};

const at = async (where: Partial<Parameters<typeof mediaAddress>[0]>) => {
  const lines: { message: string; error?: string }[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as { message: string });
  const log = makeLog({ level: "info", format: "json", write, now: () => 0 });
  const lookUp = (name: string) => {
    const found = names[name];
    return found ? Promise.resolve(found) : Promise.reject(new Error(`getaddrinfo ENOTFOUND ${name}`));
  };
  const said = { host: "127.0.0.1", rtcHost: null, set: null, publicUrl: null, ...where };
  return { ...await mediaAddress(said, { lookUp, log, interfaces }), lines };
};

it("is what the operator set, before anything else", async () => {
  const { announced, lines } = await at({ set: "198.51.100.4", publicUrl: "https://grind.example", host: "0.0.0.0" });
  expect([announced, lines]).toEqual(["198.51.100.4", []]);
});

it("is the address of the public name, because Firefox and Safari take no names", async () => {
  const { announced, lines } = await at({ publicUrl: "https://grind.example" });
  expect(announced).toBe("203.0.113.5");
  expect(lines).toMatchObject([{ level: "info", announced: "203.0.113.5" }]);
  expect(await at({ set: "grind.example" })).toMatchObject({ announced: "203.0.113.5" });
  expect(await at({ set: "six.example" })).toMatchObject({ announced: "2001:db8::7", listenHost: "::" });
});

it.each(["nowhere.example", "hosts-file.example"])(
  "stays a name that has no address for others, and the log says what to do: %s",
  async (name) => {
    const { announced, listenHost, lines } = await at({ publicUrl: `https://${name}` });
    expect([announced, listenHost]).toEqual([name, "0.0.0.0"]);
    expect(lines).toMatchObject([{ level: "warn", message: expect.stringContaining("set RTC_ANNOUNCED_ADDRESS") }]);
  },
);

it("is this machine's own address, never that of a container bridge", async () => {
  expect(await at({ host: "0.0.0.0" })).toMatchObject({ listenHost: "0.0.0.0", announced: "192.0.2.7" });
});

it("is nothing while the server listens to one address only", async () => {
  expect(await at({})).toMatchObject({ listenHost: "127.0.0.1", announced: null });
  expect(await at({ host: "localhost" })).toMatchObject({ listenHost: "127.0.0.1", announced: null });
  expect(await at({ publicUrl: "http://localhost:3000" })).toMatchObject({ listenHost: "127.0.0.1" });
});

it("is listened for everywhere once others are told of one, however narrow the page listens behind its proxy", async () => {
  for (const host of ["127.0.0.1", "10.0.0.5", "0.0.0.0"]) {
    expect(await at({ host, publicUrl: "https://grind.example" })).toMatchObject({ listenHost: "0.0.0.0" });
    expect(await at({ host, set: "203.0.113.5" })).toMatchObject({ listenHost: "0.0.0.0" });
  }
  expect(await at({ host: "::", set: "203.0.113.5" })).toMatchObject({ listenHost: "::" });
});

it("is listened for where the operator says, and announced there if nothing else is", async () => {
  const rtcHost = "10.0.0.9";
  expect(await at({ rtcHost, publicUrl: "https://grind.example" })).toMatchObject({
    listenHost: rtcHost,
    announced: "203.0.113.5",
  });
  expect(await at({ rtcHost })).toMatchObject({ listenHost: rtcHost, announced: rtcHost });
  expect(await at({ rtcHost: "0.0.0.0" })).toMatchObject({ listenHost: "0.0.0.0", announced: "192.0.2.7" });
});

it("is looked up with this machine's own resolver", async () => {
  expect(await lookUpAt(40_000)("localhost")).toEqual(expect.arrayContaining([expect.stringMatching(/^(127\.|::1)/)]));
  await expect(lookUpAt(40_000)("nowhere.invalid")).rejects.toThrow();
});
