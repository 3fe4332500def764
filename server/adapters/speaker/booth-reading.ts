import { Buffer } from "node:buffer";
import { AppError } from "../../kit/errors.ts";
import type { Spoken } from "../../ports/speaker.ts";
import { asks, samplesOf, tells } from "./booth/frames.mjs";
import type { BoothLine, Hello, LineGuest } from "./booth-line.ts";
import type { BoothFrame } from "./booth-socket.ts";

type News = Spoken | AppError | "said";
type Options = { readonly line: BoothLine; readonly text: Uint8Array; readonly patienceMs: number };

/** A booth that is lost so often before one more piece came does not get the text again. */
const triesForOnePiece = 3;

/** One text that the booth reads. Where the booth is lost in the middle, the next one goes on behind the last piece. */
export class BoothReading implements LineGuest {
  readonly #options: Options;
  readonly #id: number;
  readonly #news: News[] = [];
  #wake: () => void = () => {};
  /** Pieces that came, and how often they were asked for since the last. */
  #came = 0;
  #tries = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#id = options.line.welcome(this);
    const { hello } = options.line;
    if (hello) this.there(hello);
    else this.lost();
  }

  /** The next piece; null: that was all, or it was closed. Throws AppError where it cannot go on. */
  async next(): Promise<Spoken | null> {
    while (!this.#closed) {
      const news = this.#news.shift();
      if (news === undefined) await new Promise<void>((resolve) => this.#wake = resolve);
      else if (news === "said") return null;
      else if (news instanceof AppError) throw news;
      else {
        this.#options.line.send(asks.more, this.#id);
        if (news.pcm.length > 0) return news;
      }
    }
    return null;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#patience);
    this.#options.line.send(asks.hush, this.#id);
    this.#options.line.farewell(this.#id);
    this.#wake();
  }

  there(hello: Hello): void {
    clearTimeout(this.#patience);
    if (hello.voice === null) return this.#tell(noVoice());
    if (++this.#tries > triesForOnePiece) return this.#tell(failed("lost"));
    const body = Buffer.alloc(4 + this.#options.text.length);
    body.writeUInt32LE(this.#came, 0);
    body.set(this.#options.text, 4);
    this.#options.line.send(asks.say, this.#id, body);
  }

  lost(): void {
    this.#patience = setTimeout(() => this.#tell(noVoice()), this.#options.patienceMs);
  }

  frame({ kind, body }: BoothFrame): void {
    if (kind === tells.said) this.#tell("said");
    else if (kind === tells.failed) this.#tell(failed(body.toString("utf8")));
    else if (kind === tells.sound) {
      this.#came++;
      this.#tries = 0;
      this.#tell(spokenIn(body));
    }
  }

  #tell(news: News): void {
    this.#news.push(news);
    this.#wake();
  }
}

function spokenIn(body: Buffer): Spoken | AppError {
  const rate = body.length >= 4 ? body.readUInt32LE(0) : 0;
  if (rate !== 16_000 && rate !== 24_000) return failed("rate");
  return { pcm: samplesOf(body, 4), rate };
}

function noVoice(): AppError {
  return new AppError("unavailable", "There is no voice on this server at the moment.");
}

function failed(code: string): AppError {
  if (code === "no-voice") return noVoice();
  const cause = new Error(code);
  if (code === "too-many") return new AppError("too-many", "Too many texts are being read at once.", { cause });
  return new AppError("unavailable", "The voice of this server stopped in the middle of a text.", { cause });
}
