/**
 * The whole vocabulary of the live door (socket.io), as generics of both its ends. A name that is not here does not
 * compile on either side.
 *
 * An event is a line: its name, then what it carries as a function's parameters. One that is answered ends with `ack`:
 *
 *     "seat:ask": (wish: { sessionId: string }, ack: (answer: Answer<{ position: number }>) => void) => void;
 *     "seat:given": (fact: { sessionId: string; personId: string; untilMs: number }) => void;
 *
 * What a client asks is named "thing:verb", what the server tells is a fact in the past tense. What comes in is
 * checked by a schema at the edge before anything looks at it, and it has a handler there; both are tested by name.
 */
export type ClientToServer = Record<never, never>;

/** What the server tells those who are connected. */
export type ServerToClient = Record<never, never>;
