/** Narrows away what cannot be missing; that it is missing is a defect. */
export function found<T>(value: T | null | undefined, what = "a value"): T {
  if (value === null || value === undefined) throw new Error(`${what} is missing.`);
  return value;
}
