/** A recorder under test: something that takes streams of sound and writes them down. */
export interface Recording {
  readonly name: string;
  readonly version: string;
  /** The processes whose time counts, with all below them. */
  readonly pids: () => readonly number[];
  publish(offer: string, ssrc: number): Promise<{ answer: string }>;
  /** From here on what is published is recorded. */
  begin(): Promise<void>;
  /** Packets that are written down so far, of all streams. */
  packets(): Promise<number>;
  close(): Promise<void>;
}
