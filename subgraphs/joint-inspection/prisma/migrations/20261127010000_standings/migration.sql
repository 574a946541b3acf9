-- What rules give as standings at the freeze, and what they stand on: kinds of inspections, exceptions from caps, visits
-- that no lot decided, results that other departments recognise.
ALTER TABLE "joint_plan" ADD COLUMN "cap_rules" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "joint_plan" ADD COLUMN "trustworthy" TEXT COLLATE "C";

ALTER TABLE "leg" ADD COLUMN "kind" TEXT COLLATE "C" NOT NULL DEFAULT 'ROUTINE';
ALTER TABLE "leg" ADD COLUMN "level" TEXT COLLATE "C" NOT NULL DEFAULT 'CITY';

ALTER TABLE "draw" ADD COLUMN "standings" JSONB;

ALTER TABLE "roster_page" ADD COLUMN "given" JSONB;

-- CreateTable
CREATE TABLE "cap_exception" (
    "seq" SERIAL NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "subject_id" TEXT COLLATE "C" NOT NULL,
    "year" INTEGER NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "evidence" TEXT COLLATE "C" NOT NULL,
    "evidence_sha256" TEXT COLLATE "C",
    "filed_by" TEXT COLLATE "C" NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cap_exception_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "outside_visit" (
    "seq" SERIAL NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "subject_id" TEXT COLLATE "C" NOT NULL,
    "source" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "level" TEXT COLLATE "C" NOT NULL,
    "item_ids" TEXT[],
    "inspected_on" TEXT COLLATE "C" NOT NULL,
    "evidence" TEXT COLLATE "C" NOT NULL,
    "evidence_sha256" TEXT COLLATE "C",
    "recorded_by" TEXT COLLATE "C" NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outside_visit_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "recognition" (
    "seq" SERIAL NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "subject_id" TEXT COLLATE "C" NOT NULL,
    "item_id" TEXT COLLATE "C" NOT NULL,
    "cited_visit_id" TEXT COLLATE "C" NOT NULL,
    "cited_planned_item_id" TEXT COLLATE "C" NOT NULL,
    "valid_to" TEXT COLLATE "C" NOT NULL,
    "recognised_by" TEXT COLLATE "C" NOT NULL,
    "recognised_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recognition_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "cap_exception_department_year_seq_idx" ON "cap_exception"("department", "year", "seq");

-- CreateIndex
CREATE INDEX "outside_visit_department_seq_idx" ON "outside_visit"("department", "seq");

-- CreateIndex
CREATE INDEX "outside_visit_subject_id_inspected_on_idx" ON "outside_visit"("subject_id", "inspected_on");

-- CreateIndex
CREATE INDEX "outside_visit_inspected_on_seq_idx" ON "outside_visit"("inspected_on", "seq");

-- CreateIndex
CREATE INDEX "recognition_department_valid_to_idx" ON "recognition"("department", "valid_to");

-- CreateIndex
CREATE INDEX "recognition_cited_visit_id_idx" ON "recognition"("cited_visit_id");

-- CreateIndex
CREATE UNIQUE INDEX "recognition_department_subject_id_item_id_cited_visit_id_ci_key" ON "recognition"("department", "subject_id", "item_id", "cited_visit_id", "cited_planned_item_id");

-- CreateIndex
CREATE INDEX "visit_subject_id_inspected_on_idx" ON "visit"("subject_id", "inspected_on");

-- CreateIndex
CREATE INDEX "visit_inspected_on_idx" ON "visit"("inspected_on");

-- AddForeignKey
ALTER TABLE "recognition" ADD CONSTRAINT "recognition_cited_visit_id_fkey" FOREIGN KEY ("cited_visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recognition" ADD CONSTRAINT "recognition_cited_planned_item_id_fkey" FOREIGN KEY ("cited_planned_item_id") REFERENCES "planned_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
