-- What prisma/schema.prisma cannot say; Prisma sees neither checks nor partial indexes and leaves them alone.

-- A wall clock's day and time sorts as text, because it has one form.
ALTER TABLE "sessions"
  ADD CONSTRAINT "sessions_minutes" CHECK ("minutes" BETWEEN 5 AND 120),
  ADD CONSTRAINT "sessions_local_start" CHECK ("local_start" ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$');
ALTER TABLE "series"
  ADD CONSTRAINT "series_minutes" CHECK ("minutes" BETWEEN 5 AND 120),
  ADD CONSTRAINT "series_locals" CHECK (
    "first_local" ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$' AND "made_until" ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'
  );

-- What was never given is not withdrawn.
ALTER TABLE "session_consents"
  ADD CONSTRAINT "session_consents_withdrawn" CHECK ("withdrawn_at" IS NULL OR "given_at" IS NOT NULL);

-- What is looked through every minute is small, whatever lies behind it.
CREATE INDEX "sessions_scheduled_idx" ON "sessions" ("starts_at") WHERE "state" = 'scheduled';
CREATE INDEX "sessions_live_idx" ON "sessions" ("started_at") WHERE "state" = 'live';
CREATE INDEX "series_open_idx" ON "series" ("made_until") WHERE "ended_at" IS NULL;
