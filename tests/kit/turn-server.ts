import { Buffer } from "node:buffer";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Scope } from "../../server/kit/scope.ts";

/** A relay on loopback that gives out addresses as coturn does with `use-auth-secret`, and relays nothing. */
export type TurnServer = {
  /** Over UDP and over TCP, as TURN_URLS wants them. */
  readonly urls: readonly [udp: string, tcp: string];
  /** Codes that it answered with so far, 0 for success. */
  readonly answered: readonly number[];
  /** Addresses that are given out now. */
  held(): number;
  close(): Promise<void>;
};

type Reply = (bytes: Buffer) => void;
type Request = { kind: number; id: Buffer; parts: Map<number, Buffer>; bytes: Buffer; integrityAt: number };
type Part = readonly [kind: number, value: Buffer];

const [allocate, refresh] = [0x003, 0x004];
const [username, integrity, errorCode, lifetime, realm, nonce] = [0x06, 0x08, 0x09, 0x0d, 0x14, 0x15];
const [relayed, transport] = [0x16, 0x19];
const magic = Buffer.from("2112a442", "hex");
const realmName = "relay.example.org";

/** Starts one that shares `secret` with whoever makes credentials for it; `staleFirst`: its first nonce is too old at once. */
export async function turnServer({ secret, staleFirst = false }: {
  secret: string;
  staleFirst?: boolean;
}): Promise<TurnServer> {
  const scope = new Scope();
  const answered: number[] = [];
  const held = new Map<string, Awaited<ReturnType<typeof boundSocket>>>();
  scope.own(held, (it) => it.forEach((socket) => socket.close()));
  let fresh = randomBytes(8);

  const hear = async (bytes: Buffer, { from, reply }: { from: string; reply: Reply }): Promise<void> => {
    const request = parse(bytes);
    if (!request) return;
    const refuse = (code: number): void => {
      answered.push(code);
      const why = Buffer.from([0, 0, Math.floor(code / 100), code % 100]);
      const challenge: Part[] = [[realm, Buffer.from(realmName)], [nonce, fresh]];
      if (code === 401 && staleFirst && answered.length === 1) fresh = randomBytes(8);
      reply(message(request.kind | 0x110, request.id, [[errorCode, why], ...code === 400 ? [] : challenge]));
    };
    const key = keyFor(request, { secret, nowMs: Date.now() });
    if (!request.parts.has(integrity) || !key || !proven(request, key)) return refuse(401);
    if (!request.parts.get(nonce)?.equals(fresh)) return refuse(438);
    if (request.kind === allocate ? request.parts.get(transport)?.[0] !== 17 : request.kind !== refresh) {
      return refuse(400);
    }
    const parts = request.kind === allocate ? await give(from) : take(from);
    answered.push(0);
    reply(message(request.kind | 0x100, request.id, parts, key));
  };
  const give = async (from: string): Promise<Part[]> => {
    const socket = held.get(from) ?? await boundSocket();
    held.set(from, socket);
    return [[relayed, xored(socket.address())], [lifetime, seconds(600)]];
  };
  const take = (from: string): Part[] => {
    held.get(from)?.close();
    held.delete(from);
    return [[lifetime, seconds(0)]];
  };

  const udp = scope.own(await boundSocket(), (it) => it.close());
  udp.on("message", (bytes, { port }) => {
    void hear(Buffer.from(bytes), { from: `udp ${port}`, reply: (answer) => udp.send(answer, port, "127.0.0.1") });
  });
  const people = new Set<Socket>();
  const tcp = createServer((socket) => {
    people.add(socket);
    // Each message comes in one piece on loopback; it is answered on the same connection.
    socket.on("data", (bytes) => {
      void hear(bytes, { from: `tcp ${socket.remotePort}`, reply: (answer) => socket.write(answer) });
    });
    socket.on("error", () => people.delete(socket)).on("close", () => people.delete(socket));
  }).listen(0, "127.0.0.1");
  await once(tcp, "listening");
  scope.own(tcp, (it) => {
    for (const socket of people) socket.destroy();
    it.close();
  });
  const at = (port: number, over: string): string => `turn:127.0.0.1:${port}?transport=${over}`;
  return {
    urls: [at(udp.address().port, "udp"), at((tcp.address() as AddressInfo).port, "tcp")],
    answered,
    held: () => held.size,
    close: () => scope.close(),
  };
}

function parse(bytes: Buffer): Request | null {
  if (bytes.length < 20 || !bytes.subarray(4, 8).equals(magic) || bytes.readUInt16BE(2) !== bytes.length - 20) {
    return null;
  }
  const parts = new Map<number, Buffer>();
  let integrityAt = 0;
  for (let at = 20; at < bytes.length;) {
    const [kind, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    parts.set(kind, bytes.subarray(at + 4, at + 4 + length));
    if (kind === integrity) integrityAt = at;
    at += 4 + length + (4 - length % 4) % 4;
  }
  return { kind: bytes.readUInt16BE(0), id: bytes.subarray(8, 20), parts, bytes, integrityAt };
}

/** What the sender of these credentials must have, if they are still good. */
function keyFor({ parts }: Request, { secret, nowMs }: { secret: string; nowMs: number }): Buffer | null {
  const name = parts.get(username)?.toString() ?? "";
  if (!(Number(name.split(":")[0]) * 1_000 > nowMs)) return null;
  const password = createHmac("sha1", secret).update(name).digest("base64");
  return createHash("md5").update(`${name}:${realmName}:${password}`).digest();
}

function proven({ bytes, parts, integrityAt }: Request, key: Buffer): boolean {
  const before = Buffer.from(bytes.subarray(0, integrityAt));
  before.writeUInt16BE(integrityAt + 24 - 20, 2);
  return createHmac("sha1", key).update(before).digest().equals(parts.get(integrity) ?? Buffer.alloc(0));
}

function message(kind: number, id: Buffer, parts: readonly Part[], key?: Buffer): Buffer {
  const body = Buffer.concat(parts.map(([part, value]) => {
    const padding = Buffer.alloc((4 - value.length % 4) % 4);
    return Buffer.concat([short(part), short(value.length), value, padding]);
  }));
  const head = (length: number): Buffer => Buffer.concat([short(kind), short(length), magic, id]);
  if (!key) return Buffer.concat([head(body.length), body]);
  const whole = Buffer.concat([head(body.length + 24), body]);
  const proof = createHmac("sha1", key).update(whole).digest();
  return Buffer.concat([whole, short(integrity), short(20), proof]);
}

function xored({ port, address }: AddressInfo): Buffer {
  const bytes = address.split(".").map((it, i) => Number(it) ^ (magic[i] ?? 0));
  return Buffer.concat([Buffer.from([0, 1]), short(port ^ 0x2112), Buffer.from(bytes)]);
}

async function boundSocket() {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  return socket;
}

function short(value: number): Buffer {
  return Buffer.from([value >> 8, value & 255]);
}

function seconds(value: number): Buffer {
  return Buffer.concat([Buffer.alloc(2), short(value)]);
}
