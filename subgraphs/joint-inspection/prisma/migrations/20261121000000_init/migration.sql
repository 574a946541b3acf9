-- Every text column compares bytewise (COLLATE "C"), whatever the server's locale: rosters and pages are in that order.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "joint_plan" (
    "id" TEXT COLLATE "C" NOT NULL,
    "seq" SERIAL NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "year" INTEGER NOT NULL,
    "initiator" TEXT COLLATE "C" NOT NULL,
    "min_overlap" INTEGER NOT NULL,
    "public_source" TEXT COLLATE "C" NOT NULL,
    "disclosure" TEXT COLLATE "C" NOT NULL,
    "convened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "joint_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leg" (
    "plan_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "window_first" TEXT COLLATE "C" NOT NULL,
    "window_last" TEXT COLLATE "C" NOT NULL,
    "quota" JSONB NOT NULL,
    "crew" JSONB NOT NULL,

    CONSTRAINT "leg_pkey" PRIMARY KEY ("plan_id","id")
);

-- CreateTable
CREATE TABLE "planned_item" (
    "id" TEXT COLLATE "C" NOT NULL,
    "plan_id" TEXT COLLATE "C" NOT NULL,
    "leg_id" TEXT COLLATE "C" NOT NULL,
    "item_id" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "item_class" TEXT COLLATE "C" NOT NULL,
    "basis" TEXT[],
    "version" INTEGER NOT NULL,

    CONSTRAINT "planned_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draw" (
    "id" TEXT COLLATE "C" NOT NULL,
    "seq" SERIAL NOT NULL,
    "plan_id" TEXT COLLATE "C" NOT NULL,
    "phase" TEXT COLLATE "C" NOT NULL,
    "roster_key" TEXT COLLATE "C" NOT NULL,
    "terms" JSONB NOT NULL,
    "reveal_within" INTEGER NOT NULL,
    "replaces" TEXT COLLATE "C",
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "progress" JSONB NOT NULL,
    "roster_root" TEXT COLLATE "C",
    "leaf_count" INTEGER,
    "terms_hash" TEXT COLLATE "C",
    "commitments_hash" TEXT COLLATE "C",
    "counts" JSONB,
    "frozen_at" TIMESTAMPTZ(3),
    "reveal_by" TIMESTAMPTZ(3),
    "public_entropy" TEXT COLLATE "C",
    "seed" TEXT COLLATE "C",
    "quotas" JSONB,
    "selection_count" INTEGER,
    "visit_count" INTEGER,
    "fewest_expected" DOUBLE PRECISION,
    "record_hash" TEXT COLLATE "C",
    "drawn_at" TIMESTAMPTZ(3),
    "void_reason" TEXT COLLATE "C",
    "void_explanation" TEXT COLLATE "C",
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "draw_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draw_nonce" (
    "draw_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "commitment" TEXT COLLATE "C" NOT NULL,
    "nonce" TEXT COLLATE "C",
    "receipt" TEXT COLLATE "C",
    "revealed_at" TIMESTAMPTZ(3),
    "withheld" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "draw_nonce_pkey" PRIMARY KEY ("draw_id","department")
);

-- CreateTable
CREATE TABLE "roster_page" (
    "draw_id" TEXT COLLATE "C" NOT NULL,
    "source" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "lines" BYTEA NOT NULL,
    "count" INTEGER NOT NULL,
    "cursor" TEXT COLLATE "C",
    "last" BOOLEAN NOT NULL,

    CONSTRAINT "roster_page_pkey" PRIMARY KEY ("draw_id","source","number")
);

-- CreateTable
CREATE TABLE "visit" (
    "id" TEXT COLLATE "C" NOT NULL,
    "draw_id" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "subject_id" TEXT COLLATE "C" NOT NULL,
    "subject_name" TEXT COLLATE "C",
    "uscc" TEXT COLLATE "C",
    "district" TEXT COLLATE "C" NOT NULL,
    "window_first" TEXT COLLATE "C" NOT NULL,
    "window_last" TEXT COLLATE "C" NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "leg_ids" TEXT[],
    "departments" TEXT[],
    "inspected_on" TEXT COLLATE "C",

    CONSTRAINT "visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crew_seat" (
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "specialties" TEXT[],
    "inspector_id" TEXT COLLATE "C",
    "name" TEXT COLLATE "C",
    "certificate_number" TEXT COLLATE "C",

    CONSTRAINT "crew_seat_pkey" PRIMARY KEY ("visit_id","department","number")
);

-- CreateTable
CREATE TABLE "result" (
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "planned_item_id" TEXT COLLATE "C" NOT NULL,
    "results" TEXT[],
    "findings" TEXT COLLATE "C",
    "recorded_by" TEXT COLLATE "C" NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "result_pkey" PRIMARY KEY ("visit_id","planned_item_id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT COLLATE "C" NOT NULL,
    "action" TEXT COLLATE "C" NOT NULL,
    "target" TEXT COLLATE "C" NOT NULL,
    "detail" TEXT COLLATE "C" NOT NULL,
    "prev_hash" TEXT COLLATE "C" NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actor" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "request_hash" TEXT COLLATE "C" NOT NULL,
    "response" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actor","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "joint_plan_seq_key" ON "joint_plan"("seq");

-- CreateIndex
CREATE INDEX "joint_plan_year_idx" ON "joint_plan"("year");

-- CreateIndex
CREATE INDEX "leg_id_idx" ON "leg"("id");

-- CreateIndex
CREATE INDEX "leg_department_idx" ON "leg"("department");

-- CreateIndex
CREATE INDEX "planned_item_plan_id_leg_id_idx" ON "planned_item"("plan_id", "leg_id");

-- CreateIndex
CREATE INDEX "planned_item_item_id_idx" ON "planned_item"("item_id");

-- CreateIndex
CREATE UNIQUE INDEX "draw_seq_key" ON "draw"("seq");

-- CreateIndex
CREATE UNIQUE INDEX "draw_replaces_key" ON "draw"("replaces");

-- CreateIndex
CREATE INDEX "draw_plan_id_idx" ON "draw"("plan_id");

-- CreateIndex
CREATE INDEX "visit_uscc_window_first_idx" ON "visit"("uscc", "window_first");

-- CreateIndex
CREATE INDEX "visit_departments_idx" ON "visit" USING GIN ("departments");

-- CreateIndex
CREATE UNIQUE INDEX "visit_draw_id_key_key" ON "visit"("draw_id", "key");

-- CreateIndex
CREATE INDEX "crew_seat_inspector_id_idx" ON "crew_seat"("inspector_id");

-- CreateIndex
CREATE INDEX "ledger_entry_target_seq_idx" ON "ledger_entry"("target", "seq");

-- AddForeignKey
ALTER TABLE "leg" ADD CONSTRAINT "leg_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "joint_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_item" ADD CONSTRAINT "planned_item_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "joint_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_item" ADD CONSTRAINT "planned_item_plan_id_leg_id_fkey" FOREIGN KEY ("plan_id", "leg_id") REFERENCES "leg"("plan_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draw" ADD CONSTRAINT "draw_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "joint_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draw_nonce" ADD CONSTRAINT "draw_nonce_draw_id_fkey" FOREIGN KEY ("draw_id") REFERENCES "draw"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_page" ADD CONSTRAINT "roster_page_draw_id_fkey" FOREIGN KEY ("draw_id") REFERENCES "draw"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_draw_id_fkey" FOREIGN KEY ("draw_id") REFERENCES "draw"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crew_seat" ADD CONSTRAINT "crew_seat_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result" ADD CONSTRAINT "result_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result" ADD CONSTRAINT "result_planned_item_id_fkey" FOREIGN KEY ("planned_item_id") REFERENCES "planned_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The ledger is append-only. (\x3b is a semicolon: in-process migration splits a script at those that stand in it.)
CREATE FUNCTION "refuse_ledger_change"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN RAISE EXCEPTION \'the ledger is append-only\'\x3b END';

CREATE TRIGGER "ledger_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_ledger_change"();
