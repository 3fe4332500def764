/** Something that happened in an interview, as its owner's time line shows it. */
export type Moment = {
  readonly atMs: number;
  /** Somebody came into the seat, began to ask, was given the microphone or gave it back; or a question was asked. */
  readonly what: "seat" | "asker" | "microphone" | "microphone-back" | "question";
  /** Whom it is about; null: the AI interviewer, or nobody. */
  readonly personId: string | null;
  /** What was asked. */
  readonly text: string | null;
};

type Places = { readonly seatId: unknown; readonly askerId: unknown; readonly speakers: readonly unknown[] };

/** More than an interview has; a room that changes its places all the time fills no row. */
const mostMoments = 500;
/** A line on the page. */
const mostText = 300;

const nowhere: Places = { seatId: null, askerId: null, speakers: [] };

/** Picks from the notes of an interview, in their order, what its owner finds the way by. */
export class Moments {
  readonly list: Moment[] = [];
  #places = nowhere;

  note({ atMs, note }: { readonly atMs: number; readonly note: unknown }): void {
    if (isPlaces(note)) this.#moveTo(note, atMs);
    else if (isQuestion(note)) this.#add({ atMs, what: "question", personId: null, text: textOf(note) });
  }

  #moveTo(places: Places, atMs: number): void {
    const before = this.#places;
    this.#places = places;
    const add = (what: Moment["what"], id: unknown): void => {
      if (typeof id === "string") this.#add({ atMs, what, personId: id, text: null });
    };
    if (places.seatId !== before.seatId) add("seat", places.seatId);
    if (places.askerId !== before.askerId) add("asker", places.askerId);
    for (const id of places.speakers) if (!before.speakers.includes(id)) add("microphone", id);
    for (const id of before.speakers) if (!places.speakers.includes(id)) add("microphone-back", id);
  }

  #add(moment: Moment): void {
    if (this.list.length < mostMoments) this.list.push(moment);
  }
}

/** Who sits, asks and speaks, as a room notes it. */
export function isPlaces(note: unknown): note is Places & { readonly kind: "places" } {
  return isRecord(note) && note["kind"] === "places" && Array.isArray(note["speakers"]);
}

function isQuestion(note: unknown): note is Readonly<Record<string, unknown>> {
  return isRecord(note) && note["kind"] === "question";
}

/** The interviewer names it `ask`, whoever types it `text`. */
function textOf(note: Readonly<Record<string, unknown>>): string | null {
  const text = [note["ask"], note["text"]].find((it) => typeof it === "string");
  return typeof text === "string" ? text.slice(0, mostText) : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
