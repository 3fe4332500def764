import type { Alarm } from "../../kit/alarm.ts";

/** Alarms with names, at most one of each; whoever sets one again calls the one before off. */
export class Bells<Name extends string> {
  readonly #alarm: Alarm;
  readonly #set = new Map<Name, () => void>();

  constructor(alarm: Alarm) {
    this.#alarm = alarm;
  }

  set(name: Name, afterMs: number, work: () => void): void {
    this.off(name);
    const ring = (): void => {
      this.#set.delete(name);
      work();
    };
    this.#set.set(name, this.#alarm(Math.max(0, afterMs), ring));
  }

  off(name: Name): void {
    this.#set.get(name)?.();
    this.#set.delete(name);
  }

  close(): void {
    for (const off of this.#set.values()) off();
    this.#set.clear();
  }
}
