import type { Payer } from "../../ports/spending.ts";

/** Counts what paid providers cost while they are used. */
export type Purse = {
  /**
   * Asks whether the provider may be used now and counts from `granted` until the function that it returns is called;
   * `spent` says in one sentence that nothing is left, at the beginning or later. Nothing is told after that call.
   */
  open(use: {
    readonly provider: string;
    readonly payer: Payer;
    readonly granted: () => void;
    readonly spent: (sentence: string) => void;
  }): () => void;
};
