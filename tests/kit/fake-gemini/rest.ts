import { Buffer } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Behaviour, FakeGemini } from "./fake-gemini.ts";
import { type Thing, thing } from "./rules.ts";

type Asked = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: readonly Uint8Array[];
};

/** What a model writes for what it is asked: the fake's next words, whole. */
const answerOf = (text: string): Thing => ({
  candidates: [{ content: { role: "model", parts: [{ text }] }, finishReason: "STOP", index: 0 }],
  usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 10, totalTokenCount: 20 },
});

/** The fake's HTTP side: models that write, files that are uploaded, and its script for other processes. */
export function rest(fake: FakeGemini, { request, response, body }: Asked): void {
  const url = new URL(request.url ?? "/", "http://fake");
  const bytes = Buffer.concat(body);
  const json = (status: number, value: unknown, headers = {}): void =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
  if (url.pathname === "/__script" && request.method === "POST") {
    script(fake, thing(JSON.parse(String(bytes))));
    return json(200, {});
  }
  if (url.pathname === "/__seen") return json(200, seen(fake));
  if (url.pathname.startsWith("/__file/")) return uploaded(response, bytes);
  if (request.headers["x-goog-api-key"] !== fake.behaviour.key && url.searchParams.get("key") !== fake.behaviour.key) {
    return json(400, {
      error: { code: 400, message: "API key not valid. Please pass a valid API key.", status: "INVALID_ARGUMENT" },
    });
  }
  const fault = fake.behaviour.dialFaults[0];
  if (fault?.kind === "refuse") {
    fake.behaviour.dialFaults.shift();
    return json(fault.status, {
      error: { code: fault.status, message: "The service is unavailable.", status: "UNAVAILABLE" },
    });
  }
  if (/^\/v1beta\/models\/[\w.-]+:generateContent$/.test(url.pathname)) {
    return json(200, answerOf(fake.nextWords(false)));
  }
  if (/^\/v1beta\/models\/[\w.-]+:streamGenerateContent$/.test(url.pathname)) {
    return stream(response, fake.nextWords(false));
  }
  if (url.pathname === "/upload/v1beta/files") {
    return json(200, {}, {
      "x-goog-upload-url": `http://${request.headers.host ?? ""}/__file/1`,
      "x-goog-upload-status": "active",
    });
  }
  return json(404, { error: { code: 404, message: "Not found.", status: "NOT_FOUND" } });
}

function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const piece of text.split(/(?<= )/)) response.write(`data: ${JSON.stringify(answerOf(piece))}\r\n\r\n`);
  response.end();
}

function uploaded(response: ServerResponse, bytes: Buffer): void {
  const file = { name: "files/1", uri: "files/1", state: "ACTIVE", sizeBytes: String(bytes.length) };
  response.writeHead(200, { "content-type": "application/json", "x-goog-upload-status": "final" });
  response.end(JSON.stringify({ file }));
}

/** Changes how it behaves, and does at once what is asked with `now`. */
function script(fake: FakeGemini, { now, ...more }: Thing): void {
  Object.assign(fake.behaviour, more as Partial<Behaviour>);
  const { goAway, close } = thing(now);
  const { code, reason } = thing(close);
  for (const it of fake.live) {
    if (typeof goAway === "number") it.goAway(goAway);
    if (close !== undefined) it.close(Number(code), typeof reason === "string" ? reason : "");
  }
}

function seen(fake: FakeGemini): Thing {
  return {
    dialed: fake.dialed.length,
    live: fake.live.length,
    greetings: fake.greetings,
    calls: fake.calls,
    results: fake.results,
    turns: fake.turns.map(({ session, turn }) => ({
      session,
      text: turn.text,
      ms: Math.round(turn.pcm.reduce((sum, it) => sum + it.length, 0) / 16),
    })),
    setups: fake.sessions.map((it) => it.setup),
  };
}
