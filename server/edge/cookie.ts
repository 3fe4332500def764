import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

/** The cookie that keeps a browser signed in. Over TLS its name binds it to this host. */
const nameFor = (secure: boolean): string => secure ? "__Host-grindstone" : "grindstone";

export function readToken(c: Context, secure: boolean): string | null {
  const value = getCookie(c, nameFor(secure));
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}

export function writeToken(c: Context, secure: boolean, token: string | null, expires: Date): void {
  setCookie(c, nameFor(secure), token ?? "", { httpOnly: true, sameSite: "Lax", secure, path: "/", expires });
}
