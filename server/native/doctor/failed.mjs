// How a hop fails: what was found, and what somebody can do about it.

/** A hop that does not work. Anything else that is thrown is a bug of the doctor. */
export class Failed extends Error {
  /** @param {string} found @param {string} [whatToDo] left out where it only shows together with other hops */
  constructor(found, whatToDo, { code = "failed" } = {}) {
    super(found);
    this.name = "Failed";
    this.whatToDo = whatToDo;
    this.code = code;
  }
}
