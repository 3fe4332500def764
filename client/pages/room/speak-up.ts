import type { Room } from "../../state/room/room.ts";

/** Takes a part in which one is heard, by one's own press: the microphone opens with it. */
export async function speakUp(room: Pick<Room, "mic">, take: () => Promise<void>): Promise<void> {
  await take();
  await room.mic.on();
}
