import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import {
  addressIn,
  kinds,
  longTermKey,
  parts,
  provenBy,
  read,
  refusalIn,
  write,
} from "../../../server/native/doctor/stun.mjs";

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ""), "hex");
const password = "VOkJxbRl1RmTxUk/WvJxBt";

/** The examples of RFC 5769. */
const answer = hex(`0101003c2112a442b7e7a701bc34d686fa87dfae 8022000b7465737420766563746f7220
  002000080001a147e112a643 000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7 80280004c07d4c96`);
const answer6 = hex(`010100482112a442b7e7a701bc34d686fa87dfae 8022000b7465737420766563746f7220
  002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9 00080014a382954e4be67bf11784c97c8292c275bfe3ed41 80280004c8fb0b4c`);
const longTerm = hex(`000100602112a44278ad3433c6ad72c029da412e 00060012e3839ee38388e383aae38383e382af e382b90000
  0015001c662f2f3439396b39353464364f4c33346f4c394653547679 3634734100140 00b6578616d706c652e6f726700
  00080014f67024656dd64a3e02b8e0712e85c9a28ca89666`);

const found = (bytes: Buffer) => {
  const message = read(bytes);
  if (!message) throw new Error("it could not be read");
  return message;
};

describe("a message of STUN", () => {
  it("is read as the standard's examples say", () => {
    expect(addressIn(found(answer), parts.mapped)).toBe("192.0.2.1:32853");
    expect(addressIn(found(answer6), parts.mapped)).toBe("[2001:db8:1234:5678:11:2233:4455:6677]:32853");
    expect(provenBy(found(answer), password)).toBe(true);
    expect(provenBy(found(answer6), password)).toBe(true);
  });

  it("proves itself with long-term credentials", () => {
    const who = { username: "マトリックス", realm: "example.org", credential: "TheMatrIX" };
    expect(provenBy(found(longTerm), longTermKey(who))).toBe(true);
    expect(provenBy(found(longTerm), longTermKey({ ...who, credential: "another" }))).toBe(false);
  });

  it("is written as it is read, with a fingerprint at its end", () => {
    const transaction = Buffer.alloc(12, 7);
    const bytes = write({ kind: kinds.binding, transaction, parts: [[parts.username, "abc:de"]], key: password });
    const message = found(bytes);
    expect(message.kind).toBe(kinds.binding);
    expect(message.transaction).toEqual(transaction);
    expect(message.parts.get(parts.username)?.toString()).toBe("abc:de");
    expect(provenBy(message, password)).toBe(true);
    expect(provenBy(message, "another")).toBe(false);
    expect(bytes.readUInt32BE(bytes.length - 8)).toBe(0x8028_0004);
  });

  it("is not believed when a bit of it is another", () => {
    for (let at = 20; at < answer.length - 32; at++) {
      const changed = Buffer.from(answer);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const message = read(changed);
      expect(message !== undefined && provenBy(message, password)).toBe(false);
    }
  });

  it("says why it refuses", () => {
    const value = Buffer.from([0, 0, 4, 38]);
    expect(refusalIn(found(write({ kind: 0x0111, parts: [[parts.errorCode, value]] })))).toBe(438);
    expect(refusalIn(found(answer))).toBeUndefined();
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["too little", answer.subarray(0, 19)],
    ["half of one", answer.subarray(0, 40)],
    ["media", Buffer.alloc(60, 0x80)],
    ["a part that says it is longer", hex("010100082112a442b7e7a701bc34d686fa87dfae 0020ffff00000000")],
  ])("is not found in %s", (_, bytes) => {
    expect(read(bytes)).toBeUndefined();
  });
});
