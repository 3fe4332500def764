import { Buffer } from "node:buffer";
import type { BlobKey, Vault } from "../../ports/blobs.ts";
import type { FallbackRow } from "../../ports/takes.ts";

type At = Pick<FallbackRow, "interviewId" | "trackId">;

/** What begins the names of a browser recording's pieces. */
export function piecesPrefix({ interviewId, trackId }: At): string {
  return `${interviewId}/${trackId}/`;
}

/** The name of the piece that begins at a place: names sort as places do. */
export function pieceName(of: At, from: number): string {
  return `${piecesPrefix(of)}${String(from).padStart(12, "0")}`;
}

export type Pieces = {
  readonly bytes: number;
  readonly read: (from: number, to: number) => Promise<Uint8Array>;
};

/** The pieces of a browser's recording as one file, as far as they follow each other without a hole. */
export async function piecesOf(vault: Vault, fallback: FallbackRow, key: BlobKey): Promise<Pieces> {
  const pieces: { name: string; from: number; to: number }[] = [];
  let bytes = 0;
  while (bytes < fallback.received) {
    const name = pieceName(fallback, bytes);
    const size = await vault.size(name);
    if (size === null || size === 0) break;
    pieces.push({ name, from: bytes, to: bytes += size });
  }
  return {
    bytes,
    async read(from, to) {
      const parts: Uint8Array[] = [];
      for (const it of pieces) {
        if (it.to <= from || it.from >= to) continue;
        const range = { from: Math.max(from, it.from) - it.from, to: Math.min(to, it.to) - it.from };
        for await (const part of vault.read(it.name, { key, ...range })) parts.push(part);
      }
      return Buffer.concat(parts);
    },
  };
}
