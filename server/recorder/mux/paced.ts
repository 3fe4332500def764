/** So many steps without a breath; others on this event loop wait for them. */
const breath = 2_000;

/** The same, with a pause now and then so that nobody else waits for long; ends by throwing when the signal says so. */
export async function* paced<T>(all: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T> {
  let count = 0;
  for await (const it of all) {
    if (++count % breath === 0) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    }
    yield it;
  }
  signal?.throwIfAborted();
}
