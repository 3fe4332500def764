import type { Reaction } from "../../proto/live/words.ts";
import type { Caption, ChatLine } from "../../proto/signaling.ts";
import { partOf } from "../domain/seat/rights.ts";
import type { RoomState } from "../domain/seat/state.ts";
import { AppError, found } from "../kit/errors.ts";
import type { ShownCaption } from "./interviewers.ts";
import type { Recording } from "./recording.ts";
import type { RoomKit } from "./room-kit.ts";
import type { Talk } from "./talk.ts";

type Options = {
  readonly sessionId: string;
  readonly kit: Pick<RoomKit, "cry" | "clock">;
  readonly talk: Talk;
  readonly state: () => RoomState;
  readonly recording: Pick<Recording, "quote">;
  /** Something was typed instead of said. */
  readonly onTyped: (personId: string, line: Pick<Caption, "id" | "text">) => void;
  /** Something was said that is kept. */
  readonly onSaid: () => void;
};

const writeInChat = "Only who would be heard can type here. Write in the chat, or raise your hand.";

/** What is written and shown in a room: told to everybody, remembered, and recorded of those who agreed. */
export class Speech {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Said to everybody, once for each id. */
  say(line: Pick<ChatLine, "id" | "personId" | "text">): void {
    const { sessionId, kit, talk, state, recording, onSaid } = this.#options;
    const { name } = found(state().people[line.personId] ?? null, "person in this room");
    const said = { ...line, name, atMs: kit.clock.now() };
    if (!talk.say(said)) return;
    kit.cry(sessionId, "chat:said", said);
    recording.quote(line.personId, { kind: "chat", id: said.id, text: said.text });
    onSaid();
  }

  react(personId: string, reaction: Reaction): void {
    const { sessionId, kit } = this.#options;
    kit.cry(sessionId, "reaction:sent", { personId, reaction });
  }

  /** What somebody types instead of saying it; throws AppError "forbidden" for who would not be heard either. */
  type(line: Pick<Caption, "id" | "text"> & { readonly personId: string }): void {
    if (partOf(this.#options.state(), line.personId) === "observer") throw new AppError("forbidden", writeInChat);
    if (!this.caption({ ...line, final: true, typed: true })) return;
    this.#options.onTyped(line.personId, { id: line.id, text: line.text });
  }

  /** Shown to everybody as being said; false: it was before. What several said together is in nobody's recording. */
  caption({ several = false, ...line }: ShownCaption): boolean {
    const { sessionId, kit, talk, recording, onSaid } = this.#options;
    const caption = { ...line, atMs: kit.clock.now() };
    if (!talk.show(caption)) return false;
    kit.cry(sessionId, "caption:shown", caption);
    if (!caption.final) return true;
    if (!several) recording.quote(caption.personId, { ...caption, kind: "caption" });
    onSaid();
    return true;
  }
}
