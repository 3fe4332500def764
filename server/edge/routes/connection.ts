import { signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";

/** How media reaches this server, and what speaks on it. */
export type Connection = {
  readonly ports: () => readonly number[];
  /** null: the address they reached us at. */
  readonly address: string | null;
  readonly turn: boolean;
  /** null: nothing on this server speaks or hears for an interviewer. */
  readonly interviewer: () => { readonly voice: string | null; readonly judges: boolean } | null;
};

/** What the connectivity doctor asks, over HTTP. */
export function connectionRoutes({ ports, address, turn, interviewer }: Connection): Route[] {
  return [
    route(
      signedIn,
      "GET /connection",
      () => Promise.resolve({ ports: [...ports()], address, turn, interviewer: interviewer() }),
    ),
  ];
}
