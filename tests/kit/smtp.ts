import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type ReceivedLetter = { readonly from: string; readonly to: readonly string[]; readonly raw: string };

/** A mail server on loopback that keeps what it receives, and refuses what a test asks it to. */
export type SmtpFake = {
  readonly url: string;
  readonly letters: readonly ReceivedLetter[];
  /** Resolves with the next letter, or with one that came since the last call. */
  readonly next: () => Promise<ReceivedLetter>;
  /** From now on every letter is refused with this SMTP code; 0 takes them again. */
  readonly refuse: (code: number) => void;
  readonly close: () => Promise<void>;
};

export async function smtpFake(): Promise<SmtpFake> {
  const letters: ReceivedLetter[] = [];
  const waiting: ((letter: ReceivedLetter) => void)[] = [];
  let read = 0;
  let refusal = 0;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    onRcptTo({ address }, _session, done) {
      done(refusal ? Object.assign(new Error(`<${address}>: mailbox unavailable`), { responseCode: refusal }) : null);
    },
    onData(stream, session, done) {
      let raw = "";
      stream.setEncoding("utf8");
      stream.on("data", (chunk: string) => raw += chunk);
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map((it) => it.address), raw });
        const wake = waiting.shift();
        if (wake) wake(letters[read++] as ReceivedLetter);
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await new Promise<void>((resolve) => server.server.once("listening", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    next() {
      const letter = letters[read];
      if (!letter) return new Promise((resolve) => waiting.push(resolve));
      read++;
      return Promise.resolve(letter);
    },
    refuse: (code) => void (refusal = code),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A letter's words, as the person who gets it reads them. */
export function readable({ raw }: ReceivedLetter): string {
  const body = raw.slice(raw.indexOf("\r\n\r\n") + 4);
  if (!/^Content-Transfer-Encoding: quoted-printable/im.test(raw)) return body;
  const bytes = body.replace(/=\r\n/g, "").replace(
    /=([0-9A-F]{2})/g,
    (_, hex: string) => String.fromCharCode(parseInt(hex, 16)),
  );
  return new TextDecoder().decode(Uint8Array.from(bytes, (it) => it.charCodeAt(0)));
}
