import type { FakeGemini } from "../../kit/fake-gemini/fake-gemini.ts";
import { machineMs } from "./bots.ts";

/** When sound came to one connection of the provider, and when each of its answers began, in the order in which they dialed. */
export class ProviderTimes {
  heardMs: number[] = [];
  spokenMs: number[] = [];
  #answers = false;
  #passed = false;

  clear(): void {
    [this.heardMs, this.spokenMs] = [[], []];
  }

  /** Whether the provider has to see this: of a turn's sound the first piece is enough, the rest would only fill its memory. */
  came(text: string): boolean {
    if (!text.includes(`"audio":`)) {
      this.#passed = false;
      this.#answers = false;
      return true;
    }
    this.heardMs.push(machineMs());
    const first = !this.#passed;
    this.#passed = true;
    return first;
  }

  goes(text: string): void {
    if (this.#answers || !text.includes(`"inlineData"`)) return;
    this.#answers = true;
    this.spokenMs.push(machineMs());
  }
}

/** Has every connection of the fake note its times; they are added as it is dialed. */
export function stamped(fake: FakeGemini): ProviderTimes[] {
  const all: ProviderTimes[] = [];
  const accept = fake.accept.bind(fake);
  fake.accept = (url, wire) => {
    const times = new ProviderTimes();
    all.push(times);
    const send = (text: string): void => {
      times.goes(text);
      wire.send(text);
    };
    const { read, ended } = accept(url, { ...wire, send });
    return { read: (text) => void (times.came(text) && read(text)), ended };
  };
  return all;
}
