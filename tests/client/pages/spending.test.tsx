import { cleanup, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SpendingPart } from "../../../client/pages/admin/spending.tsx";
import type { Answer } from "../../../proto/http.ts";
import { fakeServer, ok } from "../fake-server.ts";
import { me, renderPage } from "../page.tsx";
import { installStandIns } from "../stand-ins.ts";

const used = { day: "2026-11-19", provider: "Gemini", seconds: 2_641 };
const usual: Answer<"GET /admin/spending"> = {
  limits: { person: 120, grind: null, instance: 1 },
  days: [used],
  rows: [
    { ...used, personId: me.id, personName: me.name, grindId: null, grindName: null },
    { ...used, personId: me.id, personName: null, grindId: "g1", grindName: "Thursday Loop" },
  ],
};
const show = (change: Partial<typeof usual>) =>
  renderPage(SpendingPart, {
    server: fakeServer({ "GET /admin/spending": ok("GET /admin/spending", { ...usual, ...change }) }),
    at: "/admin/spending",
  });

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("what services outside cost", () => {
  it("says what a day may use, and who used what in begun minutes", async () => {
    show({});
    expect(await screen.findByText("120 minutes a day")).toBeTruthy();
    expect(screen.getByText("No limit")).toBeTruthy();
    expect(screen.getByText("1 minute a day")).toBeTruthy();
    const people = within(screen.getByRole("table", { name: "By person" }));
    expect(people.getByText(me.name).closest("tr")?.textContent).toContain("aloneGemini45 min");
    expect(people.getByText("deleted").closest("tr")?.textContent).toContain("Thursday Loop");
  });

  it("says so where nothing costs anything, and where nothing was used", async () => {
    show({ limits: null, days: [], rows: [] });
    expect(await screen.findByText(/No service outside that costs money is set up/)).toBeTruthy();
    expect(screen.getByText("Nothing was used in the last 30 days")).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
  });
});
