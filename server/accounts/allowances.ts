import { isIPv6 } from "node:net";
import type { Allowance } from "../ports/limiter.ts";

const minuteMs = 60_000;

/**
 * How often something may be tried before one must wait. By account is what one address of one person allows from
 * everywhere: higher helps guessing, lower lets a stranger keep somebody out. By address is shared by everybody
 * behind one router: a class that starts together must fit.
 */
export const allowances = {
  signInByAddress: { name: "sign-in by address", points: 100, perMs: 15 * minuteMs },
  signInByAccount: { name: "sign-in by account", points: 10, perMs: 15 * minuteMs },
  signUpByAddress: { name: "sign-up by address", points: 60, perMs: 60 * minuteMs },
  signUpByAccount: { name: "sign-up by account", points: 10, perMs: 60 * minuteMs },
  forgotByAddress: { name: "forgot by address", points: 30, perMs: 60 * minuteMs },
  forgotByAccount: { name: "forgot by account", points: 3, perMs: 60 * minuteMs },
  linkByAddress: { name: "link by address", points: 60, perMs: 60 * minuteMs },
  verifyByAccount: { name: "verify by account", points: 5, perMs: 60 * minuteMs },
  passwordByAccount: { name: "password by account", points: 10, perMs: 15 * minuteMs },
} as const satisfies Record<string, Allowance>;

export type Allowances = Readonly<Record<keyof typeof allowances, Allowance>>;

/** The network that an address speaks for: one IPv6 customer owns a /64 of them. */
export function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  return isIPv6(plain) ? `${groups(plain).slice(0, 4).join(":")}::/64` : plain;
}

function groups(address: string): string[] {
  const [head = "", tail] = address.toLowerCase().split("::");
  const parts = (text: string | undefined): string[] => text ? text.split(":") : [];
  const left = parts(head);
  const right = parts(tail);
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(Math.max(zeros, 0)).fill("0"), ...right].map((it) => it.replace(/^0+(?=.)/, ""));
}
