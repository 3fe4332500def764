import { Buffer } from "node:buffer";
import { type Close, type Thing, thing, wrongMessage } from "./rules.ts";
import type { Fault, Mind } from "./fake-gemini.ts";
import { tone } from "./words.ts";

/** The fake's end of one connection. */
export type Wire = { send(text: string): void; close(code: number, reason: string): void; drop(): void };

/** What a conversation knows: it outlives its connections. */
export type Known = { turns: Turn[]; notes: string[] };
export type Turn = { readonly pcm: readonly Int16Array[]; readonly text: string };

/** One connection after its setup: what it was given, and what the mind behind it does. */
export class FakeSession {
  readonly number: number;
  readonly model: string;
  readonly setup: Thing;
  /** What it knows: at its beginning what the handle leads to, later what it was given too. */
  readonly known: Known;
  readonly openedAtMs: number;
  readonly toolResults: { readonly id: string; readonly response: unknown }[] = [];
  /** Everything that came, in order. */
  readonly received: Thing[] = [];
  greetings = 0;
  closed: Close | null = null;
  readonly #mind: Mind;
  readonly #wire: Wire;
  readonly #timers = new Set<() => void>();
  readonly #pending = new Map<string, boolean>();
  readonly #fresh: boolean;
  #turn: { pcm: Int16Array[]; text: string } | null = null;
  #contents = 0;
  #replying = false;
  #frozen = false;
  #spoke = false;

  constructor(
    { mind, wire, setup, known, number }: { mind: Mind; wire: Wire; setup: Thing; known: Known | null; number: number },
  ) {
    this.#mind = mind;
    this.#wire = wire;
    this.setup = setup;
    this.number = number;
    this.model = String(setup["model"]);
    this.#fresh = known === null;
    this.known = known ?? { turns: [], notes: [] };
    this.openedAtMs = mind.clock.now();
  }

  get live(): boolean {
    return this.closed === null;
  }

  /** Ready: it can be come back to. */
  begin(): void {
    this.say({ setupComplete: { sessionId: `session-${this.number}` } });
    this.#resumable(true);
  }

  say(message: Thing): void {
    if (this.live) this.#wire.send(JSON.stringify(message));
  }

  raw(text: string): void {
    if (this.live) this.#wire.send(text);
  }

  close(code: number, reason: string): void {
    if (!this.live) return;
    this.ended({ code, reason });
    if (code === 1006) this.#wire.drop();
    else this.#wire.close(code, reason);
  }

