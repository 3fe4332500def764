-- What prisma/schema.prisma cannot say. npm run migration -- --check tells whether Prisma can live with it.

-- A session is a grind's, or somebody's alone.
ALTER TABLE "sessions"
  ADD CONSTRAINT "sessions_whose" CHECK (("grind_id" IS NULL) <> ("alone_id" IS NULL));
