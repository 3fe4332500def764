import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GrindKeeping, OwnKeeping } from "../../../client/pages/keeping/keeping.tsx";
import { fakeServer, ok, refusal, type Reply } from "../fake-server.ts";
import { grind, renderPage } from "../page.tsx";
import { installStandIns } from "../stand-ins.ts";

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const label = "Keep recordings of my interviews for";
const field = () => screen.findByLabelText<HTMLSelectElement>(label);
const pick = async (value: string) => fireEvent.change(await field(), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const own = (days: number | null, more: { mostDays?: number; saves?: Reply } = {}) => {
  const { mostDays = 90, saves } = more;
  const fake = fakeServer({
    "GET /me/keeping": ok("GET /me/keeping", { days, mostDays }),
    "PUT /me/keeping": ({ body }) =>
      saves ?? ok("PUT /me/keeping", { days: (body as { days: number | null }).days, mostDays }),
  });
  renderPage(OwnKeeping, { server: fake, at: "/account" });
  return () => fake.asked("PUT /me/keeping").map((it) => it.body);
};

describe("how long recordings are kept", () => {
  it("is what this instance does, until one chooses less: then it says what is deleted and asks", async () => {
    const sent = own(null);
    const options = [...(await field()).options].map((it) => it.text);
    expect(options.slice(0, 2)).toEqual(["1 day", "7 days"]);
    expect(options.at(-1)).toBe("90 days, the longest here");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
    await pick("7");
    press("Save");
    expect(await screen.findByText("Keep recordings for 7 days only?")).toBeTruthy();
    expect(sent()).toEqual([]);
    press("Leave it as it is");
    press("Save");
    press("Shorten and delete");
    await vi.waitFor(() => expect(sent()).toEqual([{ days: 7 }]));
    expect(await screen.findByText("Saved.")).toBeTruthy();
  });

  it("is made longer without a question, and says that nothing comes back", async () => {
    const sent = own(7);
    await pick("");
    press("Save");
    expect(await screen.findByText("Saved. What was deleted before does not come back.")).toBeTruthy();
    expect(sent()).toEqual([{ days: null }]);
  });

  it("says what counts where more was chosen than this instance keeps by now", async () => {
    own(365);
    expect((await field()).value).toBe("365");
    expect(screen.getByText(/365 days were chosen, but this instance keeps recordings for 90 at most/)).toBeTruthy();
  });

  it("keeps what was chosen when it was refused, and says why at the field", async () => {
    own(7, { saves: refusal(400, "bad-request", "This instance keeps less.", "days") });
    await pick("30");
    press("Save");
    expect(await screen.findByText("This instance keeps less.")).toBeTruthy();
    expect((await field()).value).toBe("30");
  });

  it("is shown to members of a grind, for whom there is nothing to choose", async () => {
    const server = fakeServer({ "GET /grinds/:id/keeping": ok("GET /grinds/:id/keeping", { days: 30, mostDays: 90 }) });
    renderPage(() => <GrindKeeping grindId={grind.id} mayChange={false} />, { server, at: "/grinds" });
    expect(await screen.findByText(/are kept for 30 days at most/)).toBeTruthy();
    expect(screen.queryByRole("combobox")).toBeNull();
  });

  it("can be asked for again when it did not arrive", async () => {
    const replies: Reply[] = [
      refusal(503, "unavailable", "Busy."),
      ok("GET /me/keeping", { days: null, mostDays: 30 }),
    ];
    const server = fakeServer({ "GET /me/keeping": () => replies.shift() ?? "offline" });
    renderPage(OwnKeeping, { server, at: "/account" });
    fireEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect((await field()).value).toBe("");
  });
});
