import type { Purpose } from "../../proto/live/words.ts";
import type { RoomView } from "../../proto/live/view.ts";
import { openBooth } from "../../server/adapters/speaker/booth.ts";
import { silentLog } from "../../server/kit/log.ts";
import { joinRoom, type LivePeer } from "./live-peer.ts";
import type { Person, TestServer } from "./server.ts";
import { makeTalker, type Talker } from "./talker.ts";
import { until } from "./until.ts";

/** Somebody in a room with a voice, who hears the interviewer. */
export type Candidate = LivePeer & {
  readonly person: Person;
  readonly talker: Talker;
  /** What the interviewer said so far, sentence by sentence as it was shown. */
  asked(): readonly string[];
  /** Resolves once the interviewer does this. */
  is(state: NonNullable<RoomView["interviewer"]>["state"]): Promise<RoomView>;
  /** Opens the microphone and listens to the interviewer. */
  open(): Promise<void>;
  /** How many packets of the interviewer came, through whatever stream it has now. */
  heard(): number;
};

/** Comes into a room, having agreed to these; null: as they were there before. The voice is that of the server's own booth. */
export async function comeIn(
  server: TestServer,
  person: Person,
  { sessionId, given }: { sessionId: string; given: readonly Purpose[] | null },
): Promise<Candidate> {
  if (given) await person.post("/sessions/:id/consents", { params: { id: sessionId }, body: { given: [...given] } });
  const peer = await joinRoom(server.url, person, sessionId);
  const booth = openBooth({ socket: server.boothSocket, log: silentLog });
  await booth.ready();
  const talker = await makeTalker(booth.speaker);
  peer.rtc.voice = () => talker.frame();
  const tracks = (): readonly string[] => peer.page.view().interviewer?.tracks.map((it) => it.producerId) ?? [];
  return {
    ...peer,
    ...{ person, talker },
    asked: () => peer.page.heard("caption:shown").filter((it) => it.personId === null && it.final).map((it) => it.text),
    is: (state) => peer.page.sees((view) => view.interviewer?.state === state),
    async open() {
      await peer.rtc.publish("mic");
      await until(() => tracks().length > 0);
      await peer.rtc.listen(tracks());
    },
    heard: () => tracks().reduce((sum, it) => sum + peer.rtc.heard(it).packets, 0),
    close() {
      peer.close();
      talker.close();
      booth.close();
    },
  };
}
