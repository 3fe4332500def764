import type { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How the next request is answered; a list is used up, its last answer stays. */
export type Answer =
  | { readonly is: "whole" }
  /** Breaks off after so many bytes of what was asked for. */
  | { readonly is: "breaks"; readonly after: number }
  /** Says nothing more after so many bytes. */
  | { readonly is: "hangs"; readonly after: number }
  /** Knows no rest: begins anew each time. */
  | { readonly is: "knows no range" }
  | { readonly is: "status"; readonly status: number }
  /** Another file of that length, or longer than it says. */
  | { readonly is: "sends"; readonly body: Buffer; readonly chunked?: boolean }
  | { readonly is: "redirects"; readonly to: string };

/**
 * A host that has one file, and gives it away as it is told to. `arrived` resolves when whoever asks has kept so many bytes
 * of it: what is on its way is lost when a line breaks.
 */
export async function startFileHost(file: Buffer, answers: Answer[], arrived: (bytes: number) => Promise<unknown>) {
  const asked: { path: string; range: string | undefined }[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? "", range: request.headers.range });
    const [answer = { is: "whole" }] = answers.length > 1 ? answers.splice(0, 1) : answers;
    serve({ request, response, file, answer, arrived });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/voice.tar.bz2`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type Visit = {
  request: IncomingMessage;
  response: ServerResponse;
  file: Buffer;
  answer: Answer;
  arrived: (bytes: number) => Promise<unknown>;
};

function serve({ request, response, file, answer, arrived }: Visit): void {
  if (answer.is === "status") return void response.writeHead(answer.status).end("no");
  if (answer.is === "redirects") return void response.writeHead(302, { location: answer.to }).end();
  if (answer.is === "sends") {
    response.writeHead(200, answer.chunked ? {} : { "content-length": answer.body.length });
    return void response.end(answer.body);
  }
  const from = answer.is === "knows no range"
    ? 0
    : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  const rest = file.subarray(from);
  const range = from > 0 ? { "content-range": `bytes ${from}-${file.length - 1}/${file.length}` } : {};
  response.writeHead(from > 0 ? 206 : 200, { "content-length": rest.length, ...range });
  if (answer.is === "breaks") {
    response.write(rest.subarray(0, answer.after));
    void arrived(Math.min(from + answer.after, file.length)).finally(() => response.destroy());
  } else if (answer.is === "hangs") response.write(rest.subarray(0, answer.after));
  else response.end(rest);
}
