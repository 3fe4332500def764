import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DoctorPage } from "../../../client/pages/doctor/doctor.tsx";
import { idOf } from "../../../client/pages/gallery/made-up-room.ts";
import { checkScenes, doctorScenes } from "../../../client/pages/gallery/scenes.ts";
import { CheckPage } from "../../../client/pages/prejoin/check.tsx";
import { permissionPlace } from "../../../client/pages/room/device-words.ts";
import { installStandIns } from "../stand-ins.ts";
import { renderLive, session } from "./live-page.tsx";

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the check", () => {
  it("opens the microphone of who may sit down, and goes in with it", async () => {
    const { asked, history } = renderLive(CheckPage, { scene: checkScenes["ready"] ?? {} });
    expect(asked).toEqual(["open mic"]);
    press("Take the seat");
    await vi.waitFor(() => expect(asked).toEqual(["open mic", "echo closed", "mic on", "join"]));
    expect(history.get()).toBe(`/sessions/${session.id}`);
  });

  it("takes the seat with the microphone closed of who closed it by hand, and says so before", async () => {
    const { asked } = renderLive(CheckPage, { scene: checkScenes["ready"] ?? {} });
    expect(screen.queryByText(/stays so/)).toBeNull();
    press("Microphone is open, close it");
    expect(screen.getByText(/Your microphone is closed, and stays so/)).toBeTruthy();
    press("Take the seat");
    await vi.waitFor(() => expect(asked).toEqual(["open mic", "close mic", "echo closed", "mic off", "join"]));
  });

  it("takes the seat with the microphone open of who opened it again", async () => {
    const { asked } = renderLive(CheckPage, { scene: checkScenes["ready"] ?? {} });
    press("Microphone is open, close it");
    press("Microphone is closed, open it");
    press("Take the seat");
    await vi.waitFor(() => expect(asked.slice(-3)).toEqual(["echo closed", "mic on", "join"]));
  });

  it("takes no microphone that is still being opened for one that was closed", async () => {
    const { asked } = renderLive(CheckPage, { scene: { ...checkScenes["ready"], micOpen: false } });
    expect(screen.queryByText(/stays so/)).toBeNull();
    press("Take the seat");
    await vi.waitFor(() => expect(asked).toEqual(["open mic", "echo closed", "mic on", "join"]));
  });

  it.each([
    ["Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15", true],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Mobile/15E148 Safari/604.1", true],
    ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0", false],
    ["Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36", false],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", false],
  ])("says of %s whether live rooms were never tried there: %s", (agent, never) => {
    vi.spyOn(navigator, "userAgent", "get").mockReturnValue(agent);
    renderLive(CheckPage, { scene: checkScenes["ready"] ?? {} });
    expect(screen.queryByText(/never in Safari/) !== null).toBe(never);
  });

  it("asks nobody for a microphone who comes to watch", async () => {
    const firstSeat = { id: idOf(2), name: "Ivo Petrov" };
    const { asked } = renderLive(CheckPage, { scene: checkScenes["ready"] ?? {}, session: { ...session, firstSeat } });
    expect(screen.queryByRole("button", { name: "Take the seat" })).toBeNull();
    press("Join and watch");
    await vi.waitFor(() => expect(asked).toEqual(["echo closed", "mic off", "join"]));
  });

  it("says where the permission is, lets one try again, and lets one in all the same", () => {
    const { asked } = renderLive(CheckPage, { scene: checkScenes["denied"] ?? {} });
    expect(screen.getByRole("alert").textContent).toContain("This page may not use your microphone.");
    press("Try again");
    expect(asked).toEqual(["open mic", "open mic"]);
    expect(screen.getByText(/in the seat you would type your answers/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Join and watch" }).disabled).toBe(false);
    expect(screen.queryByText("Hear yourself as others will")).toBeNull();
  });

  it("plays a sound on demand, and says when nothing here plays it", () => {
    const { asked } = renderLive(CheckPage, { scene: { ...checkScenes["ready"], problems: { speaker: "noDevice" } } });
    press("Test");
    expect(asked).toEqual(["open mic", "ring"]);
    expect(screen.getByText(/^Nothing plays sound here now/)).toBeTruthy();
  });

  it("says so where the browser cannot take part, and touches no device", () => {
    const sentence = "This page was opened over plain http.";
    const { asked } = renderLive(CheckPage, { scene: checkScenes["ready"] ?? {}, unsupported: sentence });
    expect(screen.getByRole("alert").textContent).toContain(sentence);
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Join and watch" }).disabled).toBe(true);
    expect(asked).toEqual([]);
  });

  it("keeps each consent at once; what needs the recording waits for it", async () => {
    const { server } = renderLive(CheckPage, { scene: checkScenes["ready"] ?? {} });
    const copy = () => screen.getByRole<HTMLInputElement>("switch", { name: /anonymized copy/ });
    expect(copy().disabled).toBe(true);
    fireEvent.click(screen.getByRole("switch", { name: /My voice and notes/ }));
    expect(await screen.findByText("Saved.")).toBeTruthy();
    expect(server.asked("POST /sessions/:id/consents")[0]?.body).toEqual({ given: ["record"] });
    expect(copy().disabled).toBe(false);
  });

  it("shows nothing to join when the session is over", () => {
    renderLive(CheckPage, { scene: checkScenes["ready"] ?? {}, session: { ...session, state: "ended" } });
    expect(screen.getByRole("heading", { name: "This session is over" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Join and watch" })).toBeNull();
  });

  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", /crossed-out/],
    ["Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36", /lock or two sliders/],
    ["Mozilla/5.0 (Macintosh) Version/18.0 Safari/605.1.15", /Safari menu/],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", /Website Settings/],
  ])("tells %s where it keeps its permissions", (agent, place) => {
    expect(permissionPlace(agent)).toMatch(place);
  });
});

describe("the connection check", () => {
  it("names the first part that fails, at the top", () => {
    renderLive(DoctorPage, { hops: doctorScenes["blocked"] ?? [] });
    expect(screen.getByRole("alert").textContent).toMatch(/^Sound over UDP fails\. UDP is blocked/);
    expect(screen.getAllByRole("listitem").map((it) => it.textContent)[0]).toContain("This page");
  });

  it("says so when everything works", () => {
    renderLive(DoctorPage, { hops: doctorScenes["good"] ?? [] });
    expect(screen.getByText("Everything works.")).toBeTruthy();
  });
});
