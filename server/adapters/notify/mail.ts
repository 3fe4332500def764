import { createTransport } from "nodemailer";
import { AppError } from "../../kit/errors.ts";
import type { Letter, Mailer } from "../../ports/mailer.ts";

type Setting = { readonly url: string; readonly from: string };

/** How long a mail server may keep us waiting at each step. Higher forgives slow ones, lower frees us sooner. */
const patienceMs = 10_000;

/** Mail over SMTP where it is set up; otherwise a mailer that says it is not. `close` lets go of idle connections. */
export function smtpMailer(setting: Setting | null): Mailer & { close(): void } {
  if (!setting) return { configured: false, send: () => Promise.reject(notSetUp()), close: () => {} };
  const transport = createTransport({
    url: setting.url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: 2 * patienceMs,
    // A letter is words only: nothing in it may make us read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    configured: true,
    async send(letter) {
      check(letter);
      const { to, subject, text } = letter;
      try {
        await transport.sendMail({ from: setting.from, to: { name: "", address: to }, subject, text });
      } catch (error) {
        throw new AppError("unavailable", "The mail server did not take the letter.", { cause: nameless(error) });
      }
    },
    close: () => transport.close(),
  };
}

/** What went wrong, for the log: mail servers like to repeat the address, which is nobody's business there. */
function nameless(error: unknown): Error {
  const { message, code } = error as { message?: string; code?: string };
  return Object.assign(new Error((message ?? "").replace(/\S*@\S*/g, "(address)")), { code });
}

/** A line break would start another header, a comma another addressee. */
function check({ to, subject }: Letter): void {
  if (/[\p{Cc},;<>"\s]/u.test(to) || /\p{Cc}/u.test(subject)) {
    throw new AppError("bad-request", "This letter's address or subject holds characters that mail cannot carry.");
  }
}

function notSetUp(): AppError {
  return new AppError("unavailable", "Mail is not set up on this instance. Ask its admin.", { retryable: false });
}
