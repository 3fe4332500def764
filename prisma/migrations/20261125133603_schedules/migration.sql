-- CreateEnum
CREATE TYPE "rsvp_answer" AS ENUM ('yes', 'maybe', 'no');

-- AlterEnum
ALTER TYPE "consent_purpose" ADD VALUE 'record_camera';

-- DropIndex
DROP INDEX "sessions_grind_id_state_starts_at_idx";

-- AlterTable
ALTER TABLE "interviews" ADD COLUMN     "ended_as" TEXT;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "first_seat_id" UUID,
ADD COLUMN     "local_start" TEXT,
ADD COLUMN     "made_by_id" UUID,
ADD COLUMN     "minutes" INTEGER NOT NULL DEFAULT 60,
ADD COLUMN     "reminded_at" TIMESTAMPTZ(3),
ADD COLUMN     "series_id" UUID;

-- CreateTable
CREATE TABLE "series" (
    "id" UUID NOT NULL,
    "grind_id" UUID NOT NULL,
    "task_id" UUID,
    "made_by_id" UUID,
    "first_seat_id" UUID,
    "mode" "session_mode" NOT NULL,
    "minutes" INTEGER NOT NULL,
    "first_local" TEXT NOT NULL,
    "made_until" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rsvps" (
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "answer" "rsvp_answer" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rsvps_pkey" PRIMARY KEY ("session_id","person_id")
);

-- CreateTable
CREATE TABLE "session_consents" (
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "purpose" "consent_purpose" NOT NULL,
    "given_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_consents_pkey" PRIMARY KEY ("session_id","person_id","purpose")
);

-- CreateTable
CREATE TABLE "calendar_feeds" (
    "grind_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_feeds_pkey" PRIMARY KEY ("grind_id","person_id")
);

-- CreateTable
CREATE TABLE "live_rooms" (
    "session_id" UUID NOT NULL,
    "room_sealed" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "live_rooms_pkey" PRIMARY KEY ("session_id")
);

-- CreateIndex
CREATE INDEX "series_grind_id_idx" ON "series"("grind_id");

-- CreateIndex
CREATE INDEX "series_task_id_idx" ON "series"("task_id");

-- CreateIndex
CREATE INDEX "series_made_by_id_idx" ON "series"("made_by_id");

-- CreateIndex
CREATE INDEX "series_first_seat_id_idx" ON "series"("first_seat_id");

-- CreateIndex
CREATE INDEX "rsvps_person_id_idx" ON "rsvps"("person_id");

-- CreateIndex
CREATE INDEX "session_consents_person_id_idx" ON "session_consents"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feeds_token_hash_key" ON "calendar_feeds"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_grind_id_state_starts_at_id_idx" ON "sessions"("grind_id", "state", "starts_at", "id");

-- CreateIndex
CREATE INDEX "sessions_made_by_id_idx" ON "sessions"("made_by_id");

-- CreateIndex
CREATE INDEX "sessions_first_seat_id_idx" ON "sessions"("first_seat_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_series_id_local_start_key" ON "sessions"("series_id", "local_start");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_first_seat_id_fkey" FOREIGN KEY ("first_seat_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_grind_id_fkey" FOREIGN KEY ("grind_id") REFERENCES "grinds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_first_seat_id_fkey" FOREIGN KEY ("first_seat_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rsvps" ADD CONSTRAINT "rsvps_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rsvps" ADD CONSTRAINT "rsvps_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_consents" ADD CONSTRAINT "session_consents_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_consents" ADD CONSTRAINT "session_consents_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_grind_id_person_id_fkey" FOREIGN KEY ("grind_id", "person_id") REFERENCES "memberships"("grind_id", "person_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_rooms" ADD CONSTRAINT "live_rooms_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
