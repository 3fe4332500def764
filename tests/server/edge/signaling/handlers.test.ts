import { expect, it } from "vitest";
import { asks } from "../../../../proto/signaling.ts";
import { makeHandlers } from "../../../../server/edge/signaling/handlers.ts";
import type { Echoes } from "../../../../server/rooms/echo.ts";
import type { Rooms } from "../../../../server/rooms/rooms.ts";

it("has one handler for each name of the vocabulary, and none besides", () => {
  // Nothing is asked of them here.
  const handlers = makeHandlers({ rooms: {} as Rooms, echoes: {} as Echoes });
  expect(Object.keys(handlers).toSorted()).toEqual(Object.keys(asks).toSorted());
  expect(Object.values(handlers).every((it) => typeof it === "function")).toBe(true);
});
