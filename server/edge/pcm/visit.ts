import { grindstone } from "../../../proto/gen/interview.js";
import type { Closing, InterviewEnd, InterviewerState } from "../../../proto/live/words.ts";
import type { OpenPcmVoice } from "../../interviewer/bridge/pcm-voice.ts";
import type { Alarm } from "../../kit/alarm.ts";
import type { Clock } from "../../kit/clock.ts";
import { AppError } from "../../kit/errors.ts";
import type { Log } from "../../kit/log.ts";
import type { Followers } from "../../rooms/followers.ts";
import type { FromClient } from "./frames.ts";
import { type Me, PcmGuest, type PcmRoom, type PcmRooms } from "./guest.ts";
import { badFrame, type Refusal, refusalOf, refusals } from "./refusals.ts";
import { PcmSound } from "./sound.ts";
import type { Wire } from "./wire.ts";

export type VisitKit = {
  readonly rooms: PcmRooms;
  readonly followers: Pick<Followers, "follow" | "unfollow">;
  /** null: nothing on this server makes sound of PCM. */
  readonly openVoice: OpenPcmVoice | null;
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly log: Log;
};
type Options = VisitKit & {
  readonly wire: Wire;
  readonly me: Me & { readonly deviceId: string };
  readonly interviewId: string;
  readonly sessionId: string;
};

/** How long an interviewer may take until it is there. Higher forgives slow providers, lower tells sooner that none comes. */
const readyWithinMs = 20_000;
const { Reason } = grindstone.SessionEnded;
const { State } = grindstone.InterviewerStatus;
const states: Readonly<Partial<Record<InterviewerState, grindstone.InterviewerStatus.State>>> = {
  listening: State.LISTENING,
  thinking: State.THINKING,
  speaking: State.SPEAKING,
};
const reasons: Readonly<Record<InterviewEnd | Closing, grindstone.SessionEnded.Reason>> = {
  "USER_INITIATED": Reason.USER_INITIATED,
  "HANDED_OVER": Reason.USER_INITIATED,
  "INTERVIEWER_ENDED": Reason.GEMINI_ENDED,
  "TIMEOUT": Reason.TIMEOUT,
  "MODERATOR_ENDED": Reason.MODERATOR_ENDED,
  "FAILED": Reason.FAILED,
  "left": Reason.USER_INITIATED,
  "ended": Reason.MODERATOR_ENDED,
  "removed": Reason.MODERATOR_ENDED,
  "replaced": Reason.USER_INITIATED,
  "signed-out": Reason.USER_INITIATED,
  "abuse": Reason.FAILED,
  "gone": Reason.FAILED,
};
const startedAlready = badFrame("This client is in its interview already. Send sound, or an EndRequest.");

/** One client in its interview, from coming in to its end. */
export class Visit {
  readonly #options: Options;
  readonly #guest: PcmGuest;
  #sound: PcmSound | undefined;
  #room: PcmRoom | undefined;
  #state: "coming" | "live" | "ending" | "over" = "coming";
  #cancel = (): void => {};
  #left: Promise<void> | undefined;
  /** Somebody had it leave before it was in; its device was signed out. */
  #early = false;
  #out = false;

  constructor(options: Options) {
    this.#options = options;
    const { wire, me, sessionId, interviewId, rooms, followers } = options;
    this.#guest = new PcmGuest({
      ...{ me, sessionId, interviewId, rooms, followers },
      tells: {
        ready: () => this.#ready(),
        state: (it) => wire.send({ interviewerStatus: { state: states[it] ?? State.STATE_UNSPECIFIED } }),
        said: (speaker, { text, final }) => wire.send({ transcriptUpdate: { speaker, text, isFinal: final } }),
        voiceMoved: () => this.#sound?.follow(),
        moved: () => this.#sound?.again(),
        over: (how) => this.#over(how),
      },
    });
  }

  get deviceId(): string {
    return this.#options.me.deviceId;
  }

  /** Comes in, is heard, and has the interview begin. What fails is said to the client. */
  async begin(): Promise<void> {
    const { wire, clock, alarm, openVoice, me: { personId } } = this.#options;
    if (openVoice === null) return wire.refuse(refusals.provider);
    try {
      const room = this.#room = await this.#guest.enter();
      if (!this.#comes) return await this.#leaveAgain();
      this.#sound = new PcmSound({
        ...{ room, personId, clock, alarm, open: openVoice, ahead: () => wire.heldBack },
        onSound: (pcm) => wire.sound(pcm),
        onFailed: (error) => this.#fail(error),
      });
      await this.#sound.begin();
      if (!this.#comes) return await this.#leaveAgain();
      this.#cancel = alarm(readyWithinMs, () => this.#state === "coming" && wire.refuse(refusals.provider));
      await this.#guest.begin();
    } catch (error) {
      this.#fail(error);
    }
    // The client may have gone while it came in.
    if (wire.ended) await this.#leaveAgain();
  }

  /** It neither went nor ended while it came in. */
  get #comes(): boolean {
    return !this.#options.wire.ended && this.#state === "coming";
  }

  /** What left before it was in has left nothing yet. */
  async #leaveAgain(): Promise<void> {
    await this.#left;
    if (this.#early) this.#left = undefined;
    this.#early = false;
    const report = (error: unknown): void => this.#options.log.error("a PCM guest did not leave", { error });
    await this.leave(this.#out ? "signed-out" : "dropped").catch(report);
  }

  /** Something that the client says after it came in. */
  hear(frame: Exclude<FromClient, { kind: "bad" }>): void {
    const { wire } = this.#options;
    if (frame.kind === "start") return wire.refuse(startedAlready);
    if (this.#state === "ending" || this.#state === "over") return wire.refuse(refusals.afterEnd);
    // What is said before anybody listens is heard by nobody, as in a room.
    if (frame.kind === "sound") return this.#state === "live" ? this.#sound?.hear(frame.pcm) : undefined;
    this.#state = "ending";
    void this.#end();
  }

  /** The client is gone, or its device was signed out. Resolves when nothing of it is left; its place may be kept. */
  leave(how: "dropped" | "signed-out"): Promise<void> {
    this.#out ||= how === "signed-out";
    this.#early ||= this.#room === undefined;
    return this.#left ??= this.#leave(this.#state === "over" ? "over" : how);
  }

  refuse(refusal: Refusal): void {
    this.#options.wire.refuse(refusal);
  }

  async #leave(how: "dropped" | "signed-out" | "over"): Promise<void> {
    this.#cancel();
    await this.#sound?.close();
    await this.#guest.leave(how);
  }

  #ready(): void {
    this.#cancel();
    if (this.#state === "coming") this.#state = "live";
    this.#options.wire.send({ startResponse: {} });
  }

  async #end(): Promise<void> {
    try {
      await this.#room?.happens({ kind: "interview ended", by: this.#options.me.personId });
    } catch (error) {
      if (!(error instanceof AppError && error.code === "conflict")) return this.#fail(error);
    }
    // Also one that had not begun, of which the room tells nothing.
    this.#over("USER_INITIATED");
  }

  #over(how: InterviewEnd | Closing): void {
    if (this.#state === "over") return;
    this.#state = "over";
    if (how === "signed-out") this.#options.wire.refuse(refusals.signedOut);
    else this.#options.wire.end(reasons[how]);
  }

  #fail(error: unknown): void {
    const { wire, log } = this.#options;
    const refusal = refusalOf(error);
    if (!refusal) log.error("a PCM client was let go", { error });
    wire.refuse(refusal ?? refusals.provider);
  }
}
