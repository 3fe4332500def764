import { AppError } from "./errors.ts";

/** What `work` gives; throws AppError "unavailable" with that sentence when it takes longer. The work itself goes on. */
export async function within<T>(ms: number, work: Promise<T>, sentence: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError("unavailable", sentence)), ms);
  });
  return await Promise.race([work, patience]).finally(() => clearTimeout(timer));
}
