import {
  type Change,
  type FallbackStore,
  joined,
  type Kept,
  memoryStore,
  oldestFirst,
  piecesAtOnce,
  type StoredPiece,
} from "./fallback-store.ts";

const name = "fallback";
const both = ["recordings", "pieces"];

/** Recordings in the browser's own database; where it has none, in memory. */
export async function openFallbackStore(): Promise<FallbackStore> {
  try {
    return inDatabase(await open());
  } catch {
    return memoryStore(); // private windows refuse; the page says that the tab has to stay open
  }
}

function inDatabase(db: IDBDatabase): FallbackStore {
  const write = (work: (tx: IDBTransaction) => void): Promise<void> => whole(db, work);
  return {
    lasting: true,
    async all() {
      const rows = await answered<Kept[]>(db.transaction("recordings").objectStore("recordings").getAll());
      return rows.toSorted(oldestFirst);
    },
    begin: (kept) => write((tx) => void tx.objectStore("recordings").put(kept)),
    add: (id, bytes) =>
      write((tx) =>
        withRow(tx, id, (row) => {
          tx.objectStore("pieces").put({ id, from: row.size, bytes } satisfies StoredPiece);
          return { size: row.size + bytes.length };
        })
      ),
    async read(id, from) {
      const pieces = db.transaction("pieces").objectStore("pieces");
      return joined(await answered<StoredPiece[]>(pieces.getAll(piecesOf(id), piecesAtOnce)), from);
    },
    change: (id, change: Change) =>
      write((tx) => {
        withRow(tx, id, () => change);
        if (change.sent !== undefined) dropBefore(tx, id, change.sent);
      }),
    remove: (id) =>
      write((tx) => {
        tx.objectStore("recordings").delete(id);
        tx.objectStore("pieces").delete(piecesOf(id));
      }),
  };
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore("recordings", { keyPath: "id" });
    request.result.createObjectStore("pieces", { keyPath: ["id", "from"] });
  });
  return answered(request);
}

function piecesOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Infinity]);
}

/** Nothing happens to a recording that was removed meanwhile. */
function withRow(tx: IDBTransaction, id: string, work: (row: Kept) => Partial<Kept>): void {
  const rows = tx.objectStore("recordings");
  const request = rows.get(id) as IDBRequest<Kept | undefined>;
  request.addEventListener("success", () => {
    if (request.result) rows.put({ ...request.result, ...work(request.result) });
  });
}

function dropBefore(tx: IDBTransaction, id: string, sent: number): void {
  const request = tx.objectStore("pieces").openCursor(piecesOf(id));
  request.addEventListener("success", () => {
    const cursor = request.result;
    const piece = cursor?.value as StoredPiece | undefined;
    if (!cursor || !piece || piece.from + piece.bytes.length > sent) return;
    cursor.delete();
    cursor.continue();
  });
}

/** Resolves when all of it is on disk. */
function whole(db: IDBDatabase, work: (tx: IDBTransaction) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const tx = db.transaction(both, "readwrite");
    tx.addEventListener("complete", () => resolve());
    tx.addEventListener("abort", () => reject(tx.error ?? new Error("The browser kept nothing.")));
    work(tx);
  });
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("The browser did not answer.")));
  });
}
