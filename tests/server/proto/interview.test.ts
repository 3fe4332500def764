import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { grindstone } from "../../../proto/gen/interview.js";

const { ClientToServerMessage, ServerToClientMessage, SessionEnded, InterviewerStatus } = grindstone;
const root = path.join(import.meta.dirname, "../../..");
const bytes = (...parts: (number | string | number[])[]): string =>
  Buffer.concat(parts.map((it) => typeof it === "string" ? Buffer.from(it) : Buffer.from([it].flat()))).toString("hex");
const hex = (writer: { finish(): Uint8Array }): string => Buffer.from(writer.finish()).toString("hex");

/** On the wire a field is its number times 8 plus 2 (bytes, text, message) or 0 (number). */
const field = (number: number, kind: "bytes" | "number"): number => number * 8 + (kind === "bytes" ? 2 : 0);

const fromClient: [string, grindstone.ClientToServerMessage.$Properties, string][] = [
  [
    "audio_chunk = 1 with audio_content = 1",
    { payload: "audioChunk", audioChunk: { audioContent: Uint8Array.of(1, 2, 3) } },
    bytes(field(1, "bytes"), 5, field(1, "bytes"), 3, [1, 2, 3]),
  ],
  ["end_request = 2", { payload: "endRequest", endRequest: {} }, bytes(field(2, "bytes"), 0)],
  [
    "start_request = 3 with interview_id = 1 and auth_token = 2",
    { payload: "startRequest", startRequest: { interviewId: "ab", authToken: "c" } },
    bytes(field(3, "bytes"), 7, field(1, "bytes"), 2, "ab", field(2, "bytes"), 1, "c"),
  ],
];

const fromServer: [string, grindstone.ServerToClientMessage.$Properties, string][] = [
  [
    "transcript_update = 1 with speaker = 1, text = 2 and is_final = 3",
    { payload: "transcriptUpdate", transcriptUpdate: { speaker: "AI", text: "Hi", isFinal: true } },
    bytes(field(1, "bytes"), 10, field(1, "bytes"), 2, "AI", field(2, "bytes"), 2, "Hi", field(3, "number"), 1),
  ],
  [
    "audio_response = 2 with audio_content = 1",
    { payload: "audioResponse", audioResponse: { audioContent: Uint8Array.of(9) } },
    bytes(field(2, "bytes"), 3, field(1, "bytes"), 1, 9),
  ],
  [
    "error = 3 with code = 1 and message = 2",
    { payload: "error", error: { code: 4001, message: "no" } },
    bytes(field(3, "bytes"), 7, field(1, "number"), [0xa1, 0x1f], field(2, "bytes"), 2, "no"),
  ],
  [
    "session_ended = 4 with reason = 1",
    { payload: "sessionEnded", sessionEnded: { reason: SessionEnded.Reason.TIMEOUT } },
    bytes(field(4, "bytes"), 2, field(1, "number"), 3),
  ],
  ["start_response = 5", { payload: "startResponse", startResponse: {} }, bytes(field(5, "bytes"), 0)],
  [
    "interviewer_status = 6 with state = 1",
    { payload: "interviewerStatus", interviewerStatus: { state: InterviewerStatus.State.SPEAKING } },
    bytes(field(6, "bytes"), 2, field(1, "number"), 3),
  ],
];

describe("the codec of the PCM door", () => {
  it.each(fromClient)("writes and reads a client's %s", (_, message, wire) => {
    expect(hex(ClientToServerMessage.encode(message))).toBe(wire);
    const read = ClientToServerMessage.decode(Buffer.from(wire, "hex"));
    expect(read.payload).toBe(message.payload);
    expect(hex(ClientToServerMessage.encode(read))).toBe(wire);
  });

  it.each(fromServer)("writes and reads a server's %s", (_, message, wire) => {
    expect(hex(ServerToClientMessage.encode(message))).toBe(wire);
    const read = ServerToClientMessage.decode(Buffer.from(wire, "hex"));
    expect(read.payload).toBe(message.payload);
    expect(hex(ServerToClientMessage.encode(read))).toBe(wire);
  });

  it("numbers the reasons of an end as agreed", () => {
    expect(SessionEnded.Reason).toMatchObject({
      REASON_UNSPECIFIED: 0,
      USER_INITIATED: 1,
      GEMINI_ENDED: 2,
      TIMEOUT: 3,
      MODERATOR_ENDED: 4,
      FAILED: 5,
    });
  });

  it("passes over fields that it does not know, as an older client must", () => {
    const newer = Buffer.from(bytes(field(15, "bytes"), 2, "hm") + fromServer[4]?.[2], "hex");
    expect(ServerToClientMessage.decode(newer).payload).toBe("startResponse");
  });

  it.each([
    ["cut short", bytes(field(1, "bytes"), 5, field(1, "bytes"), 3, 1)],
    ["longer than what it came in", bytes(field(1, "bytes"), [0xff, 0xff, 0xff, 0xff, 0x07])],
    ["of an unknown kind of field", bytes(7)],
    ["an endless number", bytes(field(1, "bytes"), Array<number>(12).fill(0xff))],
  ])("throws for a frame that is %s", (_, wire) => {
    expect(() => ClientToServerMessage.decode(Buffer.from(wire, "hex"))).toThrow();
  });
});

describe("the generated code", () => {
  it("is what interview.proto says", () => {
    const { status, stderr } = spawnSync("node", ["proto/generate.mjs", "--check"], { cwd: root, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("works where code from text is forbidden, as under the page's content security policy", () => {
    const program = `
      const { grindstone } = await import("./proto/gen/interview.js");
      let forbidden = false;
      try { new Function("return 1")(); } catch { forbidden = true; }
      const { ClientToServerMessage: codec } = grindstone;
      const wire = codec.encode({ startRequest: { interviewId: "ab", authToken: "c" } }).finish();
      console.log(forbidden, codec.decode(wire).startRequest.interviewId);`;
    const how = ["--disallow-code-generation-from-strings", "--input-type=module", "-e", program];
    expect(execFileSync("node", how, { cwd: root, encoding: "utf8" }).trim()).toBe("true ab");
  });
});
