import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf } from "../../../../server/adapters/interviewer/gemini/messages.ts";

const fields = [
  "serverContent",
  "modelTurn",
  "parts",
  "inlineData",
  "mimeType",
  "data",
  "text",
  "inputTranscription",
  "outputTranscription",
  "finished",
  "interrupted",
  "turnComplete",
  "toolCall",
  "functionCalls",
  "id",
  "name",
  "args",
  "toolCallCancellation",
  "ids",
  "sessionResumptionUpdate",
  "newHandle",
  "resumable",
  "goAway",
  "timeLeft",
  "toString",
];
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    "audio/pcm;rate=24000",
    "audio/opus",
    "AAA",
    "50s",
    "-1s",
    "",
    "__proto__",
  ),
  fc.jsonValue({ maxDepth: 1 }),
);
const message = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6 },
    leaf,
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...fields), tie("node"), { maxKeys: 5 }),
  ),
})).node;
const part = (inlineData: unknown) => ({ serverContent: { modelTurn: { parts: [{ inlineData }] } } });

describe("a message of the service", () => {
  it("never breaks its reader, whatever stands in it", () => {
    fc.assert(
      fc.property(message, (it) => {
        for (const fact of factsOf(it)) {
          if (fact.kind === "sound") expect(fact.pcm.length).toBeGreaterThan(0);
          if (fact.kind === "going") expect(fact.leftMs).toBeGreaterThanOrEqual(0);
          if (fact.kind === "call") expect([typeof fact.id, typeof fact.name, typeof fact.args]).toContain("object");
          if (fact.kind === "foreign") expect(fact.reason).toMatch(/^[\w ();=/.-]+$/);
        }
      }),
      { numRuns: 2_000, seed: 6 },
    );
  });

  it("may hold several things, of which the end of a turn counts last", () => {
    const all = factsOf({
      serverContent: {
        turnComplete: true,
        interrupted: true,
        outputTranscription: { text: "So" },
        modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: "AAAAAA==" } }] },
      },
      toolCall: { functionCalls: [{ id: "1", name: "give_hint" }] },
    });
    expect(all.map((it) => it.kind)).toEqual(["call", "said", "sound", "interrupted", "complete"]);
  });

  it.each([
    ["audio/pcm;rate=24000", "AAAAAA==", "sound"],
    ["audio/pcm", "AAAAAA==", "sound"],
    ["audio/pcm; rate=16000", "AAAAAA==", "sound"],
    ["audio/pcm;rate=8000", "AAAA", "foreign"],
    ["audio/mpeg", "AAAA", "foreign"],
    ["audio/pcm;rate=24000", "AAAA", "foreign"],
    ["audio/pcm;rate=24000", "", "foreign"],
    [undefined, "AAAA", "foreign"],
  ])("with sound as %s and %j is %s", (mimeType, data, kind) => {
    expect(factsOf(part({ mimeType, data })).map((it) => it.kind)).toEqual([kind]);
  });

  it("takes thoughts for no answer", () => {
    const parts = [{ text: "Let me see", thought: true }, { text: "Yes" }];
    expect(factsOf({ serverContent: { modelTurn: { parts } } })).toEqual([{ kind: "text" }]);
  });
});
