import { describe, expect, it } from "vitest";
import { network } from "../../../server/accounts/allowances.ts";

describe("the network of an address", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::FFFF:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8:1:2:ffff::", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["", ""],
  ])("of %s is %s", (address, expected) => expect(network(address)).toBe(expected));

  it("is another for neighbours who have a network of their own", () => {
    expect(network("2001:db8:1:3::1")).not.toBe(network("2001:db8:1:2::1"));
    expect(network("192.0.2.8")).not.toBe(network("192.0.2.7"));
  });
});
