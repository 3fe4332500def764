import type { Fallback } from "../../proto/http/takes.ts";
import type { Call } from "../api/call.ts";
import { Refusal, type RefusalCode } from "../kit/refusal.ts";
import type { FallbackStore, Kept } from "./fallback-store.ts";

type Options = {
  readonly store: Promise<FallbackStore>;
  readonly call: Call;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  /** Whether it may be sent now; asked before each request. */
  readonly wanted: (kept: Kept) => boolean;
  /** The server has more than before. */
  readonly onSent: () => Promise<void>;
};
type Begun = Kept & { readonly trackId: string };

/** As long ago as a recording may have begun when the server first hears of it. */
const dayMs = 86_400_000;
/** Asking again would change nothing. */
const finals: readonly RefusalCode[] = ["bad-request", "forbidden", "not-found", "closed", "too-large"];
/** How often in a row the server may name another place before it is left alone for a while. */
const mostConflicts = 5;

/** Brings one recording to the server, from wherever that has it. */
export class FallbackSender {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Sends what is there; what is whole and sent goes. Answers why the rest went unsent, if it did. Throws what may be
   * better later.
   */
  async send(id: string): Promise<string | undefined> {
    try {
      return await this.#send(id);
    } catch (error) {
      if (!isFinal(error)) throw error;
      if (!await this.#find(id)) return undefined; // it was given up here meanwhile
      if (error.code === "too-large") await this.#closeAt(id);
      return await this.#forget(id, error.message);
    }
  }

  async #send(id: string): Promise<string | undefined> {
    for (let conflicts = 0;;) {
      const kept = await this.#find(id);
      if (!kept || (kept.size === 0 && !kept.ended)) return undefined;
      if (kept.size === 0) return await this.#forget(id);
      const begun = { ...kept, trackId: kept.trackId ?? await this.#begin(kept) };
      try {
        if (!await this.#sendNext(begun)) return undefined;
        conflicts = 0;
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== "conflict" || ++conflicts > mostConflicts) throw error;
        const there = await this.#look(begun);
        if (there.state !== "receiving") {
          return await this.#forget(id, there.received < kept.size ? error.message : undefined);
        }
        await this.#has(id, there.received);
      }
    }
  }

  /** false: there is nothing more to send now. */
  async #sendNext(kept: Begun): Promise<boolean> {
    const bytes = await (await this.#options.store).read(kept.id, kept.sent);
    const last = kept.ended && (bytes.length === 0 || kept.sent + bytes.length >= kept.size);
    if (bytes.length === 0 && !last) return false;
    const { received } = await this.#add(kept, bytes, last);
    if (last) await this.#forget(kept.id);
    else await this.#has(kept.id, received);
    return !last;
  }

  async #has(id: string, sent: number): Promise<void> {
    await (await this.#options.store).change(id, { sent });
    await this.#options.onSent();
  }

  async #forget(id: string, why?: string): Promise<string | undefined> {
    await (await this.#options.store).remove(id);
    return why;
  }

  /** Should the answer be lost, another is begun; the empty one goes by itself. */
  async #begin({ id, interviewId, startedAtMs }: Kept): Promise<string> {
    const { call, nowMs, signal, store } = this.#options;
    const sinceMs = Math.max(0, Math.round(nowMs() - startedAtMs));
    if (sinceMs > dayMs) {
      throw new Refusal("closed", "A recording on this computer waited for more than a day. It was not sent.");
    }
    const options = { params: { id: interviewId }, body: { sinceMs }, signal };
    const { id: trackId } = await call("POST /interviews/:id/audio", options);
    await (await store).change(id, { trackId });
    return trackId;
  }

  #add({ interviewId, trackId, sent: offset }: Begun, body: Uint8Array, last: boolean): Promise<Fallback> {
    const query = { offset, last: last ? "true" : "false" } as const;
    const { call, signal } = this.#options;
    return call("PUT /interviews/:id/audio/:trackId", { params: { id: interviewId, trackId }, query, body, signal });
  }

  #look({ interviewId, trackId }: Begun): Promise<Fallback> {
    const { call, signal } = this.#options;
    return call("GET /interviews/:id/audio/:trackId", { params: { id: interviewId, trackId }, signal });
  }

  /** What the server has of it is a recording all the same. */
  async #closeAt(id: string): Promise<void> {
    const kept = await this.#find(id);
    if (!kept || kept.trackId === null || kept.sent === 0) return;
    try {
      await this.#add({ ...kept, trackId: kept.trackId }, new Uint8Array(), true);
    } catch (error) {
      if (!isFinal(error)) throw error; // else the server completes it by itself
    }
  }

  async #find(id: string): Promise<Kept | undefined> {
    const { store, wanted } = this.#options;
    return (await (await store).all()).find((it) => it.id === id && wanted(it));
  }
}

function isFinal(error: unknown): error is Refusal {
  return error instanceof Refusal && finals.includes(error.code);
}
