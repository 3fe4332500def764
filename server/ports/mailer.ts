export type Letter = { readonly to: string; readonly subject: string; readonly text: string };

/** Sends mail where it is configured. */
export interface Mailer {
  /** false: no mail is configured, `send` refuses. */
  readonly configured: boolean;
  /** Resolves when the mail server took the letter; throws AppError "unavailable" when it did not. */
  send(letter: Letter): Promise<void>;
}
