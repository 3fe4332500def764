import { AppError } from "./errors.ts";

export type Level = "debug" | "info" | "warn" | "error";
type LogFields = Readonly<Record<string, unknown>>;

/** Structured lines: a constant message and fields. Names, words and tokens never go into a message. */
export type Log = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose lines all carry `fields`. */
  with(fields: LogFields): Log;
};

type Options = { level: Level; format: "json" | "text"; write: (line: string) => void; now: () => number };

const levels: readonly Level[] = ["debug", "info", "warn", "error"];

/** A log that hands each finished line to `write`. `error` fields become code and message; `pii` is left out. */
export function makeLog(options: Options, base: LogFields = {}): Log {
  const say = (level: Level) => (message: string, fields: LogFields = {}): void => {
    if (levels.indexOf(level) < levels.indexOf(options.level)) return;
    options.write(render({ options, level, message, fields: { ...base, ...fields } }));
  };
  return {
    debug: say("debug"),
    info: say("info"),
    warn: say("warn"),
    error: say("error"),
    with: (fields) => makeLog(options, { ...base, ...fields }),
  };
}

/** A log for where nobody listens. */
export const silentLog: Log = makeLog({ level: "error", format: "json", write: () => {}, now: () => 0 });

function render(line: { options: Options; level: Level; message: string; fields: LogFields }): string {
  const { pii: _, error, ...fields } = line.fields;
  const all = { ...fields, ...(error === undefined ? {} : describe(error)) };
  const at = new Date(line.options.now()).toISOString();
  if (line.options.format === "json") {
    return JSON.stringify({ at, level: line.level, message: line.message, ...all });
  }
  const rest = Object.entries(all).filter(([, value]) => value !== undefined).map(([key, value]) =>
    `${key}=${shown(value)}`
  );
  return [at.slice(11, 23), line.level.padEnd(5), line.message, ...rest].join(" ");
}

/** What operators need of an error: name, code and where; its cause's too. */
function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = error instanceof AppError ? error.code : (error as { code?: unknown }).code;
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {};
  const expected = error instanceof AppError;
  return {
    error: error.message,
    ...(typeof code === "string" ? { code } : {}),
    ...cause,
    ...(expected ? {} : { stack: error.stack?.split("\n").slice(1, 6).map((it) => it.trim()).join(" < ") }),
  };
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value) ?? "undefined";
  return /[\s"=]/.test(text) ? JSON.stringify(text) : text;
}
