/** What opens an object: the data key of the interview that it belongs to. */
export type BlobKey = { readonly interviewId: string; readonly dataKey: Uint8Array };

/** Where finished sound and pictures live, sealed. A name stands for one object; writing it again replaces it whole. */
export interface Blobs {
  /** Resolves when the object is durable, with its size and SHA-256 before sealing. On abort or error nothing is visible. */
  put(
    name: string,
    body: AsyncIterable<Uint8Array>,
    options: { readonly key: BlobKey; readonly signal?: AbortSignal },
  ): Promise<{ readonly bytes: number; readonly sha256: string }>;
  /**
   * Opens only what the range needs. When first pulled throws AppError "not-found"; "unavailable" where the store
   * cannot be reached; "internal" where a byte was changed or the key is another one.
   */
  read(name: string, options: ReadOptions): AsyncIterable<Uint8Array>;
  /** Its size before sealing; null when there is no such object. */
  size(name: string): Promise<number | null>;
  /** Resolves when it is gone for good. Deleting what is not there is fine. */
  delete(name: string): Promise<void>;
  /** Every name that begins with `prefix`, with the bytes it takes. */
  list(prefix: string): AsyncIterable<{ readonly name: string; readonly storedBytes: number }>;
}

/** Bytes from `from` (inclusive, default 0) to `to` (exclusive, default the end). */
export type ReadOptions = {
  readonly key: BlobKey;
  readonly from?: number;
  readonly to?: number;
  readonly signal?: AbortSignal;
};

/** Voices as they were spoken. Only the recorder, the pipeline, uploads and retention are given it. */
export type Vault = Blobs & { readonly holds: "real voices" };

/** Voices nobody can recognise: all that a feed or a replay is ever given. */
export type Shelf = Blobs & { readonly holds: "anonymized voices" };
