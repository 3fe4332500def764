import type { Source } from "../../proto/live/words.ts";
import type { Joined } from "../../proto/signaling.ts";
import { type LivePage, openPage } from "./live-page.ts";
import { RtcPeer } from "./rtc-peer.ts";
import type { Person } from "./server.ts";

/** Somebody in a room with a page and a real connection for sound. */
export type LivePeer = {
  readonly page: LivePage;
  readonly joined: Joined;
  readonly rtc: RtcPeer;
  /** Listens to everybody's streams that this page sees now. */
  listenToAll(): Promise<void>;
  /** The producer of somebody's stream, once this page sees it. */
  producerOf(personId: string, source?: Source): Promise<string>;
  close(): void;
};

/** Comes into a room as a browser would, and moves with it to another door. */
export async function joinRoom(url: string, person: Person, sessionId: string): Promise<LivePeer> {
  const page = await openPage(url, person);
  const joined = await page.join(sessionId);
  const rtc = new RtcPeer(joined.door, {
    connect: (how) => page.ask("door:connect", how),
    publish: async (what) => (await page.ask("track:publish", what)).producerId,
    consume: async ({ producerIds, rtpCapabilities }) =>
      (await page.ask("track:consume", { producerIds: [...producerIds], rtpCapabilities })).offers,
    play: ({ consumerIds, playing }) => page.ask("track:play", { consumerIds: [...consumerIds], playing }),
  });
  const tracks = () => Object.values(page.view().people).filter((it) => it.id !== person.id).flatMap((it) => it.tracks);
  return {
    page,
    joined,
    rtc,
    listenToAll: async () => void await rtc.listen(tracks().map((it) => it.producerId)),
    async producerOf(personId, source = "mic") {
      const found = (view: ReturnType<LivePage["view"]>) =>
        view.people[personId]?.tracks.find((it) => it.source === source);
      const track = found(await page.sees((view) => found(view) !== undefined));
      return track?.producerId ?? "";
    },
    close() {
      rtc.close();
      page.close();
    },
  };
}
