import { startBeside } from "./lines.ts";

type Call<W, A> = { readonly wish: W; readonly answer: A };

/** When what happened at one bot, on the clock of this machine, in milliseconds. */
export type BotTimes = {
  /** For each frame that was given to the provider: when its packet was sent; null: there was none. */
  readonly heard: readonly (number | null)[];
  /** When the first packet of each answer came out. */
  readonly answers: readonly number[];
  /** From each interruption to silence. */
  readonly bargeIns: readonly number[];
  /** Frames of its voice that nothing was received for. */
  readonly lost: number;
};

/** What bots in their own process can be asked. */
export type BotCalls = {
  /** So many bots more, one after the other, each with a line to the provider. */
  readonly open: Call<{ readonly bots: number; readonly url: string }, null>;
  /** Conversations for so long: everybody speaks for two seconds, is answered, and interrupts after one. */
  readonly talk: Call<{ readonly forMs: number }, readonly BotTimes[]>;
  /** As many voices as there are bots go in and come out again for so long, and nothing is made of them. */
  readonly echo: Call<{ readonly voices: number; readonly forMs: number }, { readonly packets: number }>;
  readonly memory: Call<null, { readonly mb: number }>;
};

/** Starts a process with our bridge on the runtime that serves. */
export function startBots() {
  const file = new URL("our-bots.ts", import.meta.url).pathname;
  return startBeside<BotCalls>("node_modules/deno/deno", ["run", "-A", "--node-modules-dir=manual", file]);
}

/** The time of this machine with fractions, the same in every process. */
export const machineMs = (): number => performance.timeOrigin + performance.now();
