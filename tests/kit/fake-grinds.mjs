import { found, missing, page, Refused } from "./fake-answers.mjs";
import { before, id } from "./fake-data.mjs";

/** Grinds, members and invites. */
export function grindRoutes(world) {
  const grind = (params) => found(world.grinds.find((it) => it.id === params.id));
  const members = (params) => world.members.get(grind(params).id);
  const invites = (params) => world.invites.get(params.id) ?? world.invites.set(params.id, []).get(params.id);
  return {
    "GET /grinds": () => ({ rows: world.grinds }),
    "POST /grinds": ({ body }) => {
      if (!body.name.trim()) throw new Refused(400, "bad-request", "The name is empty.", "name");
      const made = {
        id: id(),
        name: body.name.trim(),
        role: "owner",
        members: 1,
        tasks: 0,
        createdAt: new Date().toISOString(),
        version: 1,
      };
      world.grinds.push(made);
      world.members.set(made.id, [{
        personId: world.me.id,
        name: world.me.name,
        role: "owner",
        joinedAt: made.createdAt,
        you: true,
      }]);
      return made;
    },
    "GET /grinds/:id": ({ params }) => grind(params),
    "PATCH /grinds/:id": ({ params, body }) => {
      if (body.version !== grind(params).version) {
        throw new Refused(409, "conflict", "Somebody else changed this meanwhile.");
      }
      return Object.assign(grind(params), { name: body.name, version: body.version + 1 });
    },
    "DELETE /grinds/:id": ({ params }) => void world.grinds.splice(world.grinds.indexOf(grind(params)), 1),
    "GET /grinds/:id/keeping": ({ params }) => ({ days: grind(params).keptDays ?? null, mostDays: 90 }),
    "PUT /grinds/:id/keeping": ({ params, body }) => ({ days: grind(params).keptDays = body.days, mostDays: 90 }),
    "GET /grinds/:id/members": ({ params, query }) => page(members(params), query),
    "PATCH /grinds/:id/members/:personId": ({ params, body }) =>
      Object.assign(found(members(params).find((it) => it.personId === params.personId)), body),
    "DELETE /grinds/:id/members/:personId": ({ params }) =>
      void members(params).splice(members(params).findIndex((it) => it.personId === params.personId), 1),
    "POST /grinds/:id/leave": ({ params }) => {
      if (grind(params).role === "owner") {
        throw new Refused(
          409,
          "conflict",
          "You are the last owner. Make somebody else an owner first, or delete the grind.",
        );
      }
      world.grinds.splice(world.grinds.indexOf(grind(params)), 1);
    },
    "GET /grinds/:id/invites": ({ params }) => ({ rows: invites(params) }),
    "POST /grinds/:id/invites": ({ params, body }) => {
      if (body.kind === "email" && !body.email.includes("@")) {
        throw new Refused(
          400,
          "bad-request",
          "This is not an e-mail address. It looks like name@example.com.",
          "email",
        );
      }
      const invite = {
        id: id(),
        kind: body.kind,
        email: body.email ?? null,
        madeBy: world.me.name,
        createdAt: new Date().toISOString(),
        expiresAt: before(new Date(), -24 * (body.days ?? 7)),
        maxUses: body.maxUses ?? 1,
        uses: 0,
        state: "open",
      };
      invites(params).unshift(invite);
      return { invite, url: `http://127.0.0.1:4720/invite#token=${"a".repeat(43)}`, sent: false };
    },
    "DELETE /grinds/:id/invites/:inviteId": ({ params }) =>
      void (found(invites(params).find((it) => it.id === params.inviteId)).state = "revoked"),
    "GET /invites/:token": ({ params }) => {
      if (params.token !== "a".repeat(43)) throw missing();
      return {
        grind: { name: "Thursday Loop", members: 6 },
        invitedBy: "Noor Haddad",
        expiresAt: before(new Date(), -100),
        onlyFor: null,
      };
    },
    "POST /invites/:token/accept": () => ({ grindId: world.grinds[0].id }),
  };
}

/** Tasks. */
export function taskRoutes(world) {
  const card = ({ id, grindId, title, kind, difficulty, minutes, teaser }) => ({
    id,
    grindId,
    title,
    kind,
    difficulty,
    minutes,
    teaser,
  });
  const fits = ({ q = "", kind, difficulty }) => (task) =>
    task.title.toLowerCase().includes(q.toLowerCase()) && (!kind || kind === task.kind) &&
    (!difficulty || difficulty === task.difficulty);
  const list = (rows, query) => page(rows.filter(fits(query)).map(card), query);
  const check = (body) => {
    if (!body.title.trim()) throw new Refused(400, "bad-request", "The title is empty.", "title");
    if (body.rubric.reduce((sum, it) => sum + it.weight, 0) !== 100) {
      throw new Refused(400, "bad-request", "The weights must add up to 100.", "rubric");
    }
    const at = body.plan.findIndex((it) => it.probes.length === 0);
    if (at >= 0) {
      throw new Refused(400, "bad-request", "Add at least one probe for a short answer.", `plan.${at}.probes`);
    }
  };
  return {
    "GET /tasks": ({ query }) => list(world.tasks.filter((it) => it.grindId === null), query),
    "GET /grinds/:id/tasks": ({ params, query }) =>
      list(
        world.tasks.filter((it) => it.grindId === params.id || (it.grindId === null && query.own !== "true")),
        query,
      ),
    "POST /grinds/:id/tasks": ({ params, body }) => {
      check(body);
      const task = {
        ...body,
        id: id(),
        grindId: params.id,
        teaser: body.brief.split(".")[0],
        mine: true,
        createdAt: new Date().toISOString(),
        version: 1,
      };
      world.tasks.unshift(task);
      return task;
    },
    "GET /tasks/:id": ({ params }) => found(world.tasks.find((it) => it.id === params.id)),
    "PATCH /tasks/:id": ({ params, body }) => {
      const task = found(world.tasks.find((it) => it.id === params.id));
      if (body.version !== task.version) throw new Refused(409, "conflict", "Somebody else changed this meanwhile.");
      check(body);
      return Object.assign(task, body, { version: body.version + 1 });
    },
    "DELETE /tasks/:id": ({ params }) => void world.tasks.splice(world.tasks.findIndex((it) => it.id === params.id), 1),
  };
}
