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
  const database = makeDatabase();
  try {
    await database();
    return inDatabase(database);
  } catch {
    return memoryStore(); // private windows refuse; the page says that the tab has to stay open
  }
}

/** What it is: opened anew where the browser closed it, as it does to pages that slept or whose data was cleared. */
type Database = () => Promise<IDBDatabase>;

function inDatabase(database: Database): FallbackStore {
  const write = async (work: (tx: IDBTransaction) => void): Promise<void> => await whole(await database(), work);
  return {
    lasting: true,
    async all() {
      const recordings = (await database()).transaction("recordings").objectStore("recordings");
      const rows = await answered<Kept[]>(recordings.getAll());
      return rows.toSorted(oldestFirst);
    },
    begin: (kept) => write((tx) => void tx.objectStore("recordings").put(kept)),
    async add(id, { from, bytes }) {
      let here = false;
      await write((tx) =>
        withRow(tx, id, (row) => {
          here = true;
          if (row.size !== from) return {}; // it came, and only the word of that was lost
          tx.objectStore("pieces").put({ id, from, bytes } satisfies StoredPiece);
          return { size: from + bytes.length };
        })
      );
      return here;
    },
    async read(id, from) {
      const pieces = (await database()).transaction("pieces").objectStore("pieces");
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

function makeDatabase(): Database {
  let opened: Promise<IDBDatabase> | undefined;
  const forget = (): void => void (opened = undefined);
  return () => opened ??= open(forget).catch((error: unknown) => (forget(), Promise.reject(error)));
}

async function open(onClosed: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore("recordings", { keyPath: "id" });
    request.result.createObjectStore("pieces", { keyPath: ["id", "from"] });
  });
  const db = await answered(request);
  db.addEventListener("close", onClosed);
  return db;
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
