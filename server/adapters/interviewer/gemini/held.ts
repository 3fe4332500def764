/** What a model may not hear while it waits for a tool. Everything comes after, in its order. */
export class Held<Input> {
  readonly #send: (input: Input) => void;
  readonly #waits = new Set<string>();
  #inputs: Input[] = [];
  #bytes = 0;

  constructor(send: (input: Input) => void) {
    this.#send = send;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** It waits for this tool from now on. */
  wait(id: string): void {
    this.#waits.add(id);
  }

  /** Sends it now, or once nothing is waited for. */
  say(input: Input, bytes = 0): void {
    if (this.#waits.size === 0) return this.#send(input);
    this.#inputs.push(input);
    this.#bytes += bytes;
  }

  /** It no longer waits for these. */
  release(ids: readonly string[]): void {
    for (const id of ids) this.#waits.delete(id);
    if (this.#waits.size > 0) return;
    this.#bytes = 0;
    for (const input of this.#inputs.splice(0)) this.#send(input);
  }

  clear(): void {
    this.#inputs = [];
    this.#bytes = 0;
  }
}
