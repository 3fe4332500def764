import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Transcript, Transcripts, Utterance } from "../../server/ports/transcripts.ts";

type Status = "PENDING" | "IN_PROGRESS" | "COMPLETED" | "ERROR";
export type TranscriptsHouse = {
  readonly transcripts: Transcripts;
  addPerson(): Promise<string>;
  /** Who `agreed` to being recorded in it; without that it was in no session. */
  addInterview(interview: { ownerId: string; status?: Status; agreed?: readonly string[] }): Promise<string>;
  withdraw(interviewId: string, personId: string): Promise<void>;
  eraseKey(interviewId: string): Promise<void>;
  deleteInterview(interviewId: string): Promise<void>;
  sessionOf(interviewId: string): Promise<string>;
  look(interviewId: string): Promise<{ status: Status; endedAs: string | null; endedAt: Date | null }>;
  /** What is stored of its words, as it is stored. */
  stored(interviewId: string): Promise<Uint8Array | null>;
  close(): Promise<void>;
};

const minute = (at: number): Date => new Date(Date.UTC(2026, 2, 1, 9, at));
const utterance = (personId: string | null, text: string, more: Partial<Utterance> = {}): Utterance => ({
  by: personId === null ? "interviewer" : "candidate",
  personId,
  name: personId === null ? "Interviewer" : "Nova",
  text,
  startMs: 100,
  endMs: 900,
  exact: personId === null,
  ...more,
});
const transcript = (...entries: Utterance[]): Transcript => ({
  entries,
  questions: [{ index: 0, ask: "What is a queue?", startMs: 0, endMs: null }],
  observations: [{ item: "Clarity", quote: "a line of people", note: "a picture", atMs: 400 }],
  talk: { candidateMs: 800, interviewerMs: 900, thinkingMs: 300 },
});

