import { type Accessor, createContext, createEffect, on, useContext } from "solid-js";

/** Whether the server can be reached, for whatever has to try again when it can. */
export const OnlineContext = createContext<Accessor<boolean>>(() => true);

/** Calls `act` each time the connection comes back, until its owner is disposed. */
export function whenBack(act: () => void, online: Accessor<boolean> = useContext(OnlineContext)): void {
  createEffect(on(online, (now, before) => {
    if (now && before === false) act();
  }));
}
