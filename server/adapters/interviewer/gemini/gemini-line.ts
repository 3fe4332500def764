import { Buffer } from "node:buffer";
import { FunctionResponseScheduling, type GoogleGenAI, type LiveServerMessage, type Session } from "@google/genai";
import type { Log } from "../../../kit/log.ts";
import { unreachable } from "../../../kit/unreachable.ts";
import type { Brief, InterviewerLine, LineTells, Opening } from "../../../ports/interviewer.ts";
import { toolNamed, wrongArguments } from "../../../ports/interviewer-tools.ts";
import { endingOf } from "./ending.ts";
import { Held } from "./held.ts";
import { history, openingWords } from "./instruction.ts";
import { type Fact, factsOf } from "./messages.ts";
import type { Profile } from "./profiles.ts";
import { holdsUp, setupOf } from "./setup.ts";
import { type OpenSocket, type Watched, watchSocket } from "./socket.ts";

type Options = {
  readonly ai: GoogleGenAI;
  readonly apiKey: string;
  readonly model: string;
  readonly voice: string;
  readonly profile: Profile;
  readonly log: Log;
  readonly openSocket: OpenSocket | undefined;
  readonly brief: Brief;
  readonly opening: Opening;
  readonly standsIn: boolean;
  readonly handle: string | null;
  readonly tells: LineTells;
};
type Realtime = Parameters<Session["sendRealtimeInput"]>[0];

/** Our own codes, for ends that no socket told. */
const codes = { garbage: 4_000, foreign: 4_001, failed: 4_002 } as const;

/** One session of the Live service. */
export class GeminiLine implements InterviewerLine {
  readonly #options: Options;
  readonly #watched: Watched;
  #session: Session | null = null;
  #over = false;
  readonly #held = new Held<Realtime>((input) => this.#session?.sendRealtimeInput(input));
  /** What it is to know when it is spoken to next. */
  #notes: string[] = [];
  #calls = new Map<string, string>();
  /** Somebody speaks. */
  #hears = false;
  #wrote = false;
  #open = { said: false, heard: false };

