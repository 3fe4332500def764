import { Buffer } from "node:buffer";
import type { Ordered } from "../time/order.ts";
import type { Step } from "../time/sequence.ts";
import type { Piece, Size } from "./picture-piece.ts";
import { vp8Key, vp8Piece } from "./vp8.ts";
import { superframe, vp9Key, vp9Piece } from "./vp9.ts";

export type PictureCodec = "vp8" | "vp9";

/** A whole picture. */
export type Frame = {
  readonly stint: number;
  /** In units of the RTP clock. */
  readonly time: number;
  /** When its first packet came. */
  readonly atUs: number;
  /** Its size, where it needs no other picture. */
  readonly key: Size | null;
  readonly data: Uint8Array;
  /** Pictures before it are missing. */
  readonly afterHole: boolean;
};

type Open = Pick<Frame, "stint" | "time" | "atUs"> & { readonly layers: Uint8Array[][]; bytes: number };

const forms = {
  vp8: { piece: vp8Piece, key: vp8Key },
  vp9: { piece: vp9Piece, key: vp9Key },
} as const;

/** No camera or screen makes larger ones. */
const maxFrameBytes = 8 * 1024 * 1024;
const maxLayers = 8;

/** Makes pictures of packets in order. One with a hole is left out, and those after it up to the next that needs no other. */
export class FrameBuilder {
  leftOut = 0;
  malformed = 0;
  #open: Open | undefined;
  #needsKey = true;
  #hole = false;
  #stint = -1;
  readonly #codec: PictureCodec;

  constructor(codec: PictureCodec) {
    this.#codec = codec;
  }

  /** The pictures that are whole now. */
  push({ stint, packet }: Extract<Step, { is: "packet" }>): readonly Frame[] {
    const whole: Frame[] = [];
    const open = this.#open;
    if (open && (open.stint !== stint || open.time !== packet.time)) {
      // Its last packet was not marked; where none is missing it is whole nevertheless.
      this.#close(packet.missing === 0 || open.stint !== stint, whole);
    }
    if (stint !== this.#stint) this.#needsKey = true;
    this.#stint = stint;
    if (packet.missing > 0) this.#break();
    if (packet.payload.length > 0) this.#piece(stint, packet, forms[this.#codec].piece(packet.payload));
    if (packet.marker && this.#open) this.#close(true, whole);
    return whole;
  }

  #piece(stint: number, { time, atUs }: Ordered, piece: Piece | undefined): void {
    if (!piece) {
      this.malformed++;
      return this.#break();
    }
    const open = this.#open ?? (piece.begins ? { stint, time, atUs, layers: [], bytes: 0 } : undefined);
    if (!open) return this.#break();
    this.#open = open;
    if (piece.begins) open.layers.push([]);
    open.layers.at(-1)?.push(piece.data);
    open.bytes += piece.data.length;
    const most = this.#codec === "vp8" ? 1 : maxLayers;
    if (open.bytes > maxFrameBytes || open.layers.length > most) this.#break();
  }

  /** Something is missing here: what is open is no picture, and what follows builds on what is missing. */
  #break(): void {
    if (this.#open) this.leftOut++;
    this.#open = undefined;
    this.#needsKey = true;
    this.#hole = true;
  }

  #close(complete: boolean, into: Frame[]): void {
    const open = this.#open;
    this.#open = undefined;
    if (!open) return;
    const layers = open.layers.map((it) => it.length === 1 && it[0] ? it[0] : Buffer.concat(it));
    const key = complete ? forms[this.#codec].key(layers[0] ?? new Uint8Array(0)) : null;
    if (!complete || this.#needsKey && !key) {
      this.leftOut++;
      if (!complete) this.#needsKey = true;
      this.#hole = true;
      return;
    }
    this.#needsKey = false;
    const { stint, time, atUs } = open;
    into.push({ stint, time, atUs, key, data: superframe(layers), afterHole: this.#hole });
    this.#hole = false;
  }
}
