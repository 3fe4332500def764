import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Mailer } from "../../server/ports/mailer.ts";
import { readable, type ReceivedLetter } from "../kit/smtp.ts";

export type MailerHouse = {
  readonly mailer: Mailer;
  readonly letters: readonly ReceivedLetter[];
  next(): Promise<ReceivedLetter>;
  refuse(code: number): void;
  /** The mail server goes away. */
  stop(): Promise<void>;
  close(): Promise<void>;
};

const letter = {
  to: "nova@example.com",
  subject: "Grüße",
  text: "Zoë,\n\nopen https://grind.example/reset#token=abc\n",
};

/** What every Mailer adapter that is set up owes its callers. */
export function mailerContract(name: string, open: () => Promise<MailerHouse>): void {
  describe(`${name} as Mailer`, () => {
    let house: MailerHouse;
    beforeEach(async () => void (house = await open()));
    afterEach(() => house.close());

    it("hands a letter over with its words as they are", async () => {
      expect(house.mailer.configured).toBe(true);
      await house.mailer.send(letter);
      const received = await house.next();
      expect(received).toMatchObject({ from: "grindstone@example.com", to: ["nova@example.com"] });
      expect(readable(received).replaceAll("\r\n", "\n")).toBe(letter.text);
      expect(received.raw).toMatch(/^From: Grindstone <grindstone@example.com>$/im);
    });

    it.each([
      ["a header in the address", { to: "nova@example.com\r\nBcc: all@example.com" }],
      ["a second addressee", { to: "nova@example.com, kim@example.com" }],
      ["a second addressee by group", { to: "x:nova@example.com;" }],
      ["a name around the address", { to: "Bank <nova@example.com>" }],
      ["a header in the subject", { subject: "Hello\r\nBcc: all@example.com" }],
      ["a body in the subject", { subject: "Hello\n\n<b>pay here</b>" }],
      ["a zero byte in the address", { to: "nova@example.com\0" }],
    ])("refuses %s and sends nothing", async (_, change) => {
      await expect(house.mailer.send({ ...letter, ...change })).rejects.toMatchObject({ code: "bad-request" });
      await house.mailer.send(letter);
      await house.next();
      expect(house.letters).toHaveLength(1);
    });

    it("reads no file that a letter's words name", async () => {
      await house.mailer.send({ ...letter, text: "path: /etc/passwd\nhref: file:///etc/passwd" });
      expect(readable(await house.next())).not.toContain("root:");
    });

    it("says so when the mail server refuses, and sends again after", async () => {
      house.refuse(550);
      await expect(house.mailer.send(letter)).rejects.toMatchObject({ code: "unavailable" });
      house.refuse(0);
      await house.mailer.send(letter);
      expect(house.letters).toHaveLength(1);
    });

    it("says so when the mail server is gone, without the letter's words", async () => {
      await house.stop();
      const error = await house.mailer.send(letter).catch((it: unknown) => it);
      expect(error).toMatchObject({ code: "unavailable", retryable: true });
      expect(String(error)).not.toMatch(/nova|token/);
    });
  });
}
