-- Result codes of systems as loaded, what was entered beside what it maps to, and results that are cited at the door.
CREATE TABLE "result_code_system" (
    "id" TEXT COLLATE "C" NOT NULL,
    "code_system" TEXT COLLATE "C" NOT NULL,
    "version" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,
    "content" JSONB NOT NULL,
    "source" TEXT COLLATE "C" NOT NULL,
    "loaded_by" TEXT COLLATE "C" NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "result_code_system_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "result_code_system_code_system_version_key" ON "result_code_system"("code_system", "version");

ALTER TABLE "result" ADD COLUMN "entered" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "recognition_seq" INTEGER;

ALTER TABLE "outside_result" ADD COLUMN "entered" JSONB NOT NULL DEFAULT '[]';

CREATE INDEX "result_recognition_seq_idx" ON "result"("recognition_seq");

ALTER TABLE "result" ADD CONSTRAINT "result_recognition_seq_fkey" FOREIGN KEY ("recognition_seq") REFERENCES "recognition"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;
