import { beforeEach, describe, expect, it } from "vitest";
import { Voices } from "../../../server/interviewer/hearing/voices.ts";
import type { HeardVoice } from "../../../server/rooms/interviewers.ts";

const stream = { producer: {}, router: {} } as unknown as NonNullable<HeardVoice["stream"]>;
const voice = (personId: string, muted = false): HeardVoice => ({
  ...{ personId, name: personId, part: "seat", stream: muted ? null : stream },
});

describe("all who are heard", () => {
  let voices: Voices;
  let mixed: number[][];
  let atMs: number;
  beforeEach(() => {
    [mixed, atMs] = [[], 0];
    voices = new Voices({
      judge: null,
      onVerdict: () => undefined,
      onSlice: ({ atMs: at }, pcm) => mixed.push([at, pcm[0] ?? 0]),
    });
  });
  const says = (personId: string, mark: number, speech: 0 | 1 | 2 = 2): void => {
    const pcm = new Int16Array(320).fill(mark);
    voices.frame({ personId, pcm, atMs, speech, voiced: speech, pitch: 0, lost: false });
  };

  it("are one sound, which waits for who is a little late and not for who does not come", () => {
    voices.set([voice("ann"), voice("ben")]);
    for (const it of [1, 2]) {
      atMs = it * 20;
      says("ann", it);
    }
    expect(mixed).toEqual([]);
    says("ben", 10);
    expect(mixed).toEqual([[40, 11]]);
    for (const it of [3, 4]) {
      atMs = it * 20;
      says("ann", it);
    }
    expect(mixed.slice(1)).toEqual([[40, 2]]);
  });

  it("are not kept waiting by who is muted, nor by who has just muted themselves", () => {
    voices.set([voice("ann"), voice("ben", true)]);
    atMs = 20;
    says("ann", 1);
    expect(mixed).toEqual([[20, 1]]);
    voices.set([voice("ann"), voice("ben")]);
    says("ann", 2);
    expect(mixed).toHaveLength(1);
    voices.set([voice("ann"), voice("ben", true)]);
    expect(mixed).toHaveLength(2);
  });

  it("are told apart by when they spoke, most first, and a breath is nobody's word", () => {
    voices.set([voice("ann"), voice("ben"), voice("cat")]);
    for (let at = 0; at < 100; at++) {
      atMs += 20;
      says("ann", 1, at < 60 ? 2 : 0);
      says("ben", 1, at < 40 ? 0 : 2);
      says("cat", 1, at > 10 && at < 18 ? 2 : 0);
    }
    voices.set([]);
    expect(voices.whoSpoke(0, 2_000)).toEqual(["ann", "ben"]);
    expect(voices.whoSpoke(1_400, 2_000)).toEqual(["ben"]);
    expect(voices.whoSpoke(3_000, 4_000)).toEqual([]);
  });
});
