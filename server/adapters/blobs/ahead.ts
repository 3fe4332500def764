/** The results of work on each of these, in their order, while up to `atOnce` of them are under way. */
export async function* ahead<From, To>(
  items: AsyncIterable<From>,
  work: (item: From) => Promise<To>,
  atOnce: number,
): AsyncGenerator<To> {
  const running: Promise<To>[] = [];
  try {
    for await (const item of items) {
      const under = work(item);
      void under.catch(() => undefined); // it is told when its turn comes, which may be after it failed
      running.push(under);
      const [first] = running;
      if (first && running.length >= atOnce) {
        yield await first;
        void running.shift();
      }
    }
    for (; running[0]; running.shift()) yield await running[0];
  } finally {
    // Whoever takes no more hears of no failure either, but nothing of it is under way afterwards.
    await Promise.allSettled(running);
  }
}
