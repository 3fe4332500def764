import { describe, expect, it } from "vitest";
import { Reception, type Step } from "../../../../server/interviewer/bridge/reception.ts";
import { Chance } from "../../../kit/chance.ts";

/** A frame of 20 ms that carries its number. */
const packet = (number: number, more: { timestamp?: number; ssrc?: number } = {}) => ({
  payloadType: 100,
  sequence: number & 0xffff,
  timestamp: (number * 960) >>> 0,
  ssrc: 1,
  payload: Uint8Array.of(0x78, number >> 8 & 0xff, number & 0xff),
  ...more,
});
const shown = (steps: readonly Step[]): string =>
  steps.map((it) => {
    if (it.is === "play" || it.is === "mend") {
      return `${it.is === "mend" ? "+" : ""}${(it.payload[1] ?? 0) << 8 | (it.payload[2] ?? 0)}`;
    }
    return it.is === "conceal" ? "~" : "_";
  }).join(" ");

describe("what is received of a voice", () => {
  it("is played at once while it comes in order, also past the end of its numbers", () => {
    const reception = new Reception(0);
    const played = [65_534, 65_535, 65_536, 65_537].map((n, at) => shown(reception.take(packet(n), at * 20)));
    expect(played).toEqual(["65534", "65535", "0", "1"]);
  });

  it("is put in order when one packet overtakes another", () => {
    const reception = new Reception(0);
    expect(shown(reception.take(packet(1), 0))).toBe("1");
    expect(shown(reception.take(packet(3), 30))).toBe("");
    expect(shown(reception.take(packet(2), 40))).toBe("2 3");
  });

  it("is mended from the packet after the one that is lost, and what comes late is not heard twice", () => {
    const reception = new Reception(0);
    reception.take(packet(1), 0);
    expect(shown(reception.take(packet(3), 40))).toBe("");
    expect(shown(reception.due(50))).toBe("");
    expect(shown(reception.due(61))).toBe("+3 3");
    expect(shown(reception.take(packet(2), 70))).toBe("");
    expect(shown(reception.take(packet(3), 71))).toBe("");
    expect(shown(reception.take(packet(4), 72))).toBe("4");
  });

  it("is carried on over a few lost packets, and silent over many", () => {
    const reception = new Reception(0);
    reception.take(packet(1), 0);
    reception.take(packet(4), 60);
    expect(shown(reception.due(81))).toBe("~ +4 4");
    const long = shown(reception.due(400)) + " " + shown(reception.take(packet(30), 600)) + shown(reception.due(621));
    expect(long).toMatch(/^_( _)+ ~ ~ ~ ~ \+30 30$/);
    expect(long.split(" ").length - 1).toBe(25);
  });

  it("becomes silence in time while nothing comes, as long as that lasted and no longer", () => {
    const reception = new Reception(0);
    reception.take(packet(1), 0);
    const steps: Step[] = [];
    for (let nowMs = 10; nowMs <= 1_000; nowMs += 10) steps.push(...reception.due(nowMs));
    expect(steps.length).toBe(47);
    // Its clock ran on: the pause was 49 frames, of which three were waited for.
    expect(shown(reception.take(packet(2, { timestamp: 51 * 960 }), 1_000))).toBe("_ _ 2");
    // Its clock says an hour.
    expect(shown(reception.take(packet(3, { timestamp: 48_000 * 3_600 }), 1_020))).toBe("3");
  });

  it("loses nothing when the network held a second back", () => {
    const reception = new Reception(0);
    reception.take(packet(0), 0);
    reception.due(1_000);
    const burst = Array.from({ length: 50 }, (_, n) => shown(reception.take(packet(n + 1), 1_001)));
    expect(burst.join(" ")).toBe(Array.from({ length: 50 }, (_, n) => n + 1).join(" "));
  });

  it("begins anew with another stream, and with a leap of its numbers", () => {
    const reception = new Reception(0);
    reception.take(packet(1), 0);
    expect(reception.begins(packet(2))).toBe(false);
    expect(reception.begins(packet(9, { ssrc: 2 }))).toBe(true);
    expect(shown(reception.take(packet(9, { ssrc: 2 }), 20))).toBe("9");
    expect(shown(reception.take(packet(20_000, { ssrc: 2 }), 40))).toBe("20000");
  });

  it("makes at most a second of silence up for a time in which nobody ran it", () => {
    const reception = new Reception(0);
    reception.take(packet(1), 0);
    expect(reception.due(60_000).length).toBe(50);
  });

  it("keeps its pace and its memory whatever comes", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const chance = new Chance(seed);
      const reception = new Reception(0);
      let [nowMs, frames] = [0, 0];
      for (let n = 0; n < 2_000; n++) {
        nowMs += chance.below(20);
        const wild = chance.below(10) === 0;
        const sequence = wild ? chance.below(65_536) : n;
        const timestamp = wild ? chance.below(2 ** 31) * 2 : n * 960;
        frames += reception.take(packet(sequence, { timestamp }), nowMs).length + reception.due(nowMs).length;
      }
      expect(frames).toBeLessThan(2_000 + nowMs / 20 + 2_000 * 6);
    }
  });
});