  private constructor(options: Options) {
    const { ai, openSocket, profile, brief } = options;
    this.#options = options;
    const announced = profile.history === "announced" && brief.soFar !== null && options.handle === null;
    this.#watched = watchSocket(ai, {
      open: openSocket,
      setupMore: announced ? { historyConfig: { initialHistoryInClientContent: true } } : {},
      onGarbage: () => this.#end({ code: codes.garbage, reason: "sent what is no message" }),
      onClosed: (why) => this.#end(why),
    });
  }

  static open(options: Options): GeminiLine {
    const line = new GeminiLine(options);
    void line.#connect();
    return line;
  }

  get waitingBytes(): number {
    return this.#held.bytes + this.#watched.waitingBytes();
  }

  hear(pcm: Int16Array): void {
    const data = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString("base64");
    this.#held.say({ audio: { data, mimeType: "audio/pcm;rate=16000" } }, data.length);
  }

  speechBegan(): void {
    this.#hears = true;
    this.#held.say({ activityStart: {} });
    for (const text of this.#notes.splice(0)) this.#held.say({ text });
  }

  speechEnded(): void {
    this.#hears = false;
    this.#held.say({ activityEnd: {} });
  }

  tell(text: string, { answers }: { readonly answers: boolean }): void {
    // A part of the turn: content beside it would have the service wait for more.
    if (this.#hears && !answers) this.#held.say({ text });
    else if (this.#options.profile.words === "content") {
      this.#session?.sendClientContent({ turns: [{ role: "user", parts: [{ text }] }], turnComplete: answers });
    } else if (!answers) {
      this.#notes.push(text);
    } else {
      this.#held.say({ activityStart: {} });
      for (const line of [...this.#notes.splice(0), text]) this.#held.say({ text: line });
      this.#held.say({ activityEnd: {} });
    }
  }

  answer(id: string, result: Readonly<Record<string, unknown>>): void {
    const name = this.#calls.get(id);
    this.#calls.delete(id);
    if (name !== undefined) this.#respond(id, name, result);
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#session = null;
    this.#held.clear();
    this.#watched.close();
  }

  async #connect(): Promise<void> {
    const { ai, model, profile, voice, brief, handle } = this.#options;
    try {
      const session = await ai.live.connect({
        model,
        config: setupOf({ profile, voice, brief, handle }),
        callbacks: { onmessage: (message) => this.#read(message) },
      });
      if (this.#over) return;
      this.#session = session;
      this.#begin();
    } catch (error) {
      this.#options.log.warn("an interviewer could not be called", {
        error: error instanceof Error ? error.name : "unknown",
      });
      this.#end({ code: codes.failed, reason: "could not be called" });
    }
  }

  #begin(): void {
    const { profile, brief, opening, handle, tells } = this.#options;
    const said = handle === null && profile.history !== "instruction" ? history(brief) : [];
    if (said.length > 0) {
      const turns = said.map(({ role, text }) => ({ role, parts: [{ text }] }));
      // Announced content is history until it is complete; other content would be answered then.
      this.#session?.sendClientContent({ turns, turnComplete: profile.history === "announced" });
    }
    tells.ready();
    const words = openingWords(brief, opening);
    if (words !== null) this.tell(words, { answers: true });
  }

  #read(message: LiveServerMessage): void {
    for (const fact of factsOf(message)) {
      if (this.#over) return;
      this.#take(fact);
    }
  }

  #take(fact: Fact): void {
    const { tells, log } = this.#options;
    switch (fact.kind) {
      case "sound":
        return tells.sound(fact.pcm, fact.rate);
      case "said":
      case "heard":
        this.#open[fact.kind] = !fact.final;
        return tells[fact.kind](fact.text, fact.final);
      case "text":
        if (!this.#wrote) log.info("an interviewer answers in writing, which nobody hears");
        this.#wrote = true;
        return tells.wrote();
      case "interrupted":
        this.#closeUtterances();
        return tells.interrupted();
      case "complete":
        this.#closeUtterances();
        return tells.turnComplete();
      case "call":
        return this.#call(fact);
      case "cancelled":
        return this.#cancelled(fact.ids);
      case "handle":
        return tells.handle(fact.handle);
      case "going":
        return tells.goingAway(fact.leftMs);
      case "foreign":
        return this.#end({ code: codes.foreign, reason: fact.reason });
      default:
        return unreachable(fact);
    }
  }

  #call({ id, name, args }: Extract<Fact, { kind: "call" }>): void {
    const tool = toolNamed(name);
    const wrong = tool ? wrongArguments(tool, args) : `There is no tool named ${name.slice(0, 60)}. Nothing was done.`;
    if (tool && holdsUp(tool, this.#options.profile) || !tool) this.#held.wait(id);
    if (wrong !== null) return this.#respond(id, name, { error: wrong });
    this.#calls.set(id, name);
    this.#options.tells.wants({ id, name, args });
  }

  #respond(id: string, name: string, response: Record<string, unknown>): void {
    const tool = toolNamed(name);
    const scheduling = this.#options.profile.freeTools && tool?.silent
      ? { scheduling: FunctionResponseScheduling.SILENT }
      : {};
    this.#session?.sendToolResponse({ functionResponses: [{ id, name, response, ...scheduling }] });
    this.#held.release([id]);
  }

  #cancelled(ids: readonly string[]): void {
    for (const id of ids) this.#calls.delete(id);
    this.#options.tells.cancelled(ids);
    this.#held.release(ids);
  }

  #closeUtterances(): void {
    const { tells } = this.#options;
    const { heard, said } = this.#open;
    this.#open = { said: false, heard: false };
    if (heard) tells.heard("", true);
    if (said) tells.said("", true);
  }

  #end(why: { readonly code: number; readonly reason: string }): void {
    if (this.#over) return;
    const { apiKey: key, handle, tells } = this.#options;
    const ready = this.#session !== null;
    this.close();
    tells.closed(endingOf(why, { key, ready, handle }));
  }
}
