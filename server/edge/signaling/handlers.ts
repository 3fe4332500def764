import type { AnswerTo, Asked, AskName } from "../../../proto/signaling.ts";
import type { RoomEvent } from "../../domain/seat/events.ts";
import type { Echoes } from "../../rooms/echo.ts";
import type { Rooms } from "../../rooms/rooms.ts";
import type { Page } from "./page.ts";

type Live = { readonly rooms: Rooms; readonly echoes: Echoes };
/** What answers with a function is answered with what that gives in the moment of sending. */
export type Handlers = {
  readonly [N in AskName]: (page: Page, asked: Asked<N>) => Promise<AnswerTo<N> | (() => AnswerTo<N>)>;
};

/** What is done for each thing that a page can ask at the live door. */
export function makeHandlers(live: Live): Handlers {
  return { ...placeHandlers(live), ...mediaHandlers, ...seatHandlers, ...interviewerHandlers, ...wordHandlers };
}

type Some<Name extends string> = Pick<Handlers, Extract<AskName, `${Name}:${string}`>>;

function placeHandlers({ rooms, echoes }: Live): Some<"room" | "echo"> {
  return {
    "room:join": (page, { sessionId, ...coming }) =>
      page.moves(async () => {
        page.alone(null);
        const { room, joined } = await rooms.enter(page.me, page, { sessionId, ...coming });
        await page.isIn(sessionId, room);
        return () => ({ ...joined, ...room.look() });
      }),
    "room:leave": (page) => page.moves(() => happens(page, { kind: "left", by: page.me.personId })),
    "room:look": ({ room }) => Promise.resolve(() => room.look()),
    "echo:open": (page) =>
      page.moves(async () => {
        page.mustBeNowhere();
        const echo = await echoes.open(page.me.personId);
        page.alone(echo);
        return await echo.media.enter(page.me.personId);
      }),
    "echo:close": (page) => page.moves(() => Promise.resolve(done(page.alone(null)))),
  };
}

const mediaHandlers: Some<"door" | "track"> = {
  "door:connect": async (page, asked) => done(await page.place.media.connect(page.me.personId, asked)),
  "door:restart": async (page, asked) => ({
    iceParameters: await page.place.media.restart(page.me.personId, asked),
  }),
  "door:renew": (page) => page.place.renew(page.me.personId),
  "track:publish": async (page, asked) => ({ producerId: await page.place.publish(page.me.personId, asked) }),
  "track:pause": async (page, { source, paused }) => done(await page.place.pause(page.me.personId, source, paused)),
  "track:close": (page, { source }) => Promise.resolve(done(page.place.stop(page.me.personId, source))),
  "track:consume": async (page, asked) => ({ offers: await page.place.media.consume(page.me.personId, asked) }),
  "track:play": async (page, asked) => done(await page.place.media.play(page.me.personId, asked)),
  "track:prefer": async (page, asked) => done(await page.place.media.prefer(page.me.personId, asked)),
};

const by = (page: Page) => ({ by: page.me.personId });
const seatHandlers: Some<"seat" | "asker" | "interview" | "floor" | "hand" | "person" | "session" | "consent"> = {
  "seat:take": (page) => happens(page, { kind: "seat taken", ...by(page) }),
  "seat:leave": (page) => happens(page, { kind: "seat left", ...by(page) }),
  "seat:give": (page, { personId: to }) => happens(page, { kind: "seat given", ...by(page), to }),
  "seat:keep": (page) => happens(page, { kind: "seat kept", ...by(page) }),
  "asker:set": (page, { personId: to }) => happens(page, { kind: "asker set", ...by(page), to }),
  "interview:start": async (page) => done(await page.room.start(page.me.personId)),
  "interview:end": (page) => happens(page, { kind: "interview ended", ...by(page) }),
  "floor:give": (page, { personId: to }) => happens(page, { kind: "floor given", ...by(page), to }),
  "floor:take": (page, { personId: of }) => happens(page, { kind: "floor taken", ...by(page), of }),
  "hand:raise": (page, { up }) => happens(page, { kind: "hand", ...by(page), up }),
  "person:mute": (page, { personId: of }) => happens(page, { kind: "muted", ...by(page), of }),
  "person:remove": (page, { personId: of }) => happens(page, { kind: "removed", ...by(page), of }),
  "session:end": (page) => happens(page, { kind: "session ended", ...by(page) }),
  "consent:set": (page, asked) => happens(page, { kind: "consent", ...by(page), ...asked }),
};

const interviewerHandlers: Some<"interviewer"> = {
  "interviewer:think": (page, { thinkTime: to }) => happens(page, { kind: "think time set", by: page.me.personId, to }),
  "interviewer:wait": (page) => happens(page, { kind: "time asked", by: page.me.personId }),
};

const wordHandlers: Some<"chat" | "reaction" | "line"> = {
  "chat:say": (page, asked) => Promise.resolve(done(page.room.speech.say({ ...asked, personId: page.me.personId }))),
  "reaction:send": (page, { reaction }) => Promise.resolve(done(page.room.speech.react(page.me.personId, reaction))),
  "line:type": (page, asked) => Promise.resolve(done(page.room.speech.type({ ...asked, personId: page.me.personId }))),
};

async function happens(page: Page, event: RoomEvent): Promise<null> {
  await page.room.happens(event);
  return null;
}

function done(did: void): null {
  return did === undefined ? null : did;
}
