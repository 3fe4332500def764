import { Live } from "@google/genai";

/** Counts every promise of the SDK to connect, until it is let go. */
export class Dials {
  made = 0;
  open = 0;
  readonly #connect = Object.getOwnPropertyDescriptor(Live.prototype, "connect")?.value as Live["connect"];

  constructor() {
    const connect = this.#connect;
    const opened = (): void => {
      this.made++;
      this.open++;
    };
    const settled = (): void => void this.open--;
    Live.prototype.connect = function (...args) {
      opened();
      return connect.apply(this, args).finally(settled);
    };
  }

  close(): void {
    Live.prototype.connect = this.#connect;
  }
}
