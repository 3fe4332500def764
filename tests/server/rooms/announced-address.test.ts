import { expect, it } from "vitest";
import { announcedAddress } from "../../../server/rooms/announced-address.ts";

const address = (ip: string, internal = false) => ({
  address: ip,
  family: "IPv4" as const,
  internal,
  netmask: "255.255.255.0",
  mac: "",
  cidr: null,
});
const machine = { lo: [address("127.0.0.1", true)], docker0: [address("172.17.0.1")], eth0: [address("192.0.2.7")] };
const everywhere = { set: null, publicUrl: null, host: "0.0.0.0" };

it("is what the operator set, before anything else", () => {
  expect(announcedAddress({ ...everywhere, set: "198.51.100.4", publicUrl: "https://grind.example" }, machine)).toBe(
    "198.51.100.4",
  );
});

it("is the public name where there is one", () => {
  expect(announcedAddress({ ...everywhere, publicUrl: "https://grind.example" }, machine)).toBe("grind.example");
});

it("is this machine's own address, never that of a container bridge", () => {
  expect(announcedAddress(everywhere, machine)).toBe("192.0.2.7");
});

it("is nothing while the server listens to one address only", () => {
  expect(announcedAddress({ ...everywhere, host: "127.0.0.1" }, machine)).toBeNull();
});
