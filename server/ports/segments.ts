/** A piece of a running log, already sealed: bytes `from` up to `from + bytes` of the log's file. */
export type Segment = {
  readonly takeId: string;
  readonly trackId: string;
  readonly from: number;
  readonly bytes: number;
};

/** Where logs that still grow are sent to while they grow, so that a lost machine costs seconds. */
export interface Segments {
  /** Resolves when the piece is durable away from this machine. The same piece twice is fine. */
  send(segment: Segment, body: Uint8Array, signal?: AbortSignal): Promise<void>;
  /** All pieces of a take, in the order of track and place. */
  list(takeId: string): AsyncIterable<Segment>;
  /** The takes of which there are pieces, each once. */
  takes(): AsyncIterable<string>;
  read(segment: Segment, signal?: AbortSignal): Promise<Uint8Array>;
  /** Resolves when no piece of the take, or of that track of it, is left. */
  delete(takeId: string, trackId?: string): Promise<void>;
}
