import type { Log } from "../kit/log.ts";

/** Somebody who is signed in, on one device. */
export type Asker = {
  readonly personId: string;
  readonly deviceId: string;
  readonly name: string;
  readonly admin: boolean;
};

/** One request, as permissions and works see it. */
export type Asked = {
  readonly requestId: string;
  readonly log: Log;
  /** The caller's address: the socket's, or what a trusted proxy says. */
  readonly address: string;
  readonly userAgent: string;
  /** Scheme, host and port under which people reach us, for links that we make. */
  readonly ourUrl: string;
  readonly params: Readonly<Record<string, string>>;
  /** The device token of the cookie, unchecked. */
  readonly token: string | null;
  /** What a program that is no person shows instead of a cookie, unchecked. */
  readonly bearer: string | null;
  /** Who asks, looked up at most once. */
  who(): Promise<Asker | null>;
  /** Signs this browser in with the answer. */
  keep(token: string, expiresAt: Date): void;
  /** Signs this browser out with the answer. */
  forget(): void;
};
