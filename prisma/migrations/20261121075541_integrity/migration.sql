-- What prisma/schema.prisma cannot say; Prisma sees neither checks nor partial indexes and leaves them alone.

-- An e-mail address names one account however it is typed.
ALTER TABLE "people" ADD CONSTRAINT "people_email_lower" CHECK ("email" = lower("email"));

-- An invite is never used more often than it allows, even by two people at once; only one by e-mail names an address.
ALTER TABLE "invites"
  ADD CONSTRAINT "invites_uses_within" CHECK ("max_uses" >= 1 AND "uses" BETWEEN 0 AND "max_uses"),
  ADD CONSTRAINT "invites_email_lower" CHECK ("email" = lower("email")),
  ADD CONSTRAINT "invites_kind_email" CHECK (("kind" = 'email') = ("email" IS NOT NULL));

-- A task belongs to a grind or is built in and has a slug.
ALTER TABLE "tasks"
  ADD CONSTRAINT "tasks_grind_or_slug" CHECK (("grind_id" IS NULL) = ("slug" IS NOT NULL)),
  ADD CONSTRAINT "tasks_minutes" CHECK ("minutes" > 0);

-- What is live began, and what is over ended.
ALTER TABLE "sessions"
  ADD CONSTRAINT "sessions_times" CHECK (
    ("state" <> 'live' OR "started_at" IS NOT NULL) AND (("state" = 'ended') = ("ended_at" IS NOT NULL))
  );
ALTER TABLE "interviews"
  ADD CONSTRAINT "interviews_times" CHECK (
    ("status" NOT IN ('IN_PROGRESS', 'COMPLETED') OR "started_at" IS NOT NULL)
    AND (("status" IN ('COMPLETED', 'ERROR')) = ("ended_at" IS NOT NULL))
  );

-- Nobody sits in two seats at once; GET /interviews/current finds its row here.
CREATE UNIQUE INDEX "interviews_in_progress_key" ON "interviews" ("owner_id") WHERE "status" = 'IN_PROGRESS';

-- The count of unread notifications.
CREATE INDEX "notifications_unread_idx" ON "notifications" ("person_id") WHERE "read_at" IS NULL;
