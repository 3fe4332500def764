import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fliteVoice } from "../../../../server/adapters/speaker/booth/flite.mjs";
import { plain } from "../../../../server/adapters/speaker/booth/plain.mjs";
import { pieces } from "../../../../server/adapters/speaker/booth/sentences.mjs";

describe("a program that speaks", () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "gs-flite-"))));
  afterAll(() => rm(folder, { recursive: true }));

  const voiceThat = async (does: string, patience = 10_000) => {
    const program = path.join(folder, "speaks");
    await writeFile(program, `#!/bin/sh\n${does}\n`);
    await chmod(program, 0o755);
    return fliteVoice({ program, voice: "rms", folder, patience });
  };
  const never = new AbortController().signal;

  it("is ended when it hangs, with one clear error", async () => {
    const voice = await voiceThat("exec sleep 60", 100);
    await expect(voice.speak("Hello.", never)).rejects.toMatchObject({ code: "slow" });
  });

  it("is ended when nobody wants to hear it any more", async () => {
    const stop = new AbortController();
    const voice = await voiceThat("exec sleep 60");
    const speaking = voice.speak("Hello.", stop.signal);
    stop.abort();
    await expect(speaking).rejects.toMatchObject({ code: "stopped" });
  });

  it.each([
    ["ends badly", "exit 3"],
    ["writes nothing", "true"],
    ["writes no sound", "echo 'this is no sound, however long it may go on and on' > /dev/fd/3"],
    ["cannot be started", "#"],
  ])("that %s is an error, and leaves nothing behind", async (_, does) => {
    const voice = does === "#"
      ? fliteVoice({ program: path.join(folder, "not-there"), voice: "rms", folder })
      : await voiceThat(does);
    await expect(voice.speak("Hello.", never)).rejects.toMatchObject({ code: "broken" });
    expect((await readdir(folder)).filter((it) => it.startsWith("sound"))).toEqual([]);
  });

  it("gets its text by its input alone: no list of processes shows a word", async () => {
    const seen = path.join(folder, "seen");
    const voice = await voiceThat(`echo "$@" > ${seen}.args; cat > ${seen}; exit 1`);
    await voice.speak("A secret; $(touch x).", never).catch(() => {});
    expect(await readFile(seen, "utf8")).toBe("A secret; $(touch x).");
    expect(await readFile(`${seen}.args`, "utf8")).not.toContain("secret");
  });
});

describe("a text", () => {
  const split = (text: string): string[] => [...pieces(text)].map((it) => it.text);

  it.each([
    ["Hello Sam. Shall we begin? Good!", ["Hello Sam.", "Shall we begin?", "Good!"]],
    ["Ask Dr. Lee, e.g. about TCP vs. UDP.", ["Ask Dr. Lee, e.g. about TCP vs. UDP."]],
    ["It took 3.5 seconds.\nThen it failed", ["It took 3.5 seconds.", "Then it failed"]],
    ["… ?! 😀", []],
  ])("is read in sentences: %j", (text, wanted) => expect(split(text)).toEqual(wanted));

  it("begins with a short piece, and is cut behind clauses and words alone", () => {
    const clause = "and the third one, which nobody had thought of before the meeting, ";
    const all = split(`When I began, there was nothing, ${clause.repeat(12)}and so it ended.`);
    expect(all[0]?.length).toBeLessThanOrEqual(90);
    for (const it of all) expect(it.length).toBeLessThanOrEqual(240);
    for (const it of all.slice(0, -1)) expect(it).toMatch(/,$/);
    expect([...pieces(`${"word ".repeat(100)}end.`)].map((it) => it.ends)).toEqual([false, false, true]);
  });

  it.each([
    ["Zoë’s café — naïve?", "Zoe's cafe, naive?"],
    ["C++ and C#, R&D", "C plus plus and C sharp, R and D"],
    ["O(n^2) → O(n)", "O of (n squared) to O of (n)"],
    ["a <b>word</b> in `code`", "a word in code"],
    ["你好", ""],
  ])("is spelled as flite can read it: %j", (text, wanted) => expect(plain(text)).toBe(wanted));
});
