import type { Alarm } from "../../server/kit/alarm.ts";
import type { Speaker } from "../../server/ports/speaker.ts";

const rate = 16_000;

/** A voice that hums: as long as a text would take to read, given a little after it was asked for. */
export function readingSpeaker(alarm: Alarm, wordMs = 300): Speaker & { readonly read: string[] } {
  const read: string[] = [];
  return {
    voice: "hum",
    read,
    async *say(text, signal) {
      await new Promise<void>((resolve) => void alarm(50, resolve));
      if (signal.aborted) return;
      read.push(text);
      const pcm = Int16Array.from(
        { length: text.split(/\s+/).length * wordMs * rate / 1_000 },
        (_, at) => 1_000 * Math.sin(at / 12),
      );
      yield { pcm, rate };
    },
  };
}
