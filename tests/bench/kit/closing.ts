import process from "node:process";

/** Hands over how to close something; called newest first. */
export type Own = (close: () => unknown) => void;

/** Does work that starts processes and stops all of them at its end, also when it fails or somebody presses Ctrl-C. */
export async function closing<T>(work: (own: Own) => Promise<T>): Promise<T> {
  const closers: (() => unknown)[] = [];
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> =>
    closed ??= (async () => {
      for (const it of closers.reverse()) await it();
    })();
  const interrupted = (): void => void close().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, interrupted);
  try {
    return await work((it) => void closers.push(it));
  } finally {
    await close();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, interrupted);
  }
}
