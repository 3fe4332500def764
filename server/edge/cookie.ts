import type { Context } from "hono";
import { setCookie } from "hono/cookie";

/** The cookie that keeps a browser signed in. Over TLS its name binds it to this host. */
const nameFor = (secure: boolean): string => secure ? "__Host-grindstone" : "grindstone";

/** The device token in a cookie header, unchecked; null when there is none that could be ours. */
export function tokenOf(header: string | undefined, secure: boolean): string | null {
  const value = header?.split(";").map((it) => it.trim()).find((it) => it.startsWith(`${nameFor(secure)}=`))?.split(
    "=",
  )[1];
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}

/** Signs the browser in with this answer, or out when `token` is null. */
export function writeToken(c: Context, secure: boolean, token: string | null, expires: Date): void {
  setCookie(c, nameFor(secure), token ?? "", { httpOnly: true, sameSite: "Lax", secure, path: "/", expires });
}
