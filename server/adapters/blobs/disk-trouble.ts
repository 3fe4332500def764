import { AppError } from "../../kit/errors.ts";

const kept = "What was recorded so far is kept.";

/** What an operator can do about each refusal of the system. */
const sentences: Readonly<Record<string, string>> = {
  ENOSPC: `The disk that holds recordings is full. ${kept} Free some space; it is tried again.`,
  EDQUOT: `This server may not use more of the disk that holds recordings. ${kept} Free some space; it is tried again.`,
  EROFS: `The disk that holds recordings can only be read. ${kept} Mount it for writing and start again.`,
  EACCES: `The folder of recordings does not belong to this server. ${kept} Give it to the server's user.`,
  EPERM: `The folder of recordings does not belong to this server. ${kept} Give it to the server's user.`,
  EIO: `The disk that holds recordings reports an error. ${kept} Look at the machine's own log.`,
  EMFILE: `This server has too many files open. ${kept} It is tried again.`,
  ENFILE: `This machine has too many files open. ${kept} It is tried again.`,
};

/** Throws what can happen to a disk as one sentence, and everything else as it is. */
export function diskTrouble(error: unknown): never {
  const code = systemCode(error);
  if (code === "ENOENT" || code === "ENOTDIR") {
    throw new AppError("not-found", "There is no such recording, or it was deleted.", { cause: error });
  }
  const sentence = sentences[code];
  if (!sentence) throw error;
  throw new AppError("unavailable", sentence, { cause: error });
}

/** What the system calls it; empty when the system did not say anything. */
export function systemCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}
