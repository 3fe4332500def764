import { expect, it } from "vitest";
import { smtpMailer } from "../../server/adapters/notify/mail.ts";
import { smtpFake } from "../kit/smtp.ts";
import { mailerContract } from "./mailer.ts";

mailerContract("SMTP", async () => {
  const server = await smtpFake();
  const mailer = smtpMailer({ url: server.url, from: "Grindstone <grindstone@example.com>" });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    mailer.close();
    return stopped ??= server.close();
  };
  return { mailer, letters: server.letters, next: server.next, refuse: server.refuse, stop, close: stop };
});

it("refuses to send where no mail is set up, and says so beforehand", async () => {
  const mailer = smtpMailer(null);
  expect(mailer.configured).toBe(false);
  await expect(mailer.send({ to: "nova@example.com", subject: "Hello", text: "" }))
    .rejects.toMatchObject({ code: "unavailable", retryable: false });
});