/** What every Transcripts adapter owes its callers. */
export function transcriptsContract(name: string, open: () => Promise<TranscriptsHouse>): void {
  describe(`${name} as Transcripts`, () => {
    let house: TranscriptsHouse;
    let [me, guest] = ["", ""];
    beforeAll(async () => void (house = await open()));
    beforeEach(async () => void ([me, guest] = [await house.addPerson(), await house.addPerson()]));
    afterAll(() => house?.close());

    const keep = (id: string, it: Transcript, at = 1, last = false) =>
      house.transcripts.keep(id, it, { now: minute(at), last });
    const complete = (id: string, it: Transcript, as: "TIMEOUT" | null = null, last = true) =>
      house.transcripts.complete(id, it, { now: minute(31), at: minute(30), as, last });

    it("gives back what was kept last", async () => {
      const id = await house.addInterview({ ownerId: me });
      expect(await house.transcripts.find(id)).toBeNull();
      expect(await keep(id, transcript(utterance(null, "Hello")))).toBe(true);
      const second = transcript(utterance(null, "Hello"), utterance(me, "Hi — “ça va”?"));
      expect(await keep(id, second, 2)).toBe(true);
      expect(await house.transcripts.find(id)).toEqual({ ...second, complete: false, updatedAt: minute(2) });
    });

    it("takes nothing after the last", async () => {
      const id = await house.addInterview({ ownerId: me, status: "COMPLETED" });
      const last = transcript(utterance(me, "Bye"));
      expect(await keep(id, last, 1, true)).toBe(true);
      expect(await keep(id, transcript(utterance(me, "And"))), "one that comes late").toBe(false);
      expect(await house.transcripts.find(id)).toEqual({ ...last, complete: true, updatedAt: minute(1) });
    });

    it("keeps nothing for an interview that is not there", async () => {
      const id = await house.addInterview({ ownerId: me });
      await keep(id, transcript(utterance(me, "Hi")));
      await house.deleteInterview(id);
      expect(await house.transcripts.find(id)).toBeNull();
      expect(await keep(id, transcript())).toBe(false);
      expect(await complete(id, transcript())).toBe(false);
      expect(await house.transcripts.enforce(id)).toBe(0);
    });

    it("keeps and shows nothing once the key is destroyed", async () => {
      const id = await house.addInterview({ ownerId: me });
      await keep(id, transcript(utterance(me, "Hi")));
      await house.eraseKey(id);
      expect(await house.transcripts.find(id)).toBeNull();
      expect(await keep(id, transcript())).toBe(false);
      expect(await complete(id, transcript())).toBe(false);
      expect((await house.look(id)).status).toBe("IN_PROGRESS");
    });

    it("stores no word in the clear", async () => {
      const id = await house.addInterview({ ownerId: me });
      await keep(id, transcript(utterance(me, "halibut")));
      const stored = new TextDecoder("latin1").decode(await house.stored(id) ?? new Uint8Array());
      expect(stored.length).toBeGreaterThan(100);
      for (const word of ["halibut", "queue", "Clarity", "people", "Nova"]) expect(stored).not.toContain(word);
    });

    it("completes the interview together with its words", async () => {
      const id = await house.addInterview({ ownerId: me });
      const words = transcript(utterance(me, "Done"));
      expect(await complete(id, words, "TIMEOUT")).toBe(true);
      expect(await house.look(id)).toEqual({ status: "COMPLETED", endedAs: "TIMEOUT", endedAt: minute(30) });
      expect(await house.transcripts.find(id)).toEqual({ ...words, complete: true, updatedAt: minute(31) });
    });

    it("takes what was said to the very end after it completed the interview", async () => {
      const id = await house.addInterview({ ownerId: me });
      expect(await complete(id, transcript(utterance(me, "Nearly")), "TIMEOUT", false)).toBe(true);
      expect((await house.look(id)).status).toBe("COMPLETED");
      const all = transcript(utterance(me, "Nearly"), utterance(me, "done"));
      expect(await keep(id, all, 32, true)).toBe(true);
      expect(await house.transcripts.find(id)).toMatchObject({ entries: all.entries, complete: true });
    });

    it.each(["PENDING", "COMPLETED", "ERROR"] as const)("changes nothing of one that is %s", async (status) => {
      const id = await house.addInterview({ ownerId: me, status });
      const before = await house.look(id);
      expect(await complete(id, transcript(utterance(me, "Late")))).toBe(false);
      expect(await house.look(id)).toEqual(before);
      expect(await house.transcripts.find(id)).toBeNull();
    });

    it("lets one of two that complete it at once win", async () => {
      const id = await house.addInterview({ ownerId: me });
      const words = ["one", "two", "three"].map((it) => transcript(utterance(me, it)));
      const done = await Promise.all(words.map((it) => complete(id, it)));
      expect(done.filter(Boolean)).toHaveLength(1);
      const kept = await house.transcripts.find(id);
      expect(kept?.entries).toEqual(words[done.indexOf(true)]?.entries);
    });

    it("keeps no word of who did not agree to being recorded", async () => {
      const id = await house.addInterview({ ownerId: me, agreed: [me] });
      await keep(id, transcript(utterance(null, "Hello"), utterance(me, "Mine"), utterance(guest, "Theirs")));
      const kept = await house.transcripts.find(id);
      expect(kept?.entries.map((it) => it.text)).toEqual(["Hello", "Mine"]);
      expect(kept?.observations).toHaveLength(1);
    });

    it("removes the words of who takes it back, and keeps them out when they come again", async () => {
      const id = await house.addInterview({ ownerId: me, agreed: [me, guest] });
      const all = transcript(utterance(null, "Hello"), utterance(me, "Mine"), utterance(guest, "Theirs"));
      await keep(id, all, 1);
      await house.withdraw(id, guest);
      expect(await house.transcripts.enforce(id)).toBe(1);
      expect(await house.transcripts.enforce(id), "a second time").toBe(0);
      const texts = async () => (await house.transcripts.find(id))?.entries.map((it) => it.text);
      expect(await texts()).toEqual(["Hello", "Mine"]);
      await keep(id, all, 2, true);
      expect(await texts()).toEqual(["Hello", "Mine"]);
    });

    it.each(["withdraws", "never agreed"])(
      "keeps what two said together only while both agree: one %s",
      async (how) => {
        const together = () =>
          utterance(null, "Ours", { by: "candidate", name: "Nova and Otto", together: [me, guest] });
        const id = await house.addInterview({ ownerId: me, agreed: how === "withdraws" ? [me, guest] : [me] });
        const all = transcript(utterance(null, "Hello"), together(), utterance(me, "Mine"));
        const texts = async () => (await house.transcripts.find(id))?.entries.map((it) => it.text);
        await keep(id, all);
        if (how === "withdraws") {
          expect(await texts()).toEqual(["Hello", "Ours", "Mine"]);
          await house.withdraw(id, guest);
          await house.transcripts.enforce(id);
        }
        expect(await texts()).toEqual(["Hello", "Mine"]);
      },
    );

    it("quotes nobody in observations who takes it back, also when the transcript is complete", async () => {
      const id = await house.addInterview({ ownerId: me, agreed: [me] });
      await keep(id, transcript(utterance(null, "Hello"), utterance(me, "Mine")), 1, true);
      await house.withdraw(id, me);
      await house.transcripts.enforce(id);
      const kept = await house.transcripts.find(id);
      expect([kept?.entries.length, kept?.observations, kept?.complete]).toEqual([1, [], true]);
      expect(kept?.questions).toHaveLength(1);
    });

    it("removes them in all interviews of a session", async () => {
      const id = await house.addInterview({ ownerId: me, agreed: [me, guest] });
      await keep(id, transcript(utterance(me, "Mine"), utterance(guest, "Theirs")));
      await house.withdraw(id, guest);
      const sessionId = await house.sessionOf(id);
      expect([await house.transcripts.enforceIn(sessionId), await house.transcripts.enforceIn(me)]).toEqual([1, 0]);
      expect((await house.transcripts.find(id))?.entries.map((it) => it.text)).toEqual(["Mine"]);
    });

    it("never keeps what is withdrawn in the same moment", async () => {
      for (let times = 0; times < 5; times++) {
        const id = await house.addInterview({ ownerId: me, agreed: [me, guest] });
        const all = transcript(utterance(guest, "Theirs"));
        await Promise.all([
          keep(id, all, 1),
          house.withdraw(id, guest).then(() => house.transcripts.enforce(id)),
          keep(id, all, 2),
        ]);
        expect((await house.transcripts.find(id))?.entries ?? []).toEqual([]);
      }
    });

    it("forgets somebody in the interviews of others, and leaves their own", async () => {
      const theirs = await house.addInterview({ ownerId: me });
      const own = await house.addInterview({ ownerId: guest });
      const said = transcript(utterance(me, "Mine"), utterance(guest, "Theirs", { by: "speaker" }), {
        ...utterance(null, "Ours"),
        together: [me, guest],
      });
      for (const id of [theirs, own]) await keep(id, said);
      expect(await house.transcripts.forget(guest)).toBe(2);
      expect((await house.transcripts.find(theirs))?.entries.map((it) => it.text)).toEqual(["Mine"]);
      expect((await house.transcripts.find(own))?.entries).toHaveLength(3);
    });
  });
}
