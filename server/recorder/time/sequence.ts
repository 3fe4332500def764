import type { Codec, LogRecord, Mark } from "../log/records.ts";
import { vp8Key, vp8Piece } from "../mux/vp8.ts";
import { vp9Key, vp9Piece } from "../mux/vp9.ts";
import { Order, type Ordered } from "./order.ts";
import { parseRtp, type Rtp } from "./rtp.ts";

/** What a log holds, in order. Packets of one `stint` have one RTP clock; stints are numbered from 0. */
export type Step =
  | { readonly is: "packet"; readonly stint: number; readonly codec: Codec; readonly packet: Ordered }
  | {
    readonly is: "report";
    readonly stint: number;
    readonly codec: Codec;
    readonly time: number;
    readonly heardUs: number;
  }
  | { readonly is: "mark"; readonly atUs: number; readonly mark: Mark };

/** What was not used, counted while the steps are read. */
export type Unused = { spare: number; foreign: number };

export type Sound = "sound" | "picture";
export const clockRates: Readonly<Record<Codec, number>> = { opus: 48_000, vp8: 90_000, vp9: 90_000 };

/** A stream whose log falls silent for so long gives way to an older one that goes on. */
const silentUs = 500_000;
/** A hostile sender could begin anew with every packet; nobody else begins so often. */
const maxStints = 20_000;

type Fed = {
  readonly ssrc: number;
  readonly payloadType: number;
  readonly codec: Codec;
  readonly order: Order;
  readonly turn: number;
};

/**
 * The steps of a log, read one after the other with little memory. A stream that replaces another takes over with its first
 * packet, so that the old one is heard until then.
 */
export async function* sequence(
  records: AsyncIterable<LogRecord>,
  kind: Sound,
  unused: Unused = { spare: 0, foreign: 0 },
): AsyncGenerator<Step> {
  const sequencer = new Sequencer(kind, unused);
  for await (const record of records) yield* sequencer.next(record);
  yield* sequencer.end();
}

class Sequencer {
  readonly #kind: Sound;
  readonly #unused: Unused;
  readonly #fed = new Map<number, Fed>();
  #owner: Fed | undefined;
  #ownerAtUs = 0;
  #stint = -1;
  #turns = 0;
  /** What said which stream feeds the track may have been in what could not be read. */
  #unread = false;
  /** What the take's clock is ahead of the machine's. */
  #aheadUs: number | undefined;

  constructor(kind: Sound, unused: Unused) {
    this.#kind = kind;
    this.#unused = unused;
  }

  next(record: LogRecord): readonly Step[] {
    switch (record.kind) {
      case "packet":
        return this.#packet(parseRtp(record.rtp), record.atUs);
      case "report":
        return this.#report(record.ntp, record.rtpTime);
      case "mark":
        this.#note(record.mark, record.atUs);
        return [{ is: "mark", atUs: record.atUs, mark: record.mark }];
      case "note":
        return [];
    }
  }

  end(): readonly Step[] {
    return this.#leave();
  }

  #note(mark: Mark, atUs: number): void {
    if (mark.is === "opened") this.#aheadUs = atUs - mark.monotonicUs;
    if (mark.is === "unread") this.#unread = true;
    if (mark.is !== "fed" || (mark.codec === "opus") !== (this.#kind === "sound")) return;
    const { ssrc, payloadType, codec } = mark;
    // The same stream again, as after a log was opened again, goes on where it was.
    const before = this.#fed.get(ssrc);
    if (before && before.payloadType === payloadType && before.codec === codec) return;
    this.#fed.set(ssrc, { ssrc, payloadType, codec, order: new Order(clockRates[codec]), turn: ++this.#turns });
  }

  #packet(rtp: Rtp | undefined, atUs: number): readonly Step[] {
    const fed = rtp && (this.#fed.get(rtp.ssrc) ?? this.#guessed(rtp, atUs));
    if (!fed || fed.payloadType !== rtp.payloadType) return this.#foreign();
    const owner = this.#owner;
    if (owner && owner !== fed && owner.turn > fed.turn && atUs - this.#ownerAtUs < silentUs) return this.#foreign();
    const left = owner === fed ? [] : this.#leave();
    const came = owner === fed ? fed : this.#enter(fed);
    this.#ownerAtUs = atUs;
    const { spare, stray } = came.order;
    const steps = this.#steps(came, came.order.push(rtp, atUs));
    this.#unused.spare += came.order.spare - spare;
    this.#unused.foreign += came.order.stray - stray;
    return left.length === 0 ? steps : [...left, ...steps];
  }

  /** What feeds the track where the mark of it could not be read and nothing else does. */
  #guessed({ ssrc, payloadType, payload }: Rtp, atUs: number): Fed | undefined {
    const silent = !this.#owner || atUs - this.#ownerAtUs >= silentUs;
    const codec = this.#unread && silent ? this.#kind === "sound" ? "opus" : pictureOf(payload) : undefined;
    if (codec === undefined) return undefined;
    this.#unread = false;
    const fed: Fed = { ssrc, payloadType, codec, order: new Order(clockRates[codec]), turn: ++this.#turns };
    this.#fed.set(ssrc, fed);
    return fed;
  }

  #foreign(): readonly Step[] {
    this.#unused.foreign++;
    return [];
  }

  /** A stream that had the word before begins anew: what it said meanwhile was not listened to. */
  #enter(fed: Fed): Fed {
    const fresh = { ...fed, order: new Order(clockRates[fed.codec]) };
    this.#fed.set(fed.ssrc, fresh);
    this.#owner = fresh;
    return fresh;
  }

  #leave(): readonly Step[] {
    const owner = this.#owner;
    this.#owner = undefined;
    return owner ? this.#steps(owner, owner.order.flush()) : [];
  }

  #steps({ codec }: Fed, packets: readonly Ordered[]): Step[] {
    const steps: Step[] = [];
    for (const packet of packets) {
      if (packet.fresh) this.#stint++;
      if (this.#stint < maxStints) steps.push({ is: "packet", stint: this.#stint, codec, packet });
      else this.#unused.foreign++;
    }
    return steps;
  }

  #report(ntp: bigint, rtpTime: number): readonly Step[] {
    const owner = this.#owner;
    const time = owner?.order.near(rtpTime);
    if (!owner || time === undefined || this.#aheadUs === undefined) return [];
    // 32 bits of seconds, 32 of their fraction.
    const monotonicUs = Number(ntp * 1_000_000n >> 32n);
    return [{ is: "report", stint: this.#stint, codec: owner.codec, time, heardUs: monotonicUs + this.#aheadUs }];
  }
}

/** Whole pictures say what they are; all before the first of them would build on what is not there. */
function pictureOf(payload: Uint8Array): Codec | undefined {
  const [vp8, vp9] = [vp8Piece(payload), vp9Piece(payload)];
  if (vp8?.begins && vp8Key(vp8.data)) return "vp8";
  return vp9?.begins && vp9Key(vp9.data) ? "vp9" : undefined;
}
