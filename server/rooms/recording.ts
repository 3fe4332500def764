import type { RecordingView } from "../../proto/live/view.ts";
import { interviewerRecorded } from "../domain/seat/interviewer.ts";
import { recordedOf } from "../domain/seat/recorded.ts";
import type { RoomState } from "../domain/seat/state.ts";
import type { Stream } from "./media/room-media.ts";
import { type Note, notRecording, type Recorded, type Tape } from "./tape.ts";

type Options = {
  readonly tape: Tape;
  readonly state: () => RoomState;
  readonly streamsOf: (personId: string) => readonly Recorded[];
  /** null: there is none. */
  readonly interviewerStream: () => Stream | null;
  /** How the recording stands changed. */
  readonly onChange: () => void;
};
type Wanted = { readonly producers: string; readonly done: Promise<void> };

/** Has of one room recorded what the rules say, at every moment, and knows how that goes. */
export class Recording {
  readonly #options: Options;
  #view = notRecording;
  /** The interview that may have a recording, which a process before may have begun. */
  #interviewId: string | undefined;
  #wanted: Wanted | undefined;
  #places = "";

  constructor(options: Options) {
    this.#options = options;
    this.#interviewId = options.state().interview?.id;
  }

  get view(): RecordingView {
    return this.#view;
  }

  /** Resolves when what is to be recorded now is, so that a microphone may open. */
  async follow(): Promise<void> {
    const { tape, state } = this.#options;
    const { interview } = state();
    if (this.#interviewId !== interview?.id) this.#end();
    if (!interview) return;
    this.#interviewId = interview.id;
    const agreed = interviewerRecorded(state());
    tape.keepNotes(interview.id, agreed);
    const streams = this.#streams();
    const producers = streams.map((it) => it.producer.id).join();
    if (this.#wanted?.producers !== producers) this.#wanted = { producers, done: tape.want(interview.id, streams) };
    if (streams.length > 0 || agreed) this.#noteThePlaces();
    else this.#places = ""; // what was noted of who takes their agreement back goes with it
    await this.#wanted?.done;
  }

  /** What somebody said or wrote, if they agreed to being recorded; null: the AI interviewer did. */
  quote(personId: string | null, note: Note): void {
    const { people } = this.#options.state();
    const agreed = personId === null || people[personId]?.consents.includes("record");
    if (agreed) this.#note({ ...note, personId });
  }

  /** How it stands, of the interview that is under way. */
  is(interviewId: string, view: RecordingView): void {
    if (this.#interviewId !== interviewId) return;
    this.#view = view;
    this.#options.onChange();
  }

  #end(): void {
    if (this.#interviewId !== undefined) void this.#options.tape.end(this.#interviewId);
    this.#interviewId = undefined;
    this.#wanted = undefined;
    this.#view = notRecording;
    this.#places = "";
  }

  /** Something that belongs into the recording and is nobody's word. */
  note(note: Note): void {
    this.#note(note);
  }

  #note(note: Note): void {
    if (this.#interviewId !== undefined) this.#options.tape.note(this.#interviewId, note);
  }

  /** Who sits, asks and speaks, when that is not what was noted before. */
  #noteThePlaces(): void {
    const { seatId, askerId, people } = this.#options.state();
    const speakers = Object.values(people).filter((it) => it.floor).map((it) => it.id);
    const places = { kind: "places", seatId, askerId, speakers };
    const text = JSON.stringify(places);
    if (text !== this.#places) this.#note(places);
    this.#places = text;
  }

  #streams(): Recorded[] {
    const { state, streamsOf } = this.#options;
    const said = Object.keys(state().people).flatMap((id) => {
      const streams = streamsOf(id);
      const kept = recordedOf(state(), id, streams.map((it) => it.source));
      return streams.filter((it) => kept.includes(it.source));
    });
    return [...said, ...this.#interviewer()];
  }

  #interviewer(): Recorded[] {
    const stream = this.#options.interviewerStream();
    const { interview } = this.#options.state();
    if (!stream || !interview || !interviewerRecorded(this.#options.state())) return [];
    return [{ ...stream, personId: null, agreedBy: interview.ownerId }];
  }
}
