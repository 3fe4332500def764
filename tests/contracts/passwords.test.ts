import { expect, it } from "vitest";
import { scryptPasswords } from "../../server/adapters/passwords/scrypt.ts";
import { passwordsContract } from "./passwords.ts";

const cost = { logN: 10, r: 8, p: 1 };

passwordsContract("scrypt", {
  passwords: scryptPasswords({ cost }),
  raised: scryptPasswords({ cost: { ...cost, logN: 11 } }),
  narrow: scryptPasswords({ cost, atOnce: 1, waiting: 1 }),
  real: scryptPasswords(),
});

it("makes guessing cost what OWASP asks, unless a test says otherwise", async () => {
  expect(await scryptPasswords().hash("correct horse")).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
});
