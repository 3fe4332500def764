import { AppError } from "./errors.ts";

type Asked<K, V> = { readonly key: K; readonly resolve: (value: V) => void; readonly reject: (error: unknown) => void };

type Options<K, V> = {
  /** Answers several keys at once, in their order. */
  readonly ask: (keys: readonly K[]) => Promise<readonly V[]>;
  /** How long others wait for a question that is under way. Higher asks less, lower forgets sooner one that hangs. */
  readonly patienceMs?: number;
  /** Keys in one question. Higher asks less under a rush, lower makes no question slow. */
  readonly most?: number;
};

/**
 * Asks for several callers at once: whoever comes while a question is under way shares the next one. No answer is
 * kept, and none was begun before its caller asked.
 */
export function gather<K, V>({ ask, patienceMs = 100, most = 100 }: Options<K, V>): (key: K) => Promise<V> {
  const waiting: Asked<K, V>[] = [];
  let free = true;
  const next = (): void => {
    if (!free || waiting.length === 0) return;
    free = false;
    let mine = true;
    const pass = (): void => {
      if (!mine) return;
      mine = false;
      free = true;
      next();
    };
    const impatient = setTimeout(pass, patienceMs);
    const done = (): void => {
      clearTimeout(impatient);
      pass();
    };
    void answer(waiting.splice(0, most), (keys) => ask(keys).finally(done));
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      next();
    });
}

/** Never rejects: each of those who asked hears how it went. */
async function answer<K, V>(asked: readonly Asked<K, V>[], ask: Options<K, V>["ask"]): Promise<void> {
  try {
    const values = await ask(asked.map((it) => it.key));
    asked.forEach((it, index) => it.resolve(values[index] as V));
  } catch (error) {
    // One of them may have spoiled it for the others. What is known to be out of order is so for all.
    if (asked.length > 1 && !(error instanceof AppError)) await Promise.all(asked.map((it) => answer([it], ask)));
    else for (const it of asked) it.reject(error);
  }
}
