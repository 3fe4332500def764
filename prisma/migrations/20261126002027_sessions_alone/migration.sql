-- AlterEnum
ALTER TYPE "consent_purpose" ADD VALUE 'outside';

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "alone_id" UUID,
ALTER COLUMN "grind_id" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "sessions_alone_id_idx" ON "sessions"("alone_id");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_alone_id_fkey" FOREIGN KEY ("alone_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
