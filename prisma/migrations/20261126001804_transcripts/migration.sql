-- CreateTable
CREATE TABLE "transcripts" (
    "interview_id" UUID NOT NULL,
    "words_sealed" BYTEA NOT NULL,
    "heard" UUID[],
    "entries" INTEGER NOT NULL,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transcripts_pkey" PRIMARY KEY ("interview_id")
);

-- CreateTable
CREATE TABLE "interview_tokens" (
    "token_hash" BYTEA NOT NULL,
    "interview_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "interview_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "transcripts_heard_idx" ON "transcripts" USING GIN ("heard");

-- CreateIndex
CREATE INDEX "interview_tokens_interview_id_idx" ON "interview_tokens"("interview_id");

-- CreateIndex
CREATE INDEX "interview_tokens_device_id_idx" ON "interview_tokens"("device_id");

-- CreateIndex
CREATE INDEX "interview_tokens_expires_at_idx" ON "interview_tokens"("expires_at");

-- AddForeignKey
ALTER TABLE "transcripts" ADD CONSTRAINT "transcripts_interview_id_fkey" FOREIGN KEY ("interview_id") REFERENCES "interviews"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interview_tokens" ADD CONSTRAINT "interview_tokens_interview_id_fkey" FOREIGN KEY ("interview_id") REFERENCES "interviews"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interview_tokens" ADD CONSTRAINT "interview_tokens_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE CASCADE ON UPDATE CASCADE;
