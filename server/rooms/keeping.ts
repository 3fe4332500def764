import type { RoomState } from "../domain/seat/state.ts";
import { Soon } from "../kit/soon.ts";
import type { Passes } from "./passes.ts";
import type { RoomKit } from "./room-kit.ts";
import { sealMemory } from "./room-memory.ts";
import type { Talk } from "./talk.ts";

type Options = {
  readonly kit: Pick<RoomKit, "store" | "seal" | "log">;
  readonly state: () => RoomState;
  readonly talk: Talk;
  readonly passes: Passes;
  /** How far its interviewer is. */
  readonly interviewer: () => unknown;
};

/** How long changes are gathered before they are kept. Higher writes less, lower loses less with a killed process. */
const keepAfterMs = 200;

/** Keeps a room for the process that may come after this one, until it is over. */
export class Keeping {
  readonly #options: Options;
  readonly #soon: Soon;

  constructor(options: Options) {
    this.#options = options;
    this.#soon = new Soon({
      afterMs: keepAfterMs,
      work: () => this.#write(),
      report: (error) => options.kit.log.error("a room could not be kept", { error }),
    });
  }

  /** Something of it changed. */
  ask(): void {
    this.#soon.ask();
  }

  /** Keeps it as it is, at once. What fails is reported. */
  now(): Promise<void> {
    return this.#soon.now();
  }

  async #write(): Promise<void> {
    const { kit, talk, passes, interviewer } = this.#options;
    const state = this.#options.state();
    if (state.over) return;
    const words = { spoken: talk.spoken, passes: passes.hashes, interviewer: interviewer() };
    const memory = { format: 2, state, ...words } as const;
    await kit.store.keep(state.sessionId, sealMemory(memory, kit.seal));
  }
}
