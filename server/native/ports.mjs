// Are the ports free that the server is going to take?
import { createSocket } from "node:dgram";
import { createServer, isIPv6 } from "node:net";
import { Trouble } from "./trouble.mjs";

/**
 * Throws one sentence that names the setting to change.
 * @param {{ host: string, port: number, rtcHost?: string, rtcPort: number, rtcWorkers?: number }} wanted
 */
export async function checkPorts({ host, port, rtcHost = "0.0.0.0", rtcPort, rtcWorkers = 1 }) {
  // Port 0 is any, as often as one likes.
  const media = rtcPort === 0 ? [0] : Array.from({ length: rtcWorkers }, (_, i) => rtcPort + i);
  const page = { name: "PORT", at: `HOST=${host}`, port, what: "the page" };
  const checks = [{ ...page, kind: "TCP", failure: await tcpFailure(host, port) }];
  for (const each of media) {
    const it = { name: "RTC_PORT", at: `RTC_HOST=${rtcHost}`, port: each, what: "sound and picture" };
    checks.push({ ...it, kind: "TCP", failure: await tcpFailure(rtcHost, each) });
    checks.push({ ...it, kind: "UDP", failure: await udpFailure(rtcHost, each) });
  }
  const broken = checks.find((it) => it.failure);
  if (broken) throw new Trouble(sentence(broken), { code: "port", cause: broken.failure });
}

function sentence({ name, at, port, what, kind, failure }) {
  const other = `set ${name} to another port, for example ${name}=${
    port < 1_024 ? 3000 : port < 65_000 ? port + 10 : port - 10
  }`;
  if (failure.code === "EADDRINUSE") {
    return `Port ${port} (${kind}, for ${what}) is taken by another program: stop it, or ${other}.`;
  }
  if (failure.code === "EACCES") return `Port ${port} (${kind}, for ${what}) may only be used by root: ${other}.`;
  if (["EADDRNOTAVAIL", "EINVAL"].includes(failure.code)) {
    return `${at} is not an address of this machine: correct it, or leave it out.`;
  }
  if (failure.code === "ENOTFOUND") {
    return `${at} is a name that this machine does not know: correct it, or leave it out.`;
  }
  return `Port ${port} (${kind}, for ${what}) cannot be used (${failure.code}): ${other}.`;
}

function tcpFailure(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", resolve).listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

function udpFailure(address, port) {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
    socket.once("error", (error) => (socket.close(), resolve(error)));
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(undefined)));
  });
}
