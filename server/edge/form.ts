import { Buffer } from "node:buffer";
import { AppError } from "../kit/errors.ts";

/** A form as it comes in: what it says before its file, and the file, which is never whole in memory. */
export type Form = {
  readonly fields: Readonly<Record<string, string>>;
  /** Throws AppError "too-large", and "bad-request" for what is cut off or goes on after the file. To be read once. */
  readonly file: AsyncIterable<Uint8Array>;
};

type Source = AsyncIterable<Uint8Array>;

/** Of one part. Browsers and curl send some hundred bytes. */
const mostHeaderBytes = 8_000;
const mostFields = 10;
const mostFieldBytes = 1_000;
/** What may end parts: letters that cannot begin a line end, so that looking for it takes each byte once or twice. */
const boundaryForm =
  /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([\w'()+,./:=? -]{1,70})"|([\w'()+,./:=?-]{1,70}))/i;

/** Whether that is the content-type of a form with files. */
export function isForm(contentType: string | undefined): boolean {
  return /^multipart\/form-data\b/i.test(contentType ?? "");
}

type Headers = { readonly contentType: string; /** NaN: not said. */ readonly length: number };

/** Reads multipart/form-data (RFC 7578) up to its one file, of at most `most` bytes. Names of files are not looked at. */
export async function readForm({ contentType, length }: Headers, source: Source, most: number): Promise<Form> {
  if (length > most + mostFields * (mostFieldBytes + mostHeaderBytes)) throw tooLarge(most);
  const [, quoted, plain] = boundaryForm.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed("its content-type names no boundary");
  const mark = Buffer.from(`\r\n--${boundary}`);
  const window = new Window(source);
  if (await window.text(mark, 0) !== "") throw malformed("it does not begin with its boundary");
  const fields = new Map<string, string>();
  while (await window.goesOn()) {
    const { name, file } = headOf(await window.text(Buffer.from("\r\n\r\n"), mostHeaderBytes));
    if (file) return { fields: Object.fromEntries(fields), file: fileOf(window, mark, most) };
    if (fields.size === mostFields) throw malformed("it has too many fields");
    fields.set(name, await window.text(mark, mostFieldBytes));
  }
  throw new AppError("bad-request", "There is no file in this form. Send the recording as a file. Nothing was kept.");
}

function headOf(head: string): { name: string; file: boolean } {
  const [, said] = /^content-disposition:[ \t]*form-data\b(.*)$/im.exec(head) ?? [];
  const [, quoted, plain] = /;[ \t]*name=(?:"([^"]*)"|([^";\s]+))/i.exec(said ?? "") ?? [];
  const name = quoted ?? plain;
  if (said === undefined || name === undefined) throw malformed("a part of it has no name");
  return { name, file: /;[ \t]*filename\*?=/i.test(said) || /^content-type:/im.test(head) };
}

async function* fileOf(window: Window, mark: Buffer, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of window.until(mark)) {
    bytes += piece.length;
    if (bytes > most) throw tooLarge(most);
    yield piece;
  }
  if (await window.goesOn()) {
    throw new AppError("bad-request", "Send one file, and nothing after it. Nothing was kept.");
  }
}

/** What was received and not yet looked at: no more than what came last and the length of a mark. */
class Window {
  readonly #source: AsyncIterator<Uint8Array>;
  // The first boundary has no line before it, unlike all others.
  #rest: Buffer = Buffer.from("\r\n");

  constructor(source: Source) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** All bytes before the mark, as they come; the mark is passed too. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#rest.indexOf(mark);
      const sure = at >= 0 ? at : Math.max(0, this.#rest.length - mark.length + 1);
      const piece = this.#rest.subarray(0, sure);
      this.#rest = this.#rest.subarray(at >= 0 ? at + mark.length : sure);
      if (piece.length > 0) yield piece;
      if (at >= 0) return;
      await this.#pull();
    }
  }

  async text(mark: Buffer, most: number): Promise<string> {
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of this.until(mark)) {
      bytes += piece.length;
      if (bytes > most) throw malformed("a part of it is too long");
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString("utf8");
  }

  /** Whether another part follows the boundary that was passed last. */
  async goesOn(): Promise<boolean> {
    while (this.#rest.length < 2) await this.#pull();
    const next = this.#rest.toString("latin1", 0, 2);
    this.#rest = this.#rest.subarray(2);
    if (next !== "\r\n" && next !== "--") throw malformed("a boundary does not end its line");
    return next === "\r\n";
  }

  async #pull(): Promise<void> {
    const next = await this.#source.next().catch((cause: unknown) => {
      throw cutOff(cause);
    });
    if (next.done) throw cutOff();
    this.#rest = Buffer.concat([this.#rest, next.value]);
  }
}

function malformed(what: string): AppError {
  return new AppError("bad-request", `This form cannot be read: ${what}. Nothing was kept.`);
}

function cutOff(cause?: unknown): AppError {
  return new AppError("bad-request", "This was cut off on its way. Nothing was kept; send it again.", { cause });
}

function tooLarge(most: number): AppError {
  return new AppError("too-large", `This is larger than ${Math.floor(most / 1_000_000)} MB. Nothing was kept.`);
}
