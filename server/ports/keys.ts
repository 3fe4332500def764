/** One 256-bit data key per interview, kept only wrapped. Who erases it makes every copy of the data unreadable. */
export interface Keys {
  /** A fresh key, wrapped. It opens once it was stored, which happens together with its interview. */
  make(interviewId: string): Uint8Array<ArrayBuffer>;
  /**
   * Throws AppError "closed" when there is no key (any more), "unavailable" when the master key is another one,
   * "internal" when the stored key was changed or belongs to another interview.
   */
  open(interviewId: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Resolves when the key is gone for good. Erasing what is not there is fine. */
  erase(interviewId: string): Promise<void>;
  /**
   * Holds the database to one master key, so that no node wraps with one that the others do not have.
   * Throws AppError "unavailable" when it knows another one.
   */
  pin(): Promise<void>;
}
