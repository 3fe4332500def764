/** An SFU under test, as far as a bench needs one: peers come with an offer, or are given one. */
export interface Sfu {
  readonly name: string;
  readonly version: string;
  /** The process whose time counts, with all below it. */
  readonly pid: number;
  publish(offer: string, ssrc: number): Promise<{ answer: string }>;
  /** Offers everything that is published to one more listener. */
  listen(): Promise<{ offer: string; accept(answer: string): Promise<void> }>;
  close(): Promise<void>;
}
