import type { Rtp } from "./rtp.ts";

/** A packet in its place. Sequence and time count on where their 16 and 32 bits wrap around. */
export type Ordered = {
  readonly sequence: number;
  /** In units of the codec's clock. */
  readonly time: number;
  readonly atUs: number;
  readonly marker: boolean;
  readonly payload: Uint8Array;
  /** So many right before it never came. */
  readonly missing: number;
  /** A new beginning: neither sequence nor time can be compared with what was before. */
  readonly fresh: boolean;
};

type Held = Pick<Rtp, "sequence" | "timestamp" | "marker" | "payload"> & { readonly atUs: number };

/** Retransmissions come within it. Longer waits for what nobody sends any more, shorter gives up what is under way. */
const patienceUs = 1_200_000;
/** The most that waits for one that is missing: at 2.5 Mbit/s more than patience needs. */
const maxHeld = 1_024;
/** The first packets may come in any order as well: so many, or for so long, are looked at before one is the first. */
const settlePackets = 8;
const settleUs = 300_000;
/** Farther off than any loss or delay: a stray, or the beginning of something else. */
const maxStray = 3_000;
/** How far RTP time may run ahead of the clock on the wall, or back, between two packets that follow each other. */
const maxAheadUs = 2_000_000;
const maxBackUs = 200_000;

/** Puts the packets of one SSRC into order, with little memory whatever comes. */
export class Order {
  spare = 0;
  stray = 0;
  readonly #usPerTick: number;
  readonly #held = new Map<number, Held>();
  #settling = true;
  #next = 0;
  #highest = 0;
  #probation: Held | undefined;
  #last: { readonly time: number; readonly atUs: number } | undefined;

  constructor(clockRate: number) {
    this.#usPerTick = 1e6 / clockRate;
  }

  /** What is in order now that this one came. */
  push(packet: Rtp, atUs: number): readonly Ordered[] {
    const held: Held = { ...packet, atUs };
    if (this.#held.size === 0 && this.#settling) return this.#begin(held);
    const delta = (held.sequence - this.#highest) << 16 >> 16;
    if (Math.abs(delta) > maxStray) return this.#notInOrder(held);
    this.#probation = undefined;
    const place = this.#highest + delta;
    if ((place < this.#next && !this.#settling) || this.#held.has(place)) {
      this.spare++;
      return [];
    }
    this.#held.set(place, held);
    this.#highest = Math.max(this.#highest, place);
    return this.#settling ? this.#settle(atUs) : this.#release(atUs);
  }

  /** All that is still held. */
  flush(): readonly Ordered[] {
    if (this.#settling) this.#settled();
    const all: Ordered[] = [];
    while (this.#held.size > 0) all.push(...this.#skip(), ...this.#run());
    return all;
  }

  /** A time of the same clock, counted on as that of the packets is; undefined before the first. */
  near(timestamp: number): number | undefined {
    return this.#last && counted(this.#last.time, timestamp);
  }

  #begin(held: Held): readonly Ordered[] {
    this.#highest = held.sequence + 0x1_0000;
    this.#held.set(this.#highest, held);
    return [];
  }

  #settle(atUs: number): readonly Ordered[] {
    const [first] = this.#held.values();
    if (this.#held.size < settlePackets && atUs - (first?.atUs ?? atUs) < settleUs) return [];
    this.#settled();
    return this.#release(atUs);
  }

  #settled(): void {
    this.#settling = false;
    if (this.#held.size > 0) this.#next = Math.min(...this.#held.keys());
  }

  /** A single one is a stray; a second that follows it is another beginning. */
  #notInOrder(held: Held): readonly Ordered[] {
    const before = this.#probation;
    if (!before || ((before.sequence + 1) & 0xffff) !== held.sequence) {
      this.stray++;
      this.#probation = held;
      return [];
    }
    const old = this.flush();
    this.stray--;
    this.#probation = undefined;
    this.#settling = true;
    this.#last = undefined;
    this.#begin(before);
    this.#held.set(++this.#highest, held);
    return old;
  }

  #release(atUs: number): readonly Ordered[] {
    const all = this.#run();
    while (this.#held.size > 0) {
      const [oldest] = this.#held.values();
      if (this.#held.size <= maxHeld && atUs - (oldest?.atUs ?? atUs) <= patienceUs) break;
      all.push(...this.#skip(), ...this.#run());
    }
    return all;
  }

  /** Those that follow each other without a hole. */
  #run(): Ordered[] {
    const all: Ordered[] = [];
    for (let held = this.#held.get(this.#next); held; held = this.#held.get(this.#next)) all.push(this.#take(held, 0));
    return all;
  }

  /** Gives up what is missing before the next that is there. */
  #skip(): Ordered[] {
    const from = this.#next;
    this.#next = Math.min(...this.#held.keys());
    const held = this.#held.get(this.#next);
    return held ? [this.#take(held, this.#next - from)] : [];
  }

  #take({ timestamp, atUs, marker, payload }: Held, missing: number): Ordered {
    const sequence = this.#next++;
    this.#held.delete(sequence);
    const last = this.#last;
    const time = last ? counted(last.time, timestamp) : timestamp;
    const aheadUs = last ? (time - last.time) * this.#usPerTick - Math.max(0, atUs - last.atUs) : 0;
    const backUs = last ? (last.time - time) * this.#usPerTick : 0;
    const fresh = !last || aheadUs > maxAheadUs || backUs > maxBackUs;
    this.#last = { time, atUs: Math.max(atUs, last?.atUs ?? 0) };
    return { sequence, time, atUs, marker, payload, missing, fresh };
  }
}

function counted(near: number, timestamp: number): number {
  return near + ((timestamp - near) | 0);
}
