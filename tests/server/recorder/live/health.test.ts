import { describe, expect, it } from "vitest";
import { recordingOf, type StreamHealth } from "../../../../server/recorder/live/health.ts";

const stream = (personId: string, is: StreamHealth["is"], trouble: StreamHealth["trouble"] = null): StreamHealth => ({
  personId,
  source: "mic",
  is,
  trouble,
});
const [waiting, kept] = [stream("ann", "waiting"), stream("ben", "kept")];
const [late, lost] = [stream("cat", "late", "disk-slow"), stream("dan", "lost", "disk-full")];

describe("what a room is told of its recording", () => {
  it.each(
    [
      ["off while nothing is to be kept", [], "off", null],
      ["starting while nothing is on disk", [waiting], "starting", null],
      ["healthy once something is", [waiting, kept], "healthy", null],
      ["behind when one waits for the disk", [waiting, kept, late], "behind", "disk-slow"],
      ["failing when one is not kept, whatever the others are", [kept, late, lost], "failing", "disk-full"],
    ] as const,
  )("is %s", (_, streams, state, trouble) => {
    expect(recordingOf(streams)).toMatchObject({ state, trouble });
  });

  it.each(
    [
      ["unsent when all is on disk and does not leave", [kept], "unsent", "not-sent"],
      ["starting before that", [waiting], "starting", null],
      ["behind when one waits for the disk besides", [kept, late], "behind", "disk-slow"],
      ["failing when one is not kept", [kept, lost], "failing", "disk-full"],
      ["off when nothing is to be kept any more", [], "off", null],
    ] as const,
  )("is %s, while the object store takes nothing", (_, streams, state, trouble) => {
    expect(recordingOf(streams, { sent: false })).toMatchObject({ state, trouble });
  });

  it("names what is not kept", () => {
    expect(recordingOf([kept, lost]).lost).toEqual([{ personId: "dan", source: "mic" }]);
  });
});
