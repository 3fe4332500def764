import type { Caption, ChatLine } from "../../proto/signaling.ts";

/** How much of what was said a room remembers for those who come later. Higher shows more, lower is kept for fewer. */
const kept = { chat: 300, captions: 60 } as const;

/** What was written and shown in a room. Plain data, so that it survives a restart. */
export type Spoken = { readonly chat: readonly ChatLine[]; readonly captions: readonly Caption[] };

/** Remembers what was said, each line once however often it is sent. */
export class Talk {
  #chat: ChatLine[];
  #captions: Caption[];

  constructor({ chat, captions }: Spoken = { chat: [], captions: [] }) {
    this.#chat = [...chat];
    this.#captions = [...captions];
  }

  get spoken(): Spoken {
    return { chat: this.#chat, captions: this.#captions };
  }

  /** false: it was said before. */
  say(line: ChatLine): boolean {
    if (this.#chat.some((it) => it.id === line.id)) return false;
    this.#chat = [...this.#chat, line].slice(-kept.chat);
    return true;
  }

  /** Shows a line, or its newer form; false: what is final does not change any more. */
  show(caption: Caption): boolean {
    const before = this.#captions.find((it) => it.id === caption.id);
    if (before && (before.final || before.personId !== caption.personId)) return false;
    const others = this.#captions.filter((it) => it !== before);
    this.#captions = [...others, caption].slice(-kept.captions);
    return true;
  }
}