  /** The other side, or we, ended it. */
  ended(why: Close): void {
    this.closed ??= why;
    for (const off of this.#timers) off();
    this.#timers.clear();
  }

  goAway(leftMs: number): void {
    this.say({ goAway: { timeLeft: `${leftMs / 1_000}s` } });
    this.#after(leftMs, () => this.close(1011, "The deadline expired before the operation could complete."));
  }

  read(message: Thing): void {
    this.received.push(message);
    const announced = thing(this.setup["historyConfig"])["initialHistoryInClientContent"] === true;
    const wrong = wrongMessage(message, { model: this.model, contents: this.#contents, announced });
    if (wrong) return this.close(wrong.code, wrong.reason);
    const { realtimeInput, clientContent, toolResponse } = message;
    if (realtimeInput) this.#realtime(thing(realtimeInput));
    if (clientContent) this.#content(thing(clientContent), announced);
    if (toolResponse) this.#results(thing(toolResponse));
  }

  /** Wants a tool; a model of the older kind waits for it. */
  call(name: string, args: Thing): void {
    const id = `call-${this.#mind.nextCall()}`;
    const tools =
      (this.setup["tools"] as { functionDeclarations: { name: string; behavior?: string }[] }[] | undefined) ?? [];
    const declared = tools.flatMap((it) => it.functionDeclarations).find((it) => it.name === name);
    const blocks = this.model.includes("3.8-live") ? declared?.behavior === "BLOCKING" : true;
    this.#pending.set(id, blocks);
    this.#mind.called({ id, name, session: this.number });
    this.#resumable(false);
    this.say({ toolCall: { functionCalls: [{ id, name, args }] } });
  }

  #realtime({ activityStart, activityEnd, audio, text }: Thing): void {
    if (audio && [...this.#pending.values()].includes(true)) {
      return this.close(1008, "Operation is not implemented, or supported, or enabled.");
    }
    if (activityStart) {
      this.#interrupt();
      this.#turn = { pcm: [], text: "" };
    }
    if (audio && this.#turn) this.#turn.pcm.push(samples(String(thing(audio)["data"])));
    if (typeof text === "string" && this.#turn) this.#turn.text += text;
    if (activityEnd && this.#turn) {
      const turn = this.#turn;
      this.#turn = null;
      this.known.turns.push(turn);
      this.#mind.heard(this, turn);
      this.#reply(turn);
    }
  }

  #content({ turns, turnComplete }: Thing, announced: boolean): void {
    this.#contents++;
    const text = JSON.stringify(turns ?? []);
    this.known.notes.push(text);
    if (turnComplete !== true) return;
    if (announced && this.#contents === 1) return;
    this.#interrupt();
    this.#reply({ pcm: [], text });
  }

  #results({ functionResponses }: Thing): void {
    for (const it of Array.isArray(functionResponses) ? functionResponses.map(thing) : []) {
      const id = String(it["id"]);
      if (!this.#pending.delete(id)) return this.close(1007, "Function response id does not match a function call.");
      this.toolResults.push({ id, response: it["response"] });
      this.#mind.answered({ id, session: this.number });
      if (it["scheduling"] !== "SILENT") this.#speak(null);
    }
  }

  #interrupt(): void {
    const spoke = this.#replying && !this.#frozen;
    this.#stop();
    if (!spoke) return;
    this.say({ serverContent: { interrupted: true } });
    this.say({ serverContent: { turnComplete: true } });
    this.#resumable(true);
  }

  #stop(): void {
    this.#replying = false;
    this.#frozen = false;
    for (const off of this.#timers) off();
    this.#timers.clear();
  }

  #reply(turn: Turn): void {
    this.#stop();
    const fault = this.#mind.nextFault(turn);
    this.#replying = true;
    this.#resumable(false);
    this.#after(this.#mind.thinkMs, () => {
      if (turn.pcm.length > 0) {
        this.say({ serverContent: { inputTranscription: { text: this.#mind.transcribe(turn) } } });
      }
      const wish = fault ? null : this.#mind.nextCallWish(turn);
      if (wish) this.call(wish.name, wish.args);
      else this.#speak(fault);
    });
  }

  #speak(fault: Fault | null): void {
    this.#replying = true;
    switch (fault?.kind) {
      case "silent":
        this.#frozen = true;
        return;
      case "empty":
        return this.#complete();
      case "text":
        this.say({ serverContent: { modelTurn: { parts: [{ text: "Only in writing." }] } } });
        return this.#complete();
      case "garbage":
        return this.raw("<html>502 Bad Gateway</html>");
      case "foreign":
        return this.say({
          serverContent: { modelTurn: { parts: [{ inlineData: { mimeType: "audio/mpeg", data: "AAAA" } }] } },
        });
      case "unknown-tool":
        return this.call("delete_everything", {});
      case "close":
        return this.close(fault.code, fault.reason);
      case "frozen":
      case "cut":
      case undefined:
        return this.#utter(fault);
    }
  }

  /** Sound and words, faster than they are spoken. */
  #utter(fault: Fault | null): void {
    const { chunkMs, speed, replyMs } = this.#mind;
    const says = this.#words();
    const chunks = Math.max(1, Math.ceil(replyMs / chunkMs));
    const stopAt = fault?.kind === "frozen" || fault?.kind === "cut" ? Math.ceil(chunks / 3) : chunks;
    for (let at = 0; at < stopAt; at++) {
      this.#after(at * chunkMs / speed, () => {
        const from = Math.floor(says.length * at / chunks);
        this.say({
          serverContent: {
            modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: toneOf(chunkMs) } }] },
            outputTranscription: { text: says.slice(from, Math.floor(says.length * (at + 1) / chunks)) },
          },
        });
      });
    }
    const endMs = stopAt * chunkMs / speed;
    if (fault?.kind === "frozen") this.#frozen = true;
    else if (fault?.kind === "cut") this.#after(endMs, () => this.close(fault.code, fault.reason));
    else this.#after(endMs, () => this.#complete());
  }

  /** A mind that was not told better greets with its first words. */
  #words(): string {
    const told = JSON.stringify(this.setup["systemInstruction"] ?? "");
    const greets = this.#fresh && !this.#spoke && !/do not greet again/i.test(told);
    this.#spoke = true;
    if (greets) this.greetings++;
    return this.#mind.nextWords(greets);
  }

  #complete(): void {
    this.#replying = false;
    this.say({ serverContent: { generationComplete: true } });
    this.say({ serverContent: { turnComplete: true } });
    this.#resumable(true);
  }

  #resumable(resumable: boolean): void {
    const newHandle = resumable ? this.#mind.keep(this) : "";
    this.say({ sessionResumptionUpdate: resumable ? { newHandle, resumable } : { resumable } });
  }

  #after(ms: number, work: () => void): void {
    const off = this.#mind.alarm(ms, () => {
      this.#timers.delete(off);
      work();
    });
    this.#timers.add(off);
  }
}

function samples(base: string): Int16Array {
  return new Int16Array(Uint8Array.from(Buffer.from(base, "base64")).buffer);
}

const tones = new Map<number, string>();

/** The same sound each time, so it is made once. */
function toneOf(ms: number): string {
  const known = tones.get(ms) ?? base64(tone(ms));
  tones.set(ms, known);
  return known;
}

function base64(pcm: Int16Array): string {
  return Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString("base64");
}
