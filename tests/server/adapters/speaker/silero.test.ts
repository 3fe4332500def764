import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { makeDots, stepFloats } from "../../../../server/adapters/speaker/booth/dots.mjs";
import { Ear } from "../../../../server/adapters/speaker/booth/ear.mjs";
import { evened } from "../../../../server/adapters/speaker/booth/loudness.mjs";
import { fliteVoice } from "../../../../server/adapters/speaker/booth/flite.mjs";
import { networkOf } from "../../../../server/adapters/speaker/booth/silero.mjs";
import { readSilero } from "../../../../server/adapters/speaker/booth/silero-file.mjs";
import { findFlite } from "../../../../server/native/flite.mjs";
import { root } from "../../../../server/native/places.mjs";
import { run } from "../../../../server/native/run.mjs";
import { Chance } from "../../../kit/chance.ts";
import { cough, hiss, mixed, silence } from "../../../kit/noises.ts";

const model = path.join(root, "node_modules", "@ricky0123", "vad-web", "dist", "silero_vad_v6.onnx");

describe("Silero's network, run here", () => {
  let sound: Int16Array;
  beforeAll(async () => {
    const flite = findFlite();
    if (!flite) throw new Error("there is no flite");
    const voice = fliteVoice({ ...flite, voice: "slt", folder: tmpdir() });
    const { pcm } = await voice.speak(
      "I began with a queue, and a second one behind it.",
      new AbortController().signal,
    );
    const speech = [...evened(pcm, 16_000, true)];
    const clean = [...silence(8_000), ...speech, ...silence(6_000), ...cough(), ...speech];
    sound = mixed(
      Int16Array.from([...clean, ...clean]),
      Int16Array.from([...silence(clean.length), ...hiss(clean.length, 900)]),
    );
  });

  it("says what the native library acts on, at every threshold", async () => {
    const thresholds = ["0.2", "0.35", "0.5", "0.65", "0.8", "0.95"];
    const node = path.join(root, "node_modules", ".bin", "node");
    const file = path.join(await mkdtemp(path.join(tmpdir(), "gs-sound-")), "sound");
    await writeFile(file, new Uint8Array(sound.buffer, sound.byteOffset, sound.byteLength));
    const said = await run(node, ["tests/kit/sherpa-vad.mjs", model, file, ...thresholds], { cwd: root });
    await rm(path.dirname(file), { recursive: true });
    const theirs = JSON.parse(said.trim().split("\n").at(-1) ?? "") as Record<string, string>;
    const ours = new Ear(networkOf(readSilero(model))).hear(sound, 0).map((it) => it.probability);
    expect(ours.length).toBeGreaterThan(400);
    for (const it of thresholds) {
      const { compared, apart } = together(theirs[it] ?? "", ours, Number(it));
      expect(apart, it).toEqual([]);
      expect(compared, it).toBeGreaterThan(ours.length / 2);
    }
  });

  it("refuses another file, and says which it wants", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "gs-silero-"));
    const copy = path.join(folder, "model.onnx");
    await copyFile(model, copy);
    const bytes = await readFile(copy);
    bytes[1_000_000] = (bytes[1_000_000] ?? 0) ^ 1;
    await writeFile(copy, bytes);
    expect(() => readSilero(copy)).toThrow(/not the file that was pinned/);
    await rm(folder, { recursive: true });
  });

  it("computes nothing for who is muted, and hears them at once when they are back", () => {
    const network = networkOf(readSilero(model));
    const ear = new Ear(network);
    const speech = sound.subarray(8_192, 40_960);
    ear.hear(silence(16_000 * 60), 0);
    const verdicts = ear.hear(speech, 60_000);
    const fresh = new Ear(network).hear(speech, 0);
    expect(verdicts.map((it) => it.probability)).toEqual(fresh.map((it) => it.probability));
  });
});

describe("sums of products", () => {
  it.each([[1, stepFloats], [3, 24], [512, 256], [128, 392]])("are right for %i rows of %i", (rows, columns) => {
    const chance = new Chance(rows * columns);
    const [inputs, outputs] = [rows * columns, rows * columns + columns];
    const { floats, dots } = makeDots(outputs + rows + 1);
    for (let n = 0; n < outputs; n++) floats[n] = chance.between(-1, 1);
    floats[outputs + rows] = 7;
    dots(0, inputs, outputs, rows, columns);
    for (let row = 0; row < rows; row++) {
      const weights = floats.subarray(row * columns, (row + 1) * columns);
      const wanted = weights.reduce((sum, it, n) => sum + it * (floats[inputs + n] ?? 0), 0);
      expect(floats[outputs + row]).toBeCloseTo(wanted, 4);
    }
    expect(floats[outputs + rows], "what lies behind").toBe(7);
  });
});

/**
 * The windows in which the library says the contrary of our probability, but for those around a change: it is sure a window
 * later than we are, lets go some windows later, and at 0.15 below the threshold.
 */
function together(theirs: string, ours: readonly number[], threshold: number): { compared: number; apart: number[] } {
  const slack = 4;
  const sure = ours.flatMap((_, n) => {
    const around = ours.slice(Math.max(0, n - slack), n + slack + 1);
    if (around.every((it) => it > threshold)) return [{ n, sign: "#" }];
    return around.every((it) => it < threshold - 0.15) ? [{ n, sign: "." }] : [];
  });
  return { compared: sure.length, apart: sure.filter(({ n, sign }) => theirs[n] !== sign).map(({ n }) => n) };
}
