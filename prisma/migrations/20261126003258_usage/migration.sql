-- CreateTable
CREATE TABLE "usage" (
    "day" DATE NOT NULL,
    "provider" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "grind_id" UUID NOT NULL,
    "seconds" INTEGER NOT NULL,

    CONSTRAINT "usage_pkey" PRIMARY KEY ("day","provider","person_id","grind_id")
);
