import process from "node:process";
import { type Beside, startBeside } from "./lines.ts";

type Call<W, A> = { readonly wish: W; readonly answer: A };
type Group = { readonly group: string };

/** What one run of a group brought: packets sent and heard, what the generator cost, how long the way was. */
export type Run = {
  readonly sent: number;
  readonly delivered: number;
  /** Of one core. */
  readonly cpuShare: number;
  readonly wayP50Ms: number;
  readonly wayP99Ms: number;
};

/** What the generator can be asked. Groups keep the peers of several SFUs apart. */
export type LoadCalls = {
  readonly publish: Call<Group, { readonly at: number; readonly offer: string; readonly ssrc: number }>;
  readonly accept: Call<Group & { readonly at: number; readonly answer: string }, null>;
  /** `silent`: it receives and decrypts, but does not count, which costs the most. */
  readonly listen: Call<Group & { readonly offer: string; readonly silent?: boolean }, { readonly answer: string }>;
  readonly open: Call<Group, null>;
  readonly run: Call<Group & { readonly forMs: number }, Run>;
  /** When each publisher last sent a packet, on the clock that the packets hold in their last eight bytes. */
  readonly sent: Call<Group, readonly number[]>;
  /** What the wall's clock says when that clock says 0. */
  readonly origin: Call<null, number>;
  readonly close: Call<Group, null>;
};
export type Generator = Beside<LoadCalls>;

/** Starts a generator whose peers are at this address, on ports of this range. */
export function startGenerator(address: string, ports: string): Generator {
  const file = new URL("rtp-load.ts", import.meta.url).pathname;
  return startBeside(process.execPath, ["--disable-warning=ExperimentalWarning", file, address, ports]);
}
