import { createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A proxy in front of several nodes, as docs/deploy/Caddyfile describes one: below /n/<name>/ to that node, else to `any`. */
export async function openNodeProxy(nodes: Readonly<Record<string, () => string>>, any: () => string) {
  const targetOf = (path = "/"): { url: URL; path: string } => {
    const [, name = "", rest = path] = /^\/n\/([^/]+)(\/(?:socket\.io|ws)\/.*)$/.exec(path) ?? [];
    return { url: new URL(nodes[name]?.() ?? any()), path: rest };
  };
  const server = createServer((asked, answer) => {
    const { url, path } = targetOf(asked.url);
    const { method, headers } = asked;
    const on = request({ host: url.hostname, port: url.port, path, method, headers }, (heard) => {
      answer.writeHead(heard.statusCode ?? 502, heard.headers);
      heard.pipe(answer);
    });
    on.once("error", () => answer.writeHead(502).end());
    asked.pipe(on);
  });
  server.on("upgrade", (asked, socket, head) => {
    const { url, path } = targetOf(asked.url);
    const on = connect(Number(url.port), url.hostname, () => {
      const headers = Object.entries(asked.headers).map(([name, value]) => `${name}: ${String(value)}`);
      on.write([`${asked.method} ${path} HTTP/1.1`, ...headers, "", ""].join("\r\n"));
      on.write(head);
      socket.pipe(on).pipe(socket);
    });
    on.once("error", () => socket.destroy());
    on.once("close", () => socket.destroy());
    socket.once("error", () => on.destroy());
    socket.once("close", () => on.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
