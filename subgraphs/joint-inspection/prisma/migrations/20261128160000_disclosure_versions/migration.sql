-- Disclosures that are revised: how each stood before, and when it was first published. And what a penalty is for, and what it is.
ALTER TABLE "result_disclosure" ADD COLUMN "published_on" TEXT;
UPDATE "result_disclosure" SET "published_on" = "on" WHERE "not_public" IS NULL;

ALTER TABLE "visit_event" ADD COLUMN "penalty" JSONB;

CREATE TABLE "disclosure_version" (
    "visit_id" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    "not_public" TEXT,
    "recorded_by" TEXT NOT NULL,
    "explanation" TEXT NOT NULL,
    "replaced_by" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disclosure_version_pkey" PRIMARY KEY ("visit_id","department","kind","decision","number")
);

ALTER TABLE "disclosure_version" ADD CONSTRAINT "disclosure_version_visit_id_department_kind_decision_fkey" FOREIGN KEY ("visit_id", "department", "kind", "decision") REFERENCES "result_disclosure"("visit_id", "department", "kind", "decision") ON DELETE RESTRICT ON UPDATE CASCADE;
