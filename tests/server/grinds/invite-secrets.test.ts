import { expect, it } from "vitest";
import { startServer } from "../../kit/server.ts";

it("writes the token of an invite into no line of the log, whatever becomes of the request", async () => {
  const server = await startServer();
  try {
    const { admin } = server;
    const omar = await server.person("Omar");
    const grind = await admin.post("/grinds", { body: { name: "Late owls" } });
    const at = { params: { id: grind.id } };
    const { invite, url } = await admin.post("/grinds/:id/invites", { ...at, body: { kind: "link" } });
    const token = url.slice(url.indexOf("#token=") + 7);
    const statuses: number[] = [];
    const look = async (path: string, method = "GET") => {
      const heard = await omar.raw({ method, path: `/api/v1/invites/${path}`, headers: { origin: server.url } });
      statuses.push(heard.status);
    };
    await look(token);
    await look(`${token}/accept`, "POST");
    await admin.del("/grinds/:id/invites/:inviteId", { params: { ...at.params, inviteId: invite.id } });
    await look(token);
    await look(`${token}/accept`, "PATCH");
    await look(`${token}x`);
    await server.database.db.pool.query("ALTER TABLE invites RENAME TO lost");
    await look(token);
    expect(statuses).toEqual([200, 200, 410, 404, 400, 500]);
    expect(server.lines.length).toBeGreaterThan(5);
    expect(server.lines.filter((line) => line.includes(token))).toEqual([]);
    expect(server.lines.join("\n")).toContain("/invites/:token");
  } finally {
    await server.close();
  }
});
