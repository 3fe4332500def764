import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { http } from "../../../proto/http.ts";
import { sieve } from "../../../server/edge/sieve.ts";

const answers = Object.entries(http).flatMap(([name, { answer }]) =>
  answer ? [[name, answer as z.ZodType] as const] : []
);

/** Near misses of what answers hold. */
const leaves = [
  "01987654-3210-7abc-8def-0123456789ab",
  "01987654-3210-7ABC-8DEF-0123456789AB",
  "00000000-0000-0000-0000-000000000000",
  "01987654-3210-7abc-cdef-0123456789ab",
  "2026-11-21T08:00:00.000Z",
  "2026-11-21T08:00:00Z",
  "2026-02-30T08:00:00.000Z",
  "2026-11-31T08:00:00.000Z",
  "2026-13-01T25:00:00.000Z",
  "Loop",
  "",
  null,
  undefined,
  true,
  0,
  1,
  2 ** 31 - 1,
  2 ** 31,
  1.5,
  Number.NaN,
  [],
  {},
];

/** Values of a schema's shape, mostly right, with more in them than it names. */
function around(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 40, arbitrary: fitting(schema) }, { weight: 1, arbitrary: fc.constantFrom(...leaves) });
}

function fitting(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) {
    const fields = Object.fromEntries(
      Object.entries(schema.shape as z.ZodRawShape).map(([name, it]) => [name, around(it)]),
    );
    return fc.record({ secret: fc.constant("hush"), ...fields });
  }
  if (schema instanceof z.ZodArray) return fc.array(around(schema.element), { maxLength: 3 });
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return fc.oneof(fc.constant(schema instanceof z.ZodNullable ? null : undefined), around(schema.unwrap()));
  }
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  const right = leaves.filter((it) => z.safeParse(schema, it).success);
  return right.length > 0 ? fc.constantFrom(...right) : fc.constantFrom(...leaves);
}

const outcome = (parse: () => unknown): string => {
  try {
    return JSON.stringify(parse());
  } catch (error) {
    return error instanceof z.ZodError ? error.message : `another error: ${String(error)}`;
  }
};

describe("the sieve of an answer", () => {
  it.each(answers)("lets through what the schema of %s does, and nothing else", (_, answer) => {
    const pass = sieve(answer);
    fc.assert(fc.property(around(answer), (value) => {
      expect(outcome(() => pass(value))).toBe(outcome(() => answer.parse(value)));
    }));
  });

  it("keeps back what is not named, however deep it is", () => {
    const pass = sieve(z.object({ rows: z.array(z.object({ name: z.string() })), next: z.string().nullable() }));
    expect(pass({ rows: [{ name: "Noor", hash: "h" }], next: null, more: 1 })).toEqual({
      rows: [{ name: "Noor" }],
      next: null,
    });
  });
});
