import { cleanup, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Overview } from "../../../client/pages/admin/overview.tsx";
import type { Answer } from "../../../proto/http.ts";
import { fakeServer, ok } from "../fake-server.ts";
import { renderPage } from "../page.tsx";
import { installStandIns } from "../stand-ins.ts";

const usual: Answer<"GET /admin/overview"> = {
  people: 7,
  grinds: 3,
  interviews: 12,
  version: "0.1.0",
  runtime: "Deno",
  database: "embedded",
  mail: false,
  signUp: "open",
  publicUrl: "http://localhost:3000",
  recordings: "disk",
  room: "enough",
  freeBytes: 81_430_000_000,
};

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = (change: Partial<typeof usual>) =>
  renderPage(Overview, {
    server: fakeServer({ "GET /admin/overview": ok("GET /admin/overview", { ...usual, ...change }) }),
    at: "/admin",
  });

describe("the overview of an admin", () => {
  it("says where recordings are kept and how much room there is", async () => {
    show({});
    expect(await screen.findByText("On this machine")).toBeTruthy();
    expect(screen.getByText("81.4 GB")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it.each(
    [
      ["low", "getting full"],
      ["full", "no recording begins"],
    ] as const,
  )("warns when the disk is %s", async (room, says) => {
    show({ room, freeBytes: 900_000_000, recordings: "object store" });
    expect((await screen.findByRole("alert")).textContent).toContain(says);
    expect(screen.getByText("In an object store")).toBeTruthy();
  });

  it("says when the disk does not tell", async () => {
    show({ room: "unknown", freeBytes: null });
    expect(await screen.findByText("Not known")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
