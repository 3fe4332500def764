type Fact<T> = T | undefined | false;

/** Waits for a fact of another process, which tells us nothing by itself; gives back what was found, or fails in the end. */
export async function until<T>(fact: () => Fact<T> | Promise<Fact<T>>, withinMs = 20_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await fact();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error("it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
