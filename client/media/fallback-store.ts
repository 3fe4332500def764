/** A recording that this browser makes by itself, as far as it is still here. */
export type Kept = {
  readonly id: string;
  readonly interviewId: string;
  readonly personId: string;
  readonly startedAtMs: number;
  /** Bytes that were recorded. */
  readonly size: number;
  /** What the server calls it; null before it was told of it. */
  readonly trackId: string | null;
  /** Bytes that the server has for sure. */
  readonly sent: number;
  /** Nothing more is recorded of it. */
  readonly ended: boolean;
};
export type Change = Partial<Pick<Kept, "trackId" | "sent" | "ended">>;

/** Where recordings wait until the server has them. */
export interface FallbackStore {
  /** Whether they are still there after the tab was closed. */
  readonly lasting: boolean;
  /** The oldest first. */
  all(): Promise<readonly Kept[]>;
  begin(kept: Kept): Promise<void>;
  /** Puts a piece where it begins, once. false: the recording is not here any more. Throws also what `isFull` knows. */
  add(id: string, piece: Piece): Promise<boolean>;
  /** Some of the bytes from a place on; none when there are none. */
  read(id: string, from: number): Promise<Uint8Array>;
  /** Pieces that lie wholly before `sent` go. */
  change(id: string, change: Change): Promise<void>;
  remove(id: string): Promise<void>;
}

export type Piece = { readonly from: number; readonly bytes: Uint8Array };
export type StoredPiece = Piece & { readonly id: string };

/** Pieces of a second each that are sent at once. Lower asks the server more often, higher sends more again after a break. */
export const piecesAtOnce = 32;

/** What follows a place in pieces that follow each other. */
export function joined(pieces: readonly StoredPiece[], from: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = from;
  for (const piece of pieces) {
    if (piece.from + piece.bytes.length <= at) continue;
    if (piece.from > at) break; // what follows a hole is of no use before the hole is filled
    parts.push(piece.bytes.subarray(at - piece.from));
    at = piece.from + piece.bytes.length;
  }
  const all = new Uint8Array(at - from);
  let to = 0;
  for (const part of parts) {
    all.set(part, to);
    to += part.length;
  }
  return all;
}

/** For browsers that let nothing be kept: gone with the tab. */
export function memoryStore(): FallbackStore {
  const rows = new Map<string, Kept>();
  let pieces: StoredPiece[] = [];
  const now = async <T>(work: () => T): Promise<T> => {
    await Promise.resolve();
    return work();
  };
  const set = (id: string, change: Partial<Kept>): void => {
    const row = rows.get(id);
    if (row) rows.set(id, { ...row, ...change });
  };
  return {
    lasting: false,
    all: () => now(() => [...rows.values()].toSorted(oldestFirst)),
    begin: (kept) => now(() => void rows.set(kept.id, kept)),
    add: (id, { from, bytes }) =>
      now(() => {
        const row = rows.get(id);
        if (row?.size === from) {
          pieces.push({ id, from, bytes });
          set(id, { size: from + bytes.length });
        }
        return row !== undefined;
      }),
    read: (id, from) => now(() => joined(pieces.filter((it) => it.id === id).slice(0, piecesAtOnce), from)),
    change: (id, change) =>
      now(() => {
        set(id, change);
        const { sent = 0 } = change;
        pieces = pieces.filter((it) => it.id !== id || it.from + it.bytes.length > sent);
      }),
    remove: (id) =>
      now(() => {
        rows.delete(id);
        pieces = pieces.filter((it) => it.id !== id);
      }),
  };
}

export function oldestFirst(a: Kept, b: Kept): number {
  return a.startedAtMs - b.startedAtMs;
}

/** Whether the browser has no more space; whatever else it throws may be otherwise the next time. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
