/** A store of bytes as they are; what is written here is sealed already. */
export interface Objects {
  /** Resolves when the object is durable. On abort or error nothing is visible under its name. */
  put(name: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void>;
  /** Bytes from `from` up to `to`, or less if there is no more. Throws AppError "not-found" when first pulled. */
  read(name: string, range: { readonly from: number; readonly to: number }, signal?: AbortSignal): AsyncIterable<
    Uint8Array
  >;
  /** How an object begins and how large it is, at one look; null when there is none. */
  look(
    name: string,
    bytes: number,
    signal?: AbortSignal,
  ): Promise<{ readonly head: Uint8Array; readonly storedBytes: number } | null>;
  /** null when there is no such object. */
  size(name: string): Promise<number | null>;
  /** Resolves when nothing of it is left, a half-written one included. */
  delete(name: string): Promise<void>;
  list(prefix: string): AsyncIterable<{ readonly name: string; readonly storedBytes: number }>;
  /** Throws one sentence for the operator when nothing can be kept here. */
  ready(): Promise<void>;
}
