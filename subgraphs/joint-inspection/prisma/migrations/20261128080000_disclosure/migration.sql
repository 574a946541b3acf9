-- Disclosure: objections and answers, reviews, corrections that keep earlier versions, and the feed for credit publicity systems.
ALTER TABLE "result_comment" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'COMMENT', ADD COLUMN "planned_item_ids" TEXT[];

CREATE TABLE "comment_answer" (
    "comment_seq" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "comment_answer_pkey" PRIMARY KEY ("comment_seq")
);

CREATE TABLE "result_review" (
    "seq" SERIAL NOT NULL,
    "visit_id" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "approved" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "covers" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "result_review_pkey" PRIMARY KEY ("seq")
);

CREATE TABLE "result_correction" (
    "seq" SERIAL NOT NULL,
    "visit_id" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "explanation" TEXT NOT NULL,
    "comment_seq" INTEGER,
    "items" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "drawn_up_by" TEXT NOT NULL,
    "drawn_up_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_by" TEXT,
    "review_text" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "result_correction_pkey" PRIMARY KEY ("seq")
);

CREATE TABLE "result_version" (
    "visit_id" TEXT NOT NULL,
    "planned_item_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,
    "correction_seq" INTEGER NOT NULL,

    CONSTRAINT "result_version_pkey" PRIMARY KEY ("visit_id","planned_item_id","number")
);

CREATE TABLE "disclosure_record" (
    "seq" INTEGER NOT NULL,
    "visit_id" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "replaces" INTEGER,
    "content" JSONB NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'PENDING',

    CONSTRAINT "disclosure_record_pkey" PRIMARY KEY ("seq")
);

CREATE TABLE "disclosure_acknowledgement" (
    "record_seq" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "receipt" TEXT,
    "message" TEXT,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disclosure_acknowledgement_pkey" PRIMARY KEY ("record_seq","number")
);

CREATE INDEX "result_review_visit_id_department_idx" ON "result_review"("visit_id", "department");

CREATE INDEX "result_correction_visit_id_department_idx" ON "result_correction"("visit_id", "department");

CREATE UNIQUE INDEX "disclosure_record_visit_id_department_kind_reference_versio_key" ON "disclosure_record"("visit_id", "department", "kind", "reference", "version");

CREATE INDEX "disclosure_record_department_seq_idx" ON "disclosure_record"("department", "seq");

CREATE INDEX "disclosure_record_state_seq_idx" ON "disclosure_record"("state", "seq");

-- Bytewise, so that a prefix of a name is a range of the index in a database of any order.
CREATE INDEX "visit_subject_name_subject_id_idx" ON "visit"("subject_name" COLLATE "C", "subject_id" COLLATE "C");

ALTER TABLE "comment_answer" ADD CONSTRAINT "comment_answer_comment_seq_fkey" FOREIGN KEY ("comment_seq") REFERENCES "result_comment"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "result_review" ADD CONSTRAINT "result_review_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "result_correction" ADD CONSTRAINT "result_correction_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "result_correction" ADD CONSTRAINT "result_correction_comment_seq_fkey" FOREIGN KEY ("comment_seq") REFERENCES "result_comment"("seq") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "result_version" ADD CONSTRAINT "result_version_correction_seq_fkey" FOREIGN KEY ("correction_seq") REFERENCES "result_correction"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "disclosure_acknowledgement" ADD CONSTRAINT "disclosure_acknowledgement_record_seq_fkey" FOREIGN KEY ("record_seq") REFERENCES "disclosure_record"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;
