import { z } from "zod";
import { Id, Instant, Version } from "../../proto/http/shared.ts";

type Schema = z.core.$ZodType;

/**
 * What `schema.parse` does, compiled once and faster for what is in order, as answers are: what the schema does not
 * name stays behind, what is not of its form throws. Whatever is not plainly right is left to the schema itself.
 */
export function sieve<T extends z.ZodType>(schema: T): (value: unknown) => z.output<T> {
  const made = new Source();
  const passed = made.pass(schema, "value");
  const body = `${made.lines.join("\n")}\nreturn ${passed};`;
  // oxlint-disable-next-line typescript/no-implied-eval -- made of our contracts alone, before anybody asks
  const quick = new Function("unsure", "tools", "value", body) as (...given: unknown[]) => unknown;
  return (value) => {
    const result = quick(unsure, made.tools, value);
    return result === unsure ? schema.parse(value) : result as z.output<T>;
  };
}

const unsure = Symbol("unsure");

/** Schemas that a page of rows holds many times, and the form in which a value certainly passes as it stands. */
const plain = new Map<Schema, RegExp>([
  [Id, /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/],
  // Every month has 28 days.
  [Instant, /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/],
]);

/** A function in the making: statements that leave with `unsure`, and the things they need. Names of ours alone are in it. */
class Source {
  readonly lines: string[] = [];
  readonly tools: unknown[] = [];
  #names = 0;

  /** Writes the check of what the expression `given` holds; returns the expression of what passes. */
  pass(schema: Schema, given: string): string {
    const form = plain.get(schema);
    if (form) return this.#demand(`typeof ${given} === "string" && ${this.#tool(form)}.test(${given})`, given);
    if (schema === Version) {
      return this.#demand(`Number.isInteger(${given}) && ${given} >= 1 && ${given} < ${2 ** 31}`, given);
    }
    return (schema._zod.def.checks?.length ?? 0) > 0 ? this.#ask(schema, given) : this.#simple(schema, given);
  }

  #simple(schema: Schema, given: string): string {
    if (schema instanceof z.ZodObject && schema.def.catchall === undefined) return this.#object(schema.shape, given);
    if (schema instanceof z.ZodArray) return this.#array(schema.element, given);
    if (schema instanceof z.ZodNullable) return this.#unless("null", schema.unwrap(), given);
    if (schema instanceof z.ZodEnum) return this.#demand(`${this.#tool(new Set(schema.options))}.has(${given})`, given);
    if (schema instanceof z.ZodBoolean) return this.#demand(`typeof ${given} === "boolean"`, given);
    if (schema instanceof z.ZodString && !("format" in schema.def)) {
      return this.#demand(`typeof ${given} === "string"`, given);
    }
    return this.#ask(schema, given);
  }

  #object(shape: Readonly<Record<string, Schema>>, given: string): string {
    this.#demand(`typeof ${given} === "object" && ${given} !== null`, given);
    const passed = Object.entries(shape).map(([name, schema]) => {
      const field = this.#name(`${given}[${JSON.stringify(name)}]`);
      const value = schema instanceof z.ZodOptional
        ? this.#unless("undefined", schema.unwrap(), field)
        : this.pass(schema, field);
      return `${JSON.stringify(name)}: ${value}`;
    });
    return this.#name(`{ ${passed.join(", ")} }`);
  }

  #array(element: Schema, given: string): string {
    this.#demand(`Array.isArray(${given})`, given);
    const all = this.#name("[]");
    const one = this.#name("undefined");
    this.lines.push(`for (const each of ${given}) {`, `${one} = each;`);
    this.lines.push(`${all}.push(${this.pass(element, one)});`, "}");
    return all;
  }

  /** What may be left out: it passes as it is, everything else as `schema` says. */
  #unless(none: "null" | "undefined", schema: Schema, given: string): string {
    const passed = this.#name(none);
    this.lines.push(`if (${given} !== ${none}) {`);
    this.lines.push(`${passed} = ${this.pass(schema, given)};`, "}");
    return passed;
  }

  #ask(schema: Schema, given: string): string {
    const asked = this.#tool((value: unknown) => {
      const result = z.safeParse(schema, value);
      return result.success ? result.data : unsure;
    });
    const passed = this.#name(`${asked}(${given})`);
    return this.#demand(`${passed} !== unsure`, passed);
  }

  #demand(condition: string, passed: string): string {
    this.lines.push(`if (!(${condition})) return unsure;`);
    return passed;
  }

  #tool(tool: unknown): string {
    return `tools[${this.tools.push(tool) - 1}]`;
  }

  #name(expression: string): string {
    const name = `v${++this.#names}`;
    this.lines.push(`let ${name} = ${expression};`);
    return name;
  }
}
