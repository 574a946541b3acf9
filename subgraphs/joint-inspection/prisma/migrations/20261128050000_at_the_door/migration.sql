-- At the door: who checked in, what became of the visit, by what method and with what evidence, who signed, what was uploaded, and results of visits that no lot decided.
ALTER TABLE "result" ADD COLUMN "method" TEXT,
ADD COLUMN "evidence" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN "noted_at" TIMESTAMPTZ(3);

CREATE TABLE "uploaded_result" (
    "department" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "visit_id" TEXT NOT NULL,
    "planned_item_id" TEXT NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "uploaded_result_pkey" PRIMARY KEY ("department","key")
);

CREATE TABLE "visit_check_in" (
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "inspector_id" TEXT COLLATE "C" NOT NULL,
    "on" TEXT COLLATE "C" NOT NULL,
    "certificate" TEXT,
    "certificate_valid_to" TEXT COLLATE "C",
    "notice" TEXT,
    "in_person" BOOLEAN NOT NULL,
    "checked_in_by" TEXT NOT NULL,
    "checked_in_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visit_check_in_pkey" PRIMARY KEY ("visit_id","department","inspector_id","on")
);

CREATE TABLE "visit_outcome" (
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "on" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visit_outcome_pkey" PRIMARY KEY ("visit_id","department","on")
);

CREATE TABLE "visit_signature" (
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "inspector_id" TEXT COLLATE "C" NOT NULL,
    "record_hash" TEXT NOT NULL,
    "signed_by" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visit_signature_pkey" PRIMARY KEY ("visit_id","department","inspector_id")
);

CREATE TABLE "subject_signature" (
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "name" TEXT,
    "capacity" TEXT,
    "refusal" TEXT,
    "record_hash" TEXT NOT NULL,
    "on" TEXT COLLATE "C" NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subject_signature_pkey" PRIMARY KEY ("visit_id","department")
);

CREATE TABLE "outside_result" (
    "visit_seq" INTEGER NOT NULL,
    "item_id" TEXT COLLATE "C" NOT NULL,
    "results" TEXT[],
    "findings" TEXT,
    "method" TEXT,
    "evidence" JSONB NOT NULL,

    CONSTRAINT "outside_result_pkey" PRIMARY KEY ("visit_seq","item_id")
);

ALTER TABLE "visit_check_in" ADD CONSTRAINT "visit_check_in_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "visit_outcome" ADD CONSTRAINT "visit_outcome_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "visit_signature" ADD CONSTRAINT "visit_signature_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "subject_signature" ADD CONSTRAINT "subject_signature_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "outside_result" ADD CONSTRAINT "outside_result_visit_seq_fkey" FOREIGN KEY ("visit_seq") REFERENCES "outside_visit"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Visits that have begun: whoever came is checked in.
INSERT INTO "visit_check_in"
SELECT start.visit_id, start.department, officer, start.started_on, NULLIF(start.certificates[place], ''),
    start.certificate_valid_to, start.notice, start.started_by LIKE 'inspector:%:' || officer, start.started_by, start.started_at
FROM "visit_start" AS start, unnest(start.officers) WITH ORDINALITY AS came (officer, place)
ON CONFLICT DO NOTHING;
