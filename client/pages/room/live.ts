import { createContext, useContext } from "solid-js";
import type { Store } from "../../kit/store.ts";
import type { AppState } from "../../state/app-state.ts";
import type { Devices } from "../../state/room/devices.ts";
import type { Doctor } from "../../state/room/doctor.ts";
import type { Echo } from "../../state/room/echo.ts";
import type { Room } from "../../state/room/room.ts";

/** What makes the live half of the page. Tests and the gallery hand in stand-ins. */
export type Live = {
  readonly createRoom: (app: AppState, sessionId: string) => Room;
  readonly createEcho: (devices: Devices) => Echo;
  readonly createDoctor: (app: AppState) => Doctor;
  /** Why this browser cannot take part; undefined when it can. */
  readonly unsupported: () => string | undefined;
  /** Where this browser remembers how one likes a room to look. */
  readonly looks: Store;
};

export const LiveContext = createContext<Live>();

/** A live page outside of LiveContext is a defect. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("This component is outside of LiveContext.");
  return live;
}
