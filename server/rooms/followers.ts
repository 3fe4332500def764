import type { FactName, Facts } from "../../proto/signaling.ts";
import type { Line } from "./place.ts";

/** Those who follow a room from inside this server, as pages do over their sockets. */
export class Followers {
  readonly #lines = new Map<string, Set<Pick<Line, "tell">>>();

  follow(sessionId: string, line: Pick<Line, "tell">): void {
    const lines = this.#lines.get(sessionId) ?? new Set();
    this.#lines.set(sessionId, lines.add(line));
  }

  unfollow(sessionId: string, line: Pick<Line, "tell">): void {
    const lines = this.#lines.get(sessionId);
    lines?.delete(line);
    if (lines?.size === 0) this.#lines.delete(sessionId);
  }

  tell<N extends FactName>(sessionId: string, name: N, fact: Facts[N]): void {
    for (const line of [...this.#lines.get(sessionId) ?? []]) line.tell(name, fact);
  }
}
