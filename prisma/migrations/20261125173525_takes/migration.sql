-- CreateEnum
CREATE TYPE "take_state" AS ENUM ('recording', 'finishing', 'stored', 'broken', 'expired', 'erasing', 'erased');

-- CreateEnum
CREATE TYPE "track_kind" AS ENUM ('voice', 'interviewer', 'camera', 'screen', 'screen-sound', 'notes', 'fallback');

-- CreateEnum
CREATE TYPE "fallback_state" AS ENUM ('receiving', 'received', 'refused');

-- CreateTable
CREATE TABLE "takes" (
    "interview_id" UUID NOT NULL,
    "state" "take_state" NOT NULL DEFAULT 'recording',
    "node" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "durable_ms" INTEGER NOT NULL DEFAULT 0,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,
    "rendering" INTEGER NOT NULL DEFAULT 1,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "manifest_sealed" BYTEA,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "takes_pkey" PRIMARY KEY ("interview_id")
);

-- CreateTable
CREATE TABLE "tracks" (
    "id" UUID NOT NULL,
    "interview_id" UUID NOT NULL,
    "person_id" UUID,
    "kind" "track_kind" NOT NULL,
    "object" TEXT,
    "media_type" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "first_ms" INTEGER,
    "last_ms" INTEGER,
    "gaps_ms" INTEGER NOT NULL DEFAULT 0,
    "facts_sealed" BYTEA,
    "ended_early" TEXT,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "tracks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fallbacks" (
    "track_id" UUID NOT NULL,
    "state" "fallback_state" NOT NULL DEFAULT 'receiving',
    "started_ms" INTEGER NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fallbacks_pkey" PRIMARY KEY ("track_id")
);

-- CreateTable
CREATE TABLE "erasures" (
    "subject_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "proof" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("subject_id")
);

-- CreateIndex
CREATE INDEX "tracks_interview_id_idx" ON "tracks"("interview_id");

-- CreateIndex
CREATE INDEX "tracks_person_id_idx" ON "tracks"("person_id");

-- CreateIndex
CREATE INDEX "erasures_at_idx" ON "erasures"("at");

-- AddForeignKey
ALTER TABLE "takes" ADD CONSTRAINT "takes_interview_id_fkey" FOREIGN KEY ("interview_id") REFERENCES "interviews"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracks" ADD CONSTRAINT "tracks_interview_id_fkey" FOREIGN KEY ("interview_id") REFERENCES "takes"("interview_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracks" ADD CONSTRAINT "tracks_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fallbacks" ADD CONSTRAINT "fallbacks_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "tracks"("id") ON DELETE CASCADE ON UPDATE CASCADE;
