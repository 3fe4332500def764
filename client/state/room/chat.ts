import { type Accessor, createSignal } from "solid-js";
import type { Caption, ChatLine } from "../../../proto/signaling.ts";
import type { Live } from "../../api/live.ts";
import { asRefusal } from "../../kit/refusal.ts";
import { uuid } from "../../kit/uuid.ts";

/** A line of the chat; own lines show before the server has them. */
export type ShownLine = ChatLine & { readonly pending: boolean };

export interface Chat {
  lines: Accessor<readonly ShownLine[]>;
  captions: Accessor<readonly Caption[]>;
  unread(): number;
  read(): void;
  /** What was said before one came, or while one was away; what is still unsent is sent now. */
  joined(chat: readonly ChatLine[], captions: readonly Caption[]): void;
  said(line: ChatLine): void;
  shown(caption: Caption): void;
  /** Resolves when the server has it, or when it will be sent as soon as the line is back. */
  say(text: string): Promise<void>;
  typeLine(text: string): Promise<void>;
}

type Options = {
  live: Pick<Live, "ask">;
  me: () => { readonly id: string; readonly name: string } | undefined;
  now: () => number;
};

/** How many captions are kept on screen's memory. Higher shows more of what was said, and costs more to draw. */
const keptCaptions = 200;

/** What is written in a room. A line has its id from whoever sends it, so it is said once however often it is sent. */
export function createChat({ live, me, now }: Options): Chat {
  const [said, setSaid] = createSignal<readonly ChatLine[]>([]);
  const [pending, setPending] = createSignal<readonly ChatLine[]>([]);
  const [captions, setCaptions] = createSignal<readonly Caption[]>([]);
  const [seen, setSeen] = createSignal<ReadonlySet<string>>(new Set<string>());
  const settle = (id: string): void => void setPending((all) => all.filter((it) => it.id !== id));
  const take = (lines: readonly ChatLine[]): void => {
    setSaid((all) => merged(all, lines));
    for (const { id } of lines) settle(id);
  };

  const send = async (line: ChatLine): Promise<void> => {
    try {
      await live.ask("chat:say", { id: line.id, text: line.text });
    } catch (error) {
      const refusal = asRefusal(error);
      // It goes with the others when the line is back; the same id is said once.
      if (refusal.uncertain) return;
      settle(line.id);
      throw refusal;
    }
  };
  return {
    lines:
      () => [...said().map((it) => ({ ...it, pending: false })), ...pending().map((it) => ({ ...it, pending: true }))],
    captions,
    unread: () => said().filter((it) => it.personId !== me()?.id && !seen().has(it.id)).length,
    read: () => setSeen(new Set(said().map((it) => it.id))),
    joined(chat, before) {
      take(chat);
      setCaptions((all) => before.reduce(withCaption, all));
      for (const line of pending()) void send(line).catch(() => undefined); // refused by now: it is gone from the list
    },
    said: (line) => take([line]),
    shown: (caption) => void setCaptions((all) => withCaption(all, caption)),
    async say(text) {
      const line = { id: uuid(), personId: me()?.id ?? "", name: me()?.name ?? "", text, atMs: now() };
      setPending((all) => [...all, line]);
      await send(line);
    },
    async typeLine(text) {
      await live.ask("line:type", { id: uuid(), text });
    },
  };
}

/** In the order in which it was said, each once. */
function merged(before: readonly ChatLine[], more: readonly ChatLine[]): readonly ChatLine[] {
  const all = new Map([...before, ...more].map((it) => [it.id, it]));
  return [...all.values()].sort((a, b) => a.atMs - b.atMs);
}

function withCaption(all: readonly Caption[], caption: Caption): readonly Caption[] {
  const index = all.findIndex((it) => it.id === caption.id);
  if (index >= 0) return all.with(index, caption);
  return [...all, caption].slice(-keptCaptions);
}
