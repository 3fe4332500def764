import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import process from "node:process";

/** What a process beside us can be asked: a name, what comes with it, and what it answers. */
export type Calls = { readonly [name: string]: { readonly wish: unknown; readonly answer: unknown } };
export type Handlers<C extends Calls> = { [N in keyof C]: (wish: C[N]["wish"]) => Promise<C[N]["answer"]> };

/** A process beside us, asked line by line through its standard streams. */
export type Beside<C extends Calls> = {
  readonly pid: number;
  ask<N extends keyof C>(name: N, wish: C[N]["wish"]): Promise<C[N]["answer"]>;
  /** Lets it end by itself; resolves when it is gone. */
  close(): Promise<void>;
};

type Line = { id: number; name: string; wish: unknown };
type Reply = { id: number; answer?: unknown; problem?: string };

/** Starts a program that calls `answerLines`. It ends when we let go of its input, also when we die. */
export function startBeside<C extends Calls>(program: string, args: readonly string[]): Beside<C> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  void gone.then(() => {
    for (const it of waiting.values()) it.reject(new Error(`${args.at(-1)} ended`));
  });
  createInterface({ input: child.stdout }).on("line", (text) => {
    if (!text.startsWith("{")) return console.log(text);
    const { id, answer, problem } = JSON.parse(text) as Reply;
    const it = waiting.get(id);
    waiting.delete(id);
    if (problem === undefined) it?.resolve(answer);
    else it?.reject(new Error(problem));
  });
  let count = 0;
  return {
    pid: child.pid ?? -1,
    ask: (name, wish) =>
      new Promise((resolve, reject) => {
        const id = ++count;
        waiting.set(id, { resolve: (answer) => resolve(answer as never), reject });
        child.stdin.write(`${JSON.stringify({ id, name, wish })}\n`);
      }),
    close() {
      child.stdin.end();
      return gone;
    },
  };
}

/** The other end: answers until nobody can ask any more. */
export async function answerLines<C extends Calls>(handlers: Handlers<C>): Promise<void> {
  const reply = (line: Reply): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
  for await (const text of createInterface({ input: process.stdin })) {
    const { id, name, wish } = JSON.parse(text) as Line;
    handlers[name]?.(wish).then(
      (answer) => reply({ id, answer }),
      (error: unknown) => reply({ id, problem: error instanceof Error ? error.message : JSON.stringify(error) }),
    );
  }
  process.exit(0);
}
