// Ways to one address over which STUN requests are asked and answered.
import { Buffer } from "node:buffer";
import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { connect, isIP } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { Failed } from "./failed.mjs";
import { isAnswer, read } from "./stun.mjs";

/** When a request is sent again over UDP, and when it is given up. More forgives worse networks, and takes longer to say so. */
const resendAfterMs = [0, 250, 750, 1_750, 3_000];
const giveUpMs = 5_000;

/** @typedef {{ ask(request: Buffer): Promise<import("./stun.mjs").Message>, close(): void }} Way */
/** @typedef {{ host: string, port: number }} Target */

/** @param {Target} target @returns {Promise<Way>} */
export async function udpWay({ host, port }) {
  const { address, family } = await addressOf(host);
  const socket = createSocket(family === 6 ? "udp6" : "udp4");
  const asking = makeAsking((request) => socket.send(request));
  let refusals = 0;
  socket.on("message", (bytes) => asking.hear(bytes));
  socket.on("error", (error) => {
    // One may be left over from before somebody listened there.
    if (error.code === "ECONNREFUSED" && ++refusals < 2) return;
    asking.fail(trouble(error));
  });
  await new Promise((resolve, reject) => {
    socket.connect(port, address, (error) => error ? reject(trouble(error)) : resolve(undefined));
  }).catch((error) => {
    socket.close();
    throw error;
  });
  return { ask: (request) => asking.ask(request, resendAfterMs), close: () => socket.close() };
}

/**
 * `framed`: each message has its length before it, as media over TCP has (RFC 4571); TURN's have not.
 * @param {Target} target @param {{ framed?: boolean, secure?: boolean }} [how] @returns {Promise<Way>}
 */
export async function tcpWay({ host, port }, { framed = false, secure = false } = {}) {
  const { address } = await addressOf(host);
  const socket = await connected({ host, address, port, secure });
  const asking = makeAsking((request) => socket.write(framed ? Buffer.concat([length(request), request]) : request));
  let rest = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let size = sizeOf(rest, framed); size <= rest.length; size = sizeOf(rest, framed)) {
      asking.hear(rest.subarray(framed ? 2 : 0, size));
      rest = rest.subarray(size);
    }
  });
  socket.on("error", (error) => asking.fail(trouble(error)));
  socket.on("close", () => asking.fail(new Failed("the connection was closed without an answer", undefined, silent)));
  return { ask: (request) => asking.ask(request, [0]), close: () => socket.destroy() };
}

const silent = { code: "silent" };

/** Requests that are under way, and the answers to them by their transaction. */
function makeAsking(send) {
  const waiting = new Map();
  let failure;
  const fail = (error) => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(error);
  };
  const hear = (bytes) => {
    const message = read(bytes);
    // Something that sends back what it hears holds even the right proof.
    if (message && isAnswer(message)) waiting.get(message.transaction.toString("hex"))?.resolve(message);
  };
  const ask = async (request, times) => {
    if (failure) throw failure;
    const id = request.subarray(8, 20).toString("hex");
    const timers = times.map((ms) => setTimeout(() => send(request), ms));
    const answer = new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      timers.push(setTimeout(() => reject(new Failed("nobody answers", undefined, silent)), giveUpMs));
    });
    return await answer.finally(() => {
      waiting.delete(id);
      for (const it of timers) clearTimeout(it);
    });
  };
  return { ask, hear, fail };
}

function connected({ host, address, port, secure }) {
  const name = isIP(host) === 0 ? { servername: host } : {};
  return new Promise((resolve, reject) => {
    const socket = secure ? connectSecurely({ host: address, port, ...name }) : connect({ host: address, port });
    const fail = (error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(new Failed("nobody answers", undefined, silent)), giveUpMs);
    const onError = (error) => fail(trouble(error));
    socket.once("error", onError);
    socket.once(secure ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      socket.off("error", onError);
      resolve(socket);
    });
  });
}

async function addressOf(host) {
  try {
    return await lookup(host.replace(/^\[|\]$/g, ""));
  } catch (error) {
    throw new Failed(`the name ${host} is not known here (${error.code})`, undefined, { code: "name" });
  }
}

const sentences = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was broken off",
  EHOSTUNREACH: "no way leads there",
  ENETUNREACH: "no way leads there",
  EACCES: "this machine's firewall does not let it out",
  EPERM: "this machine's firewall does not let it out",
};

function trouble(error) {
  const sentence = sentences[error.code];
  if (sentence) return new Failed(sentence, undefined, { code: error.code });
  const tls = /CERT|ISSUER|SIGN|SSL|TLS|EPROTO/.test(error.code ?? "");
  return new Failed(`${tls ? "TLS fails" : "it fails"} (${error.code ?? error.message})`, undefined, {
    code: tls ? "tls" : "failed",
  });
}

/** How long the first message in these bytes is, with its frame; endless while that is not known. */
function sizeOf(bytes, framed) {
  if (framed) return bytes.length < 2 ? Infinity : 2 + bytes.readUInt16BE(0);
  return bytes.length < 4 ? Infinity : 20 + bytes.readUInt16BE(2);
}

function length({ length: size }) {
  return Buffer.from([size >> 8, size & 255]);
}
