import { describe, expect, it } from "vitest";
import { openBooth } from "../../../../server/adapters/speaker/booth.ts";
import { resampled } from "../../../../server/adapters/speaker/booth/resampled.mjs";
import { silentLog } from "../../../../server/kit/log.ts";
import type { Spoken } from "../../../../server/ports/speaker.ts";
import { startTestBooth } from "../../../kit/booth.ts";
import { tinyVoices } from "../../../kit/tiny-voices.ts";

async function hear(socket: string): Promise<{ voice: string | null; heard: Spoken[] }> {
  const booth = openBooth({ socket, log: silentLog });
  await booth.ready();
  const heard: Spoken[] = [];
  for await (const it of booth.speaker.say("Tell me more.", new AbortController().signal)) heard.push(it);
  const { voice } = booth.speaker;
  booth.close();
  return { voice, heard };
}

describe("a better voice that was fetched", () => {
  it("speaks when it is chosen, at a rate that rooms know", async () => {
    const voices = await tinyVoices();
    const running = await startTestBooth({ env: voices.env, voice: "amy" });
    const { voice, heard } = await hear(running.socket);
    expect(voice).toBe("Piper “Amy”");
    expect(heard.map((it) => it.rate)).toEqual([24_000]);
    expect(heard[0]?.pcm.length).toBeGreaterThan(12_000);
    await running.close();
    await voices.close();
  });

  it("that does not load leaves the word to Flite, and that is said", async () => {
    const voices = await tinyVoices({ broken: "cut" });
    const running = await startTestBooth({ env: voices.env, voice: "amy" });
    expect(await running.ready).toMatchObject({ voice: "Flite “rms”", troubles: [{ what: "better voice" }] });
    expect((await hear(running.socket)).heard).toHaveLength(1);
    await running.close();
    await voices.close();
  });

  it("that ends the process it is in does so once", async () => {
    const voices = await tinyVoices({ broken: "deadly" });
    const said: string[] = [];
    const running = await startTestBooth({ env: voices.env, voice: "amy", say: (it) => void said.push(it) });
    expect(await hear(running.socket)).toMatchObject({ voice: "Flite “rms”", heard: [{ rate: 16_000 }] });
    expect(said.join("\n")).toMatch(/better voice does not work here/);
    await running.close();
    await voices.close();
  });

  it("that was never fetched leaves the word to Flite", async () => {
    const running = await startTestBooth({ voice: "george" });
    expect(await running.ready).toMatchObject({ voice: "Flite “rms”" });
    await running.close();
  });
});

describe("another rate", () => {
  const tone = (hertz: number, rate: number) =>
    Float32Array.from({ length: rate / 2 }, (_, n) => 0.5 * Math.sin(2 * Math.PI * hertz * n / rate));

  it.each([[22_050, 24_000], [24_000, 24_000], [44_100, 24_000], [8_000, 24_000]])(
    "%i to %i keeps a tone",
    (from, to) => {
      const out = resampled(tone(440, from), from, to);
      expect(out.length).toBe(to / 2);
      const wanted = tone(440, to);
      const off = [...out.subarray(200, -200)].map((it, n) => Math.abs(it / 32_767 - (wanted[n + 200] ?? 0)));
      expect(Math.max(...off)).toBeLessThan(0.005);
    },
  );

  it("lets no tone fold over, and nothing become too loud", () => {
    const out = resampled(tone(19_000, 44_100), 44_100, 24_000).subarray(200, -200);
    expect(Math.max(...out.map(Math.abs))).toBeLessThan(300);
    expect(Math.max(...resampled(new Float32Array(2_205).fill(3), 22_050, 24_000))).toBe(32_767);
  });
});
