-- What acts after the draw: starts, events, reports, disclosures, comments, deadlines, yearly notices.
ALTER TABLE "joint_plan" ADD COLUMN "crew_moment" TEXT COLLATE "C" NOT NULL DEFAULT 'AFTER_WINDOW';

-- Until now crews became public with their visits.
UPDATE "joint_plan" SET "crew_moment" = "disclosure";

ALTER TABLE "leg" ADD COLUMN "period" TEXT COLLATE "C" NOT NULL DEFAULT 'ANNUAL';

ALTER TABLE "visit" ADD COLUMN "scheduled_at" TIMESTAMPTZ(3),
  ADD COLUMN "rolls_over_to" TEXT COLLATE "C";

-- CreateTable
CREATE TABLE "visit_start" (
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "started_on" TEXT COLLATE "C" NOT NULL,
    "officers" TEXT[],
    "certificates" TEXT[],
    "certificate_valid_to" TEXT COLLATE "C",
    "notice" TEXT COLLATE "C",
    "started_by" TEXT COLLATE "C" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visit_start_pkey" PRIMARY KEY ("visit_id","department")
);

-- CreateTable
CREATE TABLE "visit_event" (
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "reference" TEXT COLLATE "C" NOT NULL,
    "on" TEXT COLLATE "C" NOT NULL,
    "recorded_by" TEXT COLLATE "C" NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visit_event_pkey" PRIMARY KEY ("visit_id","department","kind","reference")
);

-- CreateTable
CREATE TABLE "visit_report" (
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "covers" TEXT[],
    "form" TEXT COLLATE "C" NOT NULL,
    "sections" JSONB NOT NULL,
    "completed_on" TEXT COLLATE "C" NOT NULL,
    "filed_by" TEXT COLLATE "C" NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visit_report_pkey" PRIMARY KEY ("visit_id","department")
);

-- CreateTable
CREATE TABLE "result_disclosure" (
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "decision" TEXT COLLATE "C" NOT NULL,
    "on" TEXT COLLATE "C" NOT NULL,
    "not_public" TEXT COLLATE "C",
    "feedback_by" TEXT COLLATE "C",
    "recorded_by" TEXT COLLATE "C" NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "result_disclosure_pkey" PRIMARY KEY ("visit_id","department","kind","decision")
);

-- CreateTable
CREATE TABLE "result_comment" (
    "seq" SERIAL NOT NULL,
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "by" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "result_comment_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "deadline" (
    "id" TEXT COLLATE "C" NOT NULL,
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "reference" TEXT COLLATE "C" NOT NULL,
    "cite" JSONB NOT NULL,
    "within" INTEGER NOT NULL,
    "anchor" TEXT COLLATE "C" NOT NULL,
    "anchor_on" TEXT COLLATE "C" NOT NULL,
    "due" TEXT COLLATE "C",
    "provisional" BOOLEAN NOT NULL,
    "soon_from" TEXT COLLATE "C",
    "promptly" BOOLEAN NOT NULL,
    "closed_on" TEXT COLLATE "C",
    "closed_late" BOOLEAN NOT NULL,

    CONSTRAINT "deadline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deadline_suspension" (
    "deadline_id" TEXT COLLATE "C" NOT NULL,
    "first" TEXT COLLATE "C" NOT NULL,
    "last" TEXT COLLATE "C",
    "reason" TEXT COLLATE "C" NOT NULL,
    "explanation" TEXT COLLATE "C" NOT NULL,
    "by" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deadline_suspension_pkey" PRIMARY KEY ("deadline_id","first")
);

-- CreateTable
CREATE TABLE "year_notice" (
    "seq" SERIAL NOT NULL,
    "year" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "imported_by" TEXT COLLATE "C" NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "year_notice_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "visit_rolls_over_to_idx" ON "visit"("rolls_over_to");

-- CreateIndex
CREATE INDEX "result_comment_visit_id_department_idx" ON "result_comment"("visit_id", "department");

-- CreateIndex
CREATE UNIQUE INDEX "deadline_visit_id_department_kind_reference_key" ON "deadline"("visit_id", "department", "kind", "reference");

-- CreateIndex
CREATE INDEX "deadline_department_closed_on_due_id_idx" ON "deadline"("department", "closed_on", "due", "id");

-- CreateIndex
CREATE INDEX "deadline_due_id_idx" ON "deadline"("due", "id");

-- CreateIndex
CREATE INDEX "year_notice_year_seq_idx" ON "year_notice"("year", "seq");

-- AddForeignKey
ALTER TABLE "visit_start" ADD CONSTRAINT "visit_start_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_event" ADD CONSTRAINT "visit_event_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_report" ADD CONSTRAINT "visit_report_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result_disclosure" ADD CONSTRAINT "result_disclosure_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result_comment" ADD CONSTRAINT "result_comment_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadline_suspension" ADD CONSTRAINT "deadline_suspension_deadline_id_fkey" FOREIGN KEY ("deadline_id") REFERENCES "deadline"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Events are append-only, as the ledger is. (\x3b is a semicolon: in-process migration splits a script at those that stand in it.)
CREATE FUNCTION "refuse_event_change"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN RAISE EXCEPTION \'events of visits are append-only\'\x3b END';

CREATE TRIGGER "visit_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "visit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_event_change"();
