import { found, page, Refused } from "./fake-answers.mjs";
import { before, id } from "./fake-data.mjs";

/** Sessions of the first grind: one live, one soon, a weekly one, one elsewhere, one that is over. */
export function makeSessions({ me, people, grinds, tasks, now }) {
  if (!grinds[0]) return [];
  const session = (hours, more) => ({
    id: id(),
    grind: { id: grinds[0].id, name: grinds[0].name },
    task: null,
    mode: "peer",
    state: "scheduled",
    startsAt: before(now, -hours),
    timeZone: "Europe/Stockholm",
    weekly: false,
    minutes: 45,
    madeBy: { id: me.id, name: me.name },
    firstSeat: null,
    startedAt: null,
    endedAt: null,
    rsvps: { yes: 4, maybe: 1, no: 0 },
    myRsvp: null,
    outside: [],
    mine: true,
    version: 1,
    ...more,
  });
  const task = (at) => {
    const { id, title, kind, difficulty, minutes } = tasks[at];
    return { id, title, kind, difficulty, minutes };
  };
  return [
    session(-0.3, { task: task(1), state: "live", startedAt: before(now, 0.3), firstSeat: people[1], mine: false }),
    session(0.2, { task: task(2), firstSeat: { id: me.id, name: me.name }, myRsvp: "yes" }),
    session(26, { task: task(4), mode: "open", timeZone: "America/Mexico_City", firstSeat: people[4], mine: false }),
    session(100, { weekly: true, rsvps: { yes: 0, maybe: 0, no: 0 } }),
    session(-70, { task: task(3), state: "ended", startedAt: before(now, 70), endedAt: before(now, 69) }),
  ];
}

/** The room where an interview is practised alone: the same one each time. */
export function makeAlone(world, interview) {
  const there = world.sessions.find((it) => it.id === interview.sessionId);
  if (there) return there;
  const { id: taskId, title, kind, difficulty, minutes } = found(world.tasks.find((it) => it.id === interview.task.id));
  const now = new Date().toISOString();
  const me = { id: world.me.id, name: world.me.name };
  const made = {
    ...{ id: id(), grind: null, task: { id: taskId, title, kind, difficulty, minutes }, mode: "ai", state: "live" },
    ...{ startsAt: now, timeZone: "Europe/Stockholm", weekly: false, minutes, madeBy: me, firstSeat: me },
    ...{ startedAt: now, endedAt: null, rsvps: { yes: 0, maybe: 0, no: 0 }, myRsvp: null, outside: [], mine: true },
    version: 1,
  };
  world.sessions.push(made);
  interview.sessionId = made.id;
  return made;
}

/** Sessions, who comes, consents and calendar addresses. */
export function sessionRoutes(world) {
  const one = (params) => found(world.sessions.find((it) => it.id === params.id));
  const consents = new Map();
  const addresses = new Map();
  const taskOf = (taskId) => {
    const it = world.tasks.find((task) => task.id === taskId);
    return it ? { id: it.id, title: it.title, kind: it.kind, difficulty: it.difficulty, minutes: it.minutes } : null;
  };
  const named = (personId) => {
    const it = [world.me, ...world.people].find((person) => person.id === personId);
    return it ? { id: it.id, name: it.name } : null;
  };
  const set = (session, body) =>
    Object.assign(session, {
      task: taskOf(body.taskId),
      mode: body.mode,
      firstSeat: named(body.firstSeatId),
      minutes: body.minutes ?? 60,
    });
  const check = (body) => {
    if (body.minutes !== undefined && !(body.minutes >= 5 && body.minutes <= 120)) {
      throw new Refused(400, "bad-request", "An interview lasts at least 5 minutes.", "minutes");
    }
  };
  return {
    "GET /grinds/:id/sessions": ({ params, query }) =>
      page(
        world.sessions.filter((it) =>
          it.grind?.id === params.id && (it.state === "ended") === (query.which === "over")
        ),
        query,
      ),
    "POST /grinds/:id/sessions": ({ params, body }) => {
      check(body);
      const { when } = body;
      const live = when.kind === "now";
      const grind = found(world.grinds.find((it) => it.id === params.id));
      const made = set({
        id: id(),
        grind: { id: grind.id, name: grind.name },
        state: live ? "live" : "scheduled",
        startsAt: live ? new Date().toISOString() : new Date(when.local).toISOString(),
        timeZone: when.timeZone,
        weekly: when.kind === "weekly",
        madeBy: named(world.me.id),
        startedAt: live ? new Date().toISOString() : null,
        endedAt: null,
        rsvps: { yes: 0, maybe: 0, no: 0 },
        myRsvp: null,
        outside: [],
        mine: true,
        version: 1,
      }, body);
      world.sessions.push(made);
      return made;
    },
    "GET /sessions/current": () => ({ session: null }),
    "GET /sessions/:id": ({ params }) => one(params),
    "PATCH /sessions/:id": ({ params, body }) => {
      check(body);
      const changed = set(one(params), body);
      return Object.assign(changed, {
        startsAt: new Date(body.local).toISOString(),
        timeZone: body.timeZone,
        version: body.version + 1,
      });
    },
    "DELETE /sessions/:id": ({ params }) => void world.sessions.splice(world.sessions.indexOf(one(params)), 1),
    "POST /sessions/:id/rsvp": ({ params, body }) => {
      const session = one(params);
      if (session.myRsvp) session.rsvps[session.myRsvp]--;
      session.rsvps[body.answer]++;
      return Object.assign(session, { myRsvp: body.answer });
    },
    "GET /sessions/:id/rsvps": () => ({
      rows: world.people.slice(0, 5).map((it, k) => ({ ...it, answer: k === 3 ? "maybe" : "yes" })),
    }),
    "GET /sessions/:id/consents": ({ params }) => ({ given: consents.get(params.id) ?? null }),
    "POST /sessions/:id/consents": ({ params, body }) => {
      consents.set(params.id, body.given);
      return { given: body.given };
    },
    "GET /grinds/:id/calendar": ({ params }) => ({ madeAt: addresses.get(params.id) ?? null }),
    "POST /grinds/:id/calendar": ({ params }) => {
      addresses.set(params.id, new Date().toISOString());
      return { url: `http://127.0.0.1:4720/api/v1/calendar/${"c".repeat(43)}.ics` };
    },
    "DELETE /grinds/:id/calendar": ({ params }) => void addresses.delete(params.id),
    "GET /connection": () => ({ ports: [4721], address: null, turn: false, interviewer: null }),
  };
}
