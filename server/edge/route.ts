import { type Answer, type Body, http, type Params, type Query, type RouteName } from "../../proto/http.ts";
import type { Contract } from "../../proto/http/shared.ts";
import type { Asked } from "./asked.ts";
import type { Permission } from "./permission.ts";

/** What a work is given: inputs that passed their schema, what the permission learned, and the request. */
export type Given<N extends RouteName, Granted> = {
  readonly params: Params<N>;
  readonly query: Query<N>;
  readonly body: Body<N>;
  readonly granted: Granted;
  readonly asked: Asked;
};

type AnyGiven = { params: never; query: never; body: never; granted: never; asked: Asked };

/** One line of the REST surface with its permission and its work. */
export type Route = {
  readonly name: RouteName;
  readonly method: string;
  readonly path: string;
  readonly may: Permission<unknown>;
  readonly contract: Contract;
  readonly work: (given: AnyGiven) => Promise<unknown>;
};

/** Declares a route: who may, by which contract, doing what. */
export function route<N extends RouteName, Granted>(
  may: Permission<Granted>,
  name: N,
  work: (given: Given<N, Granted>) => Promise<Answer<N>>,
): Route {
  const [method = "", path = ""] = name.split(" ");
  return { name, method, path, may, contract: http[name], work: work as Route["work"] };
}
