import type { Ordered } from "../time/order.ts";
import type { Mark } from "../log/records.ts";
import { concealed, grain, opusRate, opusSamples, silent } from "./opus.ts";
import { GapList } from "./gap-list.ts";
import type { GapCause } from "./rendered.ts";
import { Spread } from "./spread.ts";

/** So far off is not heard. Lower mends more often, higher drifts farther. */
const easy = 480;
/** So far off is mended at once; before, only where it is quiet. */
const hard = 600;
/** Longer holes are silent, shorter ones are passed over. */
const passedOver = 5_760;
/** A packet of so few bytes says nothing that would be missed. */
const quietBytes = 12;
const samplesPerUs = opusRate / 1e6;

type Last = { readonly stint: number; readonly end: number; readonly toc: number };
type Placed = { readonly stint: number; readonly packet: Ordered; readonly heardUs: number };

/** Lays Opus packets on the time line one behind the other: what is missing is filled, what is too much is left out. */
export class SoundLine {
  used = 0;
  lost = 0;
  leftOut = 0;
  malformed = 0;
  readonly gaps = new GapList();
  /** How far packets lie from where they belong, in ms. */
  readonly off = new Spread();
  #firstUs: number | undefined;
  #cursor = 0;
  #last: Last | undefined;
  #away = false;
  #dropped = false;
  #unread = false;

  /** Where the file begins: a whole millisecond of the take. */
  get firstMs(): number {
    return (this.#firstUs ?? 0) / 1000;
  }

  note(mark: Mark): void {
    if (mark.is === "dropped") this.#dropped = true;
    if (mark.is === "unread") this.#unread = true;
    if (mark.is === "paused" || mark.is === "unfed") this.#away = true;
  }

  /** What is to be written so that this packet comes next; nothing where it is left out. */
  place({ stint, packet, heardUs }: Placed): Iterable<Uint8Array> {
    const samples = opusSamples(packet.payload);
    if (samples === 0) {
      if (packet.payload.length > 0) this.malformed++;
      return [];
    }
    this.lost += packet.missing;
    this.#firstUs ??= Math.max(0, Math.floor(heardUs / 1000) * 1000);
    const late = Math.round((heardUs - this.#firstUs) * samplesPerUs) - this.#cursor;
    const goesOn = this.#last?.stint === stint && this.#last.end === packet.time;
    const quiet = packet.payload.length <= quietBytes;
    const tooEarly = -late > (quiet ? easy : hard) && -late * 2 >= samples;
    const fill = tooEarly ? 0 : filled(late, goesOn, quiet);
    const cause = this.#cause(stint, packet, goesOn);
    const toc = this.#last?.toc ?? packet.payload[0] ?? 0;
    this.#last = { stint, end: packet.time + samples, toc: packet.payload[0] ?? 0 };
    if (tooEarly) {
      this.leftOut++;
      return [];
    }
    this.#fill(fill, cause);
    this.off.note(Math.abs(late - fill) / samplesPerUs / 1000);
    this.used++;
    this.#cursor += samples;
    return spelled(packet.payload, fill, { toc, cause });
  }

  #fill(samples: number, cause: GapCause): void {
    const fromMs = this.firstMs + this.#cursor / samplesPerUs / 1000;
    this.#cursor += samples;
    if (samples > 0) this.gaps.add({ fromMs, toMs: fromMs + samples / samplesPerUs / 1000, cause });
  }

  #cause(stint: number, packet: Ordered, goesOn: boolean): GapCause {
    const { away, dropped, unread } = this.#happened();
    if (unread) return "unread";
    if (dropped) return "dropped";
    if (packet.missing > 0) return "lost";
    if (away || this.#last?.stint !== stint) return "away";
    return goesOn ? "stalled" : "quiet";
  }

  /** What marks said since the last packet. */
  #happened(): { readonly away: boolean; readonly dropped: boolean; readonly unread: boolean } {
    const happened = { away: this.#away, dropped: this.#dropped, unread: this.#unread };
    this.#away = this.#dropped = this.#unread = false;
    return happened;
  }
}

/** How much is put before a packet that comes so late. */
function filled(late: number, goesOn: boolean, quiet: boolean): number {
  const from = goesOn ? quiet ? easy : hard : grain;
  return late < from ? 0 : late - late % grain;
}

function* spelled(
  payload: Uint8Array,
  fill: number,
  { toc, cause }: { toc: number; cause: GapCause },
): Generator<Uint8Array> {
  if (fill > 0) yield* cause === "quiet" || fill <= passedOver ? concealed(fill, toc) : silent(fill, toc);
  yield payload;
}
