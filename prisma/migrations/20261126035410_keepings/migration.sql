-- CreateTable
CREATE TABLE "keepings" (
    "id" UUID NOT NULL,
    "person_id" UUID,
    "grind_id" UUID,
    "originals_days" INTEGER NOT NULL,

    CONSTRAINT "keepings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "keepings_person_id_key" ON "keepings"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "keepings_grind_id_key" ON "keepings"("grind_id");

-- AddForeignKey
ALTER TABLE "keepings" ADD CONSTRAINT "keepings_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "keepings" ADD CONSTRAINT "keepings_grind_id_fkey" FOREIGN KEY ("grind_id") REFERENCES "grinds"("id") ON DELETE CASCADE ON UPDATE CASCADE;
