import { startBeside } from "./lines.ts";

type Call<W, A> = { readonly wish: W; readonly answer: A };

/** When what happened at one bot, on the clock of this machine, in milliseconds. */
export type BotTimes = {
  /** For each frame that was given to the provider: when its packet was sent; null: there was none, or it had to wait. */
  readonly heard: readonly (number | null)[];
  /** When the first packet of each answer came out. */
  readonly answers: readonly number[];
  /** From when an interruption was believed to silence, and from its first sound. */
  readonly bargeIns: readonly number[];
  readonly onsets: readonly number[];
  /** Interruptions that stopped nobody. */
  readonly deaf: number;
  /** Frames of its voice that nothing was received for. */
  readonly lost: number;
};

/** What bots in their own process can be asked. */
export type BotCalls = {
  /** So many bots more, one after the other, each with a line to the provider and ears in the booth. */
  readonly open: Call<{ readonly bots: number; readonly url: string; readonly booth: string }, null>;
  /** Conversations for so long: everybody says something, is answered, and interrupts after a second. */
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

/** By which the provider knows them. */
export const botVoice = (number: number): string => `bot-${number}`;

/** The time of this machine with fractions, the same in every process. */
export const machineMs = (): number => performance.timeOrigin + performance.now();
