import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

const hmac = (key: string | Uint8Array, text: string): Buffer => createHmac("sha256", key).update(text).digest();
export const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);

type Claim = { readonly accessKeyId: string; readonly scope: readonly string[]; readonly signed: readonly string[] };

/** Who a request says it is from, by its Authorization header in signature version 4. */
export function claimOf(request: IncomingMessage): (Claim & { readonly signature: string }) | null {
  const [, credential = "", signed = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
      .exec(request.headers.authorization ?? "") ?? [];
  const [accessKeyId, ...scope] = credential.split("/");
  return accessKeyId && scope.length === 4 ? { accessKeyId, scope, signed: signed.split(";"), signature } : null;
}

/** The signature that this request must carry if the secret is known to its sender. */
export function signatureOf(request: IncomingMessage, { scope, signed }: Claim, secret: string): string {
  const url = new URL(request.url ?? "/", "http://s3");
  const header = (name: string): string =>
    `${name}:${String(request.headers[name] ?? "").trim().replace(/ +/g, " ")}\n`;
  const query = [...url.searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).toSorted().join("&");
  const canonical = [
    request.method,
    url.pathname,
    query,
    signed.map(header).join(""),
    signed.join(";"),
    request.headers["x-amz-content-sha256"],
  ].join("\n");
  const [day = "", region = "", service = "", end = ""] = scope;
  const key = [region, service, end].reduce<Buffer>(hmac, hmac(`AWS4${secret}`, day));
  const text = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope.join("/"), sha256(canonical)].join("\n");
  return hmac(key, text).toString("hex");
}
