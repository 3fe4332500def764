import { cleanup, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Audit } from "../../../client/pages/admin/audit.tsx";
import { fakeServer, ok } from "../fake-server.ts";
import { grind, me, renderPage } from "../page.tsx";
import { installStandIns } from "../stand-ins.ts";

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("tells what was done with how much of it, and shows no id whole", async () => {
  const row = { id: me.id, at: "2026-11-19T18:00:00.000Z", actorId: null, subjectId: grind.id };
  const rows = [
    { ...row, action: "take.expired", details: { objects: 4, logs: 2, keptDays: 7 } },
    { ...row, action: "invite.made", actorId: me.id, details: { grindId: grind.id, kind: "link" } },
  ];
  const server = fakeServer({ "GET /admin/audit": ok("GET /admin/audit", { rows, next: null }) });
  renderPage(Audit, { server, at: "/admin/audit" });
  expect(await screen.findByText("objects 4, logs 2, keptDays 7")).toBeTruthy();
  expect(screen.getByText("grindId 000000aa, kind link")).toBeTruthy();
});
