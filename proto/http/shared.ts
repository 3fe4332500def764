import { z } from "zod";
import { limits } from "../limits.ts";

/** One request of the REST surface: what it takes and what it answers. The key names method and path below /api/v1. */
export type Contract = {
  readonly about: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is bytes and no JSON: at most so many. */
  readonly bytes?: number;
  /** Instead of JSON it may be multipart/form-data: these fields, and then one file of at most so many bytes. */
  readonly form?: { readonly fields: z.ZodObject; readonly bytes: number };
  readonly status: 200 | 201 | 202 | 204;
  /** null: the answer has no body. */
  readonly answer: z.ZodType | null;
};
export type Contracts = Record<`${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`, Contract>;

/** Keeps the literal types of a group of contracts while checking their shape. */
export function contracts<const T extends Contracts>(group: T): T {
  return group;
}

/** In the one form in which we write it: who compares it with another must not be fooled by capitals. */
export const Id = z.uuid("This is not an id of ours.").toLowerCase();
export const Instant = z.iso.datetime();
export const IdParam = z.object({ id: Id });
/** As high as the column that holds it. */
export const Version = z.number().int().min(1).max(2 ** 31 - 1);

const tidy = (text: string): string => text.normalize("NFC").replace(/\s+/gu, " ").trim();

/** Marks that turn the text around them: with one in a name, what stands beside it reads backwards. */
const turning = /[\u202a-\u202e\u2066-\u2069]/;
/** Something that ink is spent on: zero-width marks, fillers and accents on nothing are no name. */
const visible = /[^\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A line that people type: spaces are tidied, control characters refused. */
export const line = (what: string, max: number = limits.nameCharacters): z.ZodType<string, string> =>
  z.string({ error: `${what} is missing.` }).transform(tidy).pipe(
    z.string().min(1, `${what} is empty.`).max(max, `${what} is longer than ${max} characters.`)
      .refine(
        (text) => !/[\p{Cc}\p{Cs}]/u.test(text) && !turning.test(text),
        `${what} holds characters that cannot be shown.`,
      )
      .refine((text) => text === "" || visible.test(text), `${what} is empty.`),
  );

/** Text of several lines that people type. */
export const text = (what: string, max: number): z.ZodType<string, string> =>
  z.string({ error: `${what} is missing.` }).transform((it) => it.normalize("NFC").replace(/\r\n?/g, "\n").trim()).pipe(
    z.string().min(1, `${what} is empty.`).max(max, `${what} is longer than ${max} characters.`)
      .refine((it) => !/[^\P{Cc}\n\t]|\p{Cs}/u.test(it), `${what} holds characters that cannot be shown.`),
  );

/** What somebody looks for; none is the same as empty. */
export const Search = z.string().trim().max(100, "Search for at most 100 characters.")
  .refine((it) => !/[\p{Cc}\p{Cs}]/u.test(it), "The search holds characters that cannot be shown.").optional();

const notAnEmail = "This is not an e-mail address. It looks like name@example.com.";

/** Looked at before it is lower case: some letters that are not ours, such as the Kelvin sign, become ours by that. */
export const Email = z.string({ error: "The e-mail address is missing." }).trim()
  .regex(/^\p{ASCII}*$/u, notAnEmail).toLowerCase()
  .max(limits.emailCharacters, "This address is too long.")
  .pipe(z.email(notAnEmail));

/** A secret of a link that we made: 32 random bytes in base64url. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "This link is incomplete. Copy it again, whole.");

export const Page = z.object({
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageRows).default(30),
});

/** A page of rows; `next` is the cursor of the page after it, null on the last one. */
export const pageOf = <T extends z.ZodType>(
  row: T,
): z.ZodObject<{ rows: z.ZodArray<T>; next: z.ZodNullable<z.ZodString> }> =>
  z.object({ rows: z.array(row), next: z.string().nullable() });

export const errorCodes = [
  "bad-request",
  "unauthenticated",
  "forbidden",
  "not-found",
  "conflict",
  "closed",
  "too-large",
  "too-many",
  "unavailable",
  "internal",
] as const;

/**
 * Every refusal has this shape. `field` names the input that is wrong, as a path such as `plan.2.ask`; `offset` says where
 * to go on with what comes in pieces.
 */
export const Failure = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    message: z.string(),
    field: z.string().optional(),
    /** Where it may be done, below this server's address: another node has what it is about. */
    way: z.string().optional(),
    offset: z.number().optional(),
  }),
});
export type Failure = z.infer<typeof Failure>;
