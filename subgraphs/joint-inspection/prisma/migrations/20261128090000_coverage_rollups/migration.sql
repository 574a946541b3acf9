-- Rollups of coverage and indicators, kept by following the ledger from a cursor: src/coverage/rollup.
CREATE TABLE "coverage_cursor" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "rebuilt_at" TIMESTAMPTZ(3),

    CONSTRAINT "coverage_cursor_pkey" PRIMARY KEY ("id")
);
INSERT INTO "coverage_cursor" ("seq", "at") VALUES (0, '1970-01-01');

CREATE TABLE "coverage_draw" (
    "id" TEXT NOT NULL,
    "known" JSONB NOT NULL,

    CONSTRAINT "coverage_draw_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "coverage_visit" (
    "id" TEXT NOT NULL,
    "draw_id" TEXT,
    "subject_id" TEXT NOT NULL,
    "known" JSONB NOT NULL,

    CONSTRAINT "coverage_visit_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "coverage_visit_subject_id_idx" ON "coverage_visit"("subject_id");
CREATE INDEX "coverage_visit_draw_id_subject_id_idx" ON "coverage_visit"("draw_id", "subject_id");

CREATE TABLE "coverage_count" (
    "year" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "department" TEXT NOT NULL,
    "division" TEXT NOT NULL,
    "credit_class" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "coverage_count_pkey" PRIMARY KEY ("year","month","department","division","credit_class","measure")
);

CREATE TABLE "coverage_tally" (
    "year" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "department" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "coverage_tally_pkey" PRIMARY KEY ("year","month","department","measure","key")
);

CREATE TABLE "coverage_due" (
    "due" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "division" TEXT NOT NULL,
    "credit_class" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "coverage_due_pkey" PRIMARY KEY ("department","division","credit_class","due","kind")
);

-- By what a leg's pool was divided: whether its strata are credit classes.
ALTER TABLE "leg" ADD COLUMN "stratify_by" TEXT;
