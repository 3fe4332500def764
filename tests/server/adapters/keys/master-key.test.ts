import { describe, expect, it } from "vitest";
import { makeMasterKey } from "../../../../server/adapters/keys/master-key.ts";

const master = makeMasterKey(new Uint8Array(32).fill(1));
const other = makeMasterKey(new Uint8Array(32).fill(2));
const words = new TextEncoder().encode("what was said in a room".repeat(40));

describe("bytes that are sealed", () => {
  it.each([[0], [1], [words.length]])("open again to the same, at %i bytes", (length) => {
    const bytes = words.slice(0, length);
    expect(master.unseal(master.seal(bytes, "room a"), "room a")).toEqual(bytes);
  });

  it("look different each time and hold nothing that can be read", () => {
    const [one, two] = [master.seal(words, "room a"), master.seal(words, "room a")];
    expect(one).not.toEqual(two);
    expect(Buffer.from(one).includes("room")).toBe(false);
  });

  it("open for nobody else: another name, another key, a changed bit, a cut end", () => {
    const sealed = master.seal(words, "room a");
    expect(() => master.unseal(sealed, "room b")).toThrow(expect.objectContaining({ code: "internal" }));
    expect(() => other.unseal(sealed, "room a")).toThrow(expect.objectContaining({ code: "unavailable" }));
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => master.unseal(changed, "room a"), `byte ${at}`).toThrow();
    }
    for (const length of [0, 1, 30, sealed.length - 1]) {
      expect(() => master.unseal(sealed.slice(0, length), "room a"), `${length} bytes`).toThrow();
    }
  });

  it("never pass for a wrapped key, nor a wrapped key for them", () => {
    const key = new Uint8Array(32).fill(9);
    expect(() => master.unwrap(master.seal(key, "an-interview"), "an-interview")).toThrow();
    expect(() => master.unseal(master.wrap(key, "an-interview"), "an-interview")).toThrow();
  });
});
