import type { FakeGemini } from "../../kit/fake-gemini/fake-gemini.ts";
import { machineMs } from "./bots.ts";

/** When sound came to the provider from one caller, and when each answer to them began. */
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

/** Has the fake note the times of everybody who calls it, over all their connections, by the voice that they want. */
export function stamped(fake: FakeGemini): Map<string, ProviderTimes> {
  const all = new Map<string, ProviderTimes>();
  const accept = fake.accept.bind(fake);
  fake.accept = (url, wire) => {
    let times = new ProviderTimes();
    const send = (text: string): void => {
      times.goes(text);
      wire.send(text);
    };
    const { read, ended } = accept(url, { ...wire, send });
    const came = (text: string): boolean => {
      const [, voice] = /"voiceName":"([^"]+)"/.exec(text) ?? [];
      if (voice !== undefined) all.set(voice, times = all.get(voice) ?? times);
      return times.came(text);
    };
    return { read: (text) => void (came(text) && read(text)), ended };
  };
  return all;
}
