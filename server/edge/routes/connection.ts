import { signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";

/** How media reaches this server. */
export type Connection = {
  readonly ports: () => readonly number[];
  /** null: the address they reached us at. */
  readonly address: string | null;
  readonly turn: boolean;
};

/** What the connectivity doctor asks, over HTTP. */
export function connectionRoutes({ ports, address, turn }: Connection): Route[] {
  return [
    route(signedIn, "GET /connection", () => Promise.resolve({ ports: [...ports()], address, turn })),
  ];
}
