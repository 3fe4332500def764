// The control line: JSON, one object a line, over a socket that its owner alone may use.
import { chmodSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import process from "node:process";

const longestLine = 1024 * 1024;

/**
 * Listens at a path. The socket gets its name when it may be used by us alone, and takes the place of one that was left there.
 * @param {{ path: string, onGuest: (guest: { say(what: object): void }) => { wish(wish: unknown): void, gone(): void } }} options
 */
export async function listen({ path, onGuest }) {
  const unready = `${path}.${process.pid}`;
  rmSync(unready, { force: true });
  const server = createServer((socket) => serve(socket, onGuest));
  await new Promise((resolve, reject) => server.once("error", reject).listen(unready, () => resolve(undefined)));
  chmodSync(unready, 0o600);
  renameSync(unready, path);
  return server;
}

function serve(socket, onGuest) {
  const guest = onGuest({ say: (what) => socket.writable && socket.write(`${JSON.stringify(what)}\n`) });
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) return socket.destroy();
    for (const line of lines) guest.wish(parsed(line));
  });
  // What ends it is told by "close".
  socket.on("error", () => {});
  socket.once("close", () => guest.gone());
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
