-- What prisma/schema.prisma cannot say. npm run migration -- --check tells whether Prisma can live with it.

-- A time for keeping is a person's or a grind's, and as long as one that an instance may have.
ALTER TABLE "keepings"
  ADD CONSTRAINT "keepings_whose" CHECK (("person_id" IS NULL) <> ("grind_id" IS NULL)),
  ADD CONSTRAINT "keepings_days" CHECK ("originals_days" BETWEEN 1 AND 3650);
