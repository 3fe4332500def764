import { cleanup, fireEvent, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aiScenes, aiSessions, madeUpService } from "../../../client/pages/gallery/ai-scenes.ts";
import { idOf } from "../../../client/pages/gallery/made-up-room.ts";
import { checkScenes } from "../../../client/pages/gallery/scenes.ts";
import { CheckPage } from "../../../client/pages/prejoin/check.tsx";
import { RoomPage } from "../../../client/pages/room/room.tsx";
import { installStandIns } from "../stand-ins.ts";
import { renderLive, session } from "./live-page.tsx";

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const scene = (name: string) => aiScenes[name] ?? {};
const tile = () => within(screen.getByRole("region", { name: /^AI interviewer/ }));
/** What is read out of the tile. */
const told = () => tile().getAllByRole("status").map((it) => it.textContent).join("");
const room = (name: string) =>
  renderLive(RoomPage, { scene: scene(name), session: { ...session, ...aiSessions[name] } });

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the AI interviewer in a room", () => {
  it.each([
    ["ai-ready", "Ready", "Press start, and it greets you"],
    ["ai-connecting", "Connecting", "It comes in a moment"],
    ["ai-listening", "Listening", "to you and nobody else"],
    ["ai-thinking", "Thinking", "about what was said"],
    ["ai-speaking", "Speaking", "You may interrupt it"],
    ["ai-waiting", "Waiting", "until you speak"],
    ["ai-group", "Listening", "to Mara and Noor and nobody else"],
  ])("says in words what it does and whom it hears: %s", (name, state, detail) => {
    room(name);
    expect(screen.getByRole("region", { name: `AI interviewer, ${state.toLowerCase()}` })).toBeTruthy();
    expect(tile().getByText(detail)).toBeTruthy();
  });

  it("says who leads, in which voice, and where the voice goes", () => {
    room("ai-listening");
    expect(tile().getByText("Local interviewer, voice slt")).toBeTruthy();
    expect(tile().getByText("stays on this server")).toBeTruthy();
    expect(screen.getByText("Heard by the interviewer and 8 people")).toBeTruthy();
    expect(screen.getByText("Your voice stays on this server.")).toBeTruthy();
    cleanup();
    room("ai-listening-outside");
    expect(tile().getByText("heard at generativelanguage.googleapis.com")).toBeTruthy();
    expect(screen.getByText("Gemini hears you at generativelanguage.googleapis.com.")).toBeTruthy();
  });

  it("says that it stands in, and reads out why once", async () => {
    room("ai-stands-in");
    expect(tile().getByText("Stands in").textContent).toBe("Stands in for the service outside");
    const sentence = await screen.findByText(/the local interviewer goes on from here/);
    expect(sentence.closest("[role=status]")).toBeTruthy();
    press("All right");
    expect(screen.queryByText(/the local interviewer goes on from here/)).toBeNull();
  });

  it.each([
    ["ai-listening", /how long you speak: spoken words it does not understand/],
    ["ai-listening-outside", /follows up on what you say/],
  ])("says what it goes by: %s", (scene, expected) => {
    room(scene);
    press("About the interviewer");
    expect(screen.getByText(expected)).toBeTruthy();
  });

  it("waits as long as the candidate or a moderator says, and nobody else", () => {
    const candidate = room("ai-listening");
    press("About the interviewer");
    fireEvent.click(screen.getByRole("radio", { name: /Patient/ }));
    expect(candidate.asked).toEqual(["think patient"]);
    cleanup();
    const moderator = room("ai-moderator");
    press("About the interviewer");
    fireEvent.click(screen.getByRole("radio", { name: /Brisk/ }));
    expect(moderator.asked).toEqual(["think brisk"]);
    cleanup();
    room("ai-group");
    press("About the interviewer");
    expect(screen.queryByRole("radio")).toBeNull();
    expect(screen.getByText(/Who sits in the seat, or a moderator, can change this/)).toBeTruthy();
  });

  it("reads out only what stays, and never that it speaks, which is heard", async () => {
    vi.useFakeTimers();
    room("ai-thinking");
    await vi.advanceTimersByTimeAsync(1_600);
    expect(told()).toBe("Thinking");
    cleanup();
    room("ai-speaking");
    await vi.advanceTimersByTimeAsync(1_600);
    expect(told()).toBe("");
  });

  it("writes down both sides, and reads out whole lines of others alone", () => {
    room("ai-listening");
    const lines = within(screen.getByRole("region", { name: "Live captions" }));
    expect(lines.getByText("Interviewer")).toBeTruthy();
    expect(lines.getByText(/So the reader pays, and/)).toBeTruthy();
    const told = [...document.querySelectorAll("[aria-live=polite].sr")].map((it) => it.textContent);
    expect(told).toEqual(["Sixty-one million followers. What happens in the second after that person posts?"]);
  });

  it("is in the list of who is here, and is told apart from people", () => {
    room("ai-group");
    fireEvent.click(screen.getByRole("tab", { name: /^People/ }));
    const [first] = within(screen.getByRole("list", { name: "People" })).getAllByRole("listitem");
    expect(first?.textContent).toBe("Interviewerlistening, recorded: voiceAI");
  });

  it("tells when sound takes the simple connection, and leads back and there", () => {
    const { asked } = room("ai-simple");
    expect(screen.getByText(/This network lets nothing else through/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Use the usual connection" }));
    expect(asked).toEqual(["simple false"]);
    cleanup();
    room("ai-simple-refused");
    expect(screen.getByText(/This browser is too old for it/)).toBeTruthy();
  });

  it("leads from its end to the page of the interview", () => {
    room("ai-over");
    expect(screen.getByText(/The interviewer closed the interview/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Look at your interview" }).getAttribute("href")).toBe("/interviews/i1");
    expect(screen.getByRole("button", { name: "Start another" })).toBeTruthy();
    press("Hide this");
    expect(screen.queryByRole("link", { name: "Look at your interview" })).toBeNull();
    cleanup();
    room("ai-handed-over");
    expect(screen.getByText(/the seat was handed on/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Look at your interview" })).toBeTruthy();
    cleanup();
    room("ai-alone-ended");
    expect(screen.getByRole("link", { name: "Look at your interview" }).getAttribute("href")).toBe("/interviews/i1");
    expect(screen.getByRole("link", { name: "Back to the task" })).toBeTruthy();
  });

  it("is alone with who practises alone", () => {
    room("ai-alone");
    expect(screen.getByText("Practising alone, AI interviewer")).toBeTruthy();
    expect(screen.queryByRole("region", { name: "Observers" })).toBeNull();
    expect(screen.queryByRole("tab", { name: /Chat/ })).toBeNull();
    expect(screen.queryByRole("button", { name: "Hand over" })).toBeNull();
    expect(screen.getByText("Heard by the interviewer")).toBeTruthy();
  });
});

describe("the check before the AI interviewer", () => {
  const check = (name: string) =>
    renderLive(CheckPage, { scene: checkScenes[name] ?? {}, session: { ...session, ...aiSessions[name] } });

  it("names the service outside, where it is and what it keeps, and asks; no is the local one", async () => {
    const { server } = check("ai-outside");
    const may = () => screen.getByRole<HTMLInputElement>("switch", { name: /Gemini may interview me/ });
    const hint = document.getElementById(may().getAttribute("aria-describedby") ?? "");
    expect(hint?.textContent).toContain(madeUpService.host);
    expect(hint?.textContent).toContain(madeUpService.keeps);
    expect(may().checked).toBe(false);
    expect(screen.getByText(/the interviewer of this server asks/)).toBeTruthy();
    fireEvent.click(may());
    await vi.waitFor(() =>
      expect(server.asked("POST /sessions/:id/consents")[0]?.body).toEqual({ given: ["outside"] })
    );
    expect(await screen.findByText(/it hears you as soon as your interview begins/)).toBeTruthy();
  });

  it("asks nothing where nothing leaves the server, and says so", () => {
    check("ai-local");
    expect(screen.getByText(/Your voice and your words stay on this server, with the interviewer/)).toBeTruthy();
    expect(screen.queryByRole("switch", { name: /may interview/ })).toBeNull();
  });

  it("keeps the service outside when the recording is refused", async () => {
    const { server } = check("ai-outside");
    fireEvent.click(screen.getByRole("switch", { name: /Gemini may interview me/ }));
    fireEvent.click(screen.getByRole("switch", { name: /My voice and notes/ }));
    fireEvent.click(screen.getByRole("switch", { name: /My voice and notes/ }));
    await vi.waitFor(() => expect(server.asked("POST /sessions/:id/consents")).toHaveLength(3));
    expect(server.asked("POST /sessions/:id/consents")[2]?.body).toEqual({ given: ["outside"] });
  });

  it("has one way in for who practises alone, also without a microphone", async () => {
    const practice = { ...session, ...aiSessions["ai-practice"], firstSeat: { id: idOf(0), name: "Mara Lindqvist" } };
    const { asked } = renderLive(CheckPage, { scene: checkScenes["none"] ?? {}, session: practice });
    expect(screen.queryByRole("button", { name: "Join and watch" })).toBeNull();
    expect(screen.getByText(/you would type your answers, and it takes them as said/)).toBeTruthy();
    press("Go to your seat");
    await vi.waitFor(() => expect(asked).toContain("join"));
  });
});
