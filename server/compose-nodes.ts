import { ChangeLine } from "./adapters/pg/change-line.ts";
import type { Features } from "./compose-features.ts";
import type { Kit } from "./compose-kit.ts";
import { devicesOf, type Sockets } from "./edge/sockets.ts";
import type { PcmDoor } from "./edge/pcm/door.ts";
import type { Rooms } from "./rooms/rooms.ts";
import { unreachable } from "./kit/unreachable.ts";

type Parts = {
  readonly databaseUrl: string;
  readonly rooms: Rooms;
  readonly sockets: Sockets;
  readonly pcm: PcmDoor;
  readonly features: Pick<Features, "happened" | "stores">;
};

/** Lets this node hear what others change in the database, and look again at all that it holds when it was deaf to it. */
export function followNodes({ scope, log }: Kit, { databaseUrl, rooms, sockets, pcm, features }: Parts): void {
  const { happened, stores } = features;
  const recheck = (of?: Parameters<Rooms["recheck"]>[0]): void =>
    void rooms.recheck(of).catch((error: unknown) => log.error("a room did not hear of a change", { error }));
  scope.own(
    new ChangeLine({
      url: databaseUrl,
      log,
      onChange(kind, id) {
        switch (kind) {
          case "grind":
            return recheck({ grindId: id });
          case "session":
            return recheck({ sessionId: id });
          case "device":
            return happened.emit("signedOut", [id]);
          default:
            return unreachable(kind);
        }
      },
      async onListening() {
        recheck();
        const held = [...new Set([...devicesOf(sockets), ...pcm.devices()])];
        const known = held.length > 0 ? await stores.devices.known(held) : [];
        const signedOut = held.filter((it) => !known.includes(it));
        if (signedOut.length > 0) happened.emit("signedOut", signedOut);
      },
    }),
    (it) => it.close(),
  );
}
