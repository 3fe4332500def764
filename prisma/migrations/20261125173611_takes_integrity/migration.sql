-- What prisma/schema.prisma cannot say; Prisma sees neither checks nor partial indexes and leaves them alone.

-- Somebody who comes back goes on with the same track, unless it was deleted. What a browser recorded by itself is a
-- track each time.
CREATE UNIQUE INDEX "tracks_source_key" ON "tracks" ("interview_id", "kind", "person_id") NULLS NOT DISTINCT
  WHERE "kind" <> 'fallback' AND "deleted_at" IS NULL;

-- What is over ended, and what is broken says why.
ALTER TABLE "takes"
  ADD CONSTRAINT "takes_ended" CHECK ("state" = 'recording' OR "ended_at" IS NOT NULL),
  ADD CONSTRAINT "takes_broken" CHECK ("state" <> 'broken' OR "reason" IS NOT NULL),
  ADD CONSTRAINT "takes_stored" CHECK ("state" <> 'stored' OR "manifest_sealed" IS NOT NULL),
  ADD CONSTRAINT "takes_gone" CHECK ("state" NOT IN ('erased', 'expired') OR "manifest_sealed" IS NULL),
  ADD CONSTRAINT "takes_numbers" CHECK ("durable_ms" >= 0 AND "rendering" >= 1 AND "progress" BETWEEN 0 AND 100);
ALTER TABLE "tracks"
  ADD CONSTRAINT "tracks_numbers" CHECK ("bytes" >= 0 AND "gaps_ms" >= 0 AND "first_ms" <= "last_ms");
ALTER TABLE "fallbacks"
  ADD CONSTRAINT "fallbacks_received" CHECK ("received" >= 0);

-- What a start recovers and what a sweep goes on with is small, whatever lies behind it.
CREATE INDEX "takes_unfinished_idx" ON "takes" ("node") WHERE "state" IN ('recording', 'finishing');
CREATE INDEX "takes_erasing_idx" ON "takes" ("interview_id") WHERE "state" = 'erasing';
CREATE INDEX "takes_kept_idx" ON "takes" ("ended_at") WHERE "state" IN ('stored', 'broken');
CREATE INDEX "fallbacks_receiving_idx" ON "fallbacks" ("heard_at") WHERE "state" = 'receiving';
CREATE INDEX "tracks_leaving_idx" ON "tracks" ("interview_id") WHERE "deleted_at" IS NOT NULL AND "object" IS NOT NULL;
