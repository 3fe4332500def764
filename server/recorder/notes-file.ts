import { Buffer } from "node:buffer";
import type { LogRecord } from "./log/records.ts";
import { isPlaces } from "./moments.ts";

/** Something that happened in an interview, `atMs` on its time line; `personId` is whose words or deed it is. */
export type NoteLine = { readonly atMs: number; readonly note: unknown };

export const notesMediaType = "application/x-ndjson";

/** Who agrees to being recorded in a take, and since when; null: nobody was asked. */
type Agreed = {
  readonly take: { readonly openedAt: Date };
  readonly agreed: ReadonlyMap<string, Date> | null;
};

/** Where notes begin and end, and of whom there is something in them. */
export type SeenNotes = { firstMs: number; lastMs: number; readonly people: Set<string> };

/** The notes that may be kept; `seen` is right afterwards. */
export async function* keptNotes(
  lines: AsyncIterable<NoteLine>,
  of: Agreed,
  seen: SeenNotes,
): AsyncGenerator<NoteLine> {
  let first = true;
  for await (const line of lines) {
    if (!mayKeep(line, of)) continue;
    if (first) seen.firstMs = line.atMs;
    first = false;
    seen.lastMs = Math.max(seen.lastMs, line.atMs);
    const kept = without(line, of);
    for (const id of peopleIn(kept)) seen.people.add(id);
    yield kept;
  }
}

/** A note is nobody's, or theirs who agreed to being recorded and did not take that back since. */
function mayKeep({ atMs, note }: NoteLine, of: Agreed): boolean {
  const personId = saidBy(note);
  return personId === undefined || agrees(personId, atMs, of);
}

function saidBy(note: unknown): string | undefined {
  const personId = typeof note === "object" && note !== null ? (note as { personId?: unknown }).personId : undefined;
  return typeof personId === "string" ? personId : undefined;
}

function peopleIn({ note }: NoteLine): string[] {
  const places = isPlaces(note) ? [note.seatId, note.askerId, ...note.speakers] : [];
  return [saidBy(note), ...places].filter((it) => typeof it === "string");
}

/** Where somebody sat or spoke is theirs as well: who did not agree is in no place. */
function without({ atMs, note }: NoteLine, of: Agreed): NoteLine {
  if (!isPlaces(note)) return { atMs, note };
  const may = (id: unknown): boolean => typeof id === "string" && agrees(id, atMs, of);
  const { seatId, askerId, speakers } = note;
  const kept = { seatId: may(seatId) ? seatId : null, askerId: may(askerId) ? askerId : null };
  return { atMs, note: { ...note, ...kept, speakers: speakers.filter(may) } };
}

function agrees(personId: string, atMs: number, { take, agreed }: Agreed): boolean {
  const since = agreed?.get(personId);
  return agreed === null || since !== undefined && take.openedAt.getTime() + atMs >= since.getTime();
}

/** The notes of a log, in the order in which they happened. */
export async function* notesOf(records: AsyncIterable<LogRecord>): AsyncGenerator<NoteLine> {
  for await (const it of records) {
    if (it.kind === "note") yield { atMs: Math.round(it.atUs / 1000), note: it.note };
  }
}

/** One line of JSON for each note. */
export async function* writeNotes(lines: AsyncIterable<NoteLine>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
}

/** The notes of a file that `writeNotes` wrote. */
export async function* readNotes(file: AsyncIterable<Uint8Array>): AsyncGenerator<NoteLine> {
  const utf8 = new TextDecoder();
  let rest = "";
  for await (const piece of file) {
    const lines = (rest + utf8.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as NoteLine;
  }
}
