-- Every text column compares bytewise (COLLATE "C"), whatever the server's locale: rosters and pages are in that order.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "item" (
    "id" TEXT COLLATE "C" NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "item_class" TEXT COLLATE "C" NOT NULL,
    "basis" TEXT[],
    "subject_kind" TEXT COLLATE "C" NOT NULL,
    "content" TEXT COLLATE "C" NOT NULL,
    "methods" TEXT[],
    "ratio_limit" TEXT COLLATE "C",
    "valid_from" TEXT COLLATE "C" NOT NULL,
    "valid_to" TEXT COLLATE "C",

    CONSTRAINT "item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item_version" (
    "item_id" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "snapshot" JSONB NOT NULL,

    CONSTRAINT "item_version_pkey" PRIMARY KEY ("item_id","version")
);

-- CreateTable
CREATE TABLE "pool_entry" (
    "id" TEXT COLLATE "C" NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "subject_id" TEXT COLLATE "C" NOT NULL,
    "uscc" TEXT COLLATE "C",
    "division" TEXT COLLATE "C" NOT NULL,
    "industry" TEXT COLLATE "C" NOT NULL,
    "tags" TEXT[],
    "credit_class" TEXT COLLATE "C",
    "status" TEXT COLLATE "C" NOT NULL,
    "valid_from" TEXT COLLATE "C" NOT NULL,
    "valid_to" TEXT COLLATE "C",
    "details" JSONB NOT NULL,

    CONSTRAINT "pool_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspector" (
    "id" TEXT COLLATE "C" NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "certificate_number" TEXT COLLATE "C" NOT NULL,
    "certificate_valid_to" TEXT COLLATE "C" NOT NULL,
    "specialties" TEXT[],
    "district" TEXT COLLATE "C" NOT NULL,
    "post" TEXT COLLATE "C" NOT NULL,
    "capacity" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL,

    CONSTRAINT "inspector_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recusal" (
    "inspector_id" TEXT COLLATE "C" NOT NULL,
    "subject_id" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "recusal_pkey" PRIMARY KEY ("inspector_id","subject_id")
);

-- CreateTable
CREATE TABLE "plan_task" (
    "id" TEXT COLLATE "C" NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "year" INTEGER NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "level" TEXT COLLATE "C" NOT NULL,
    "item_ids" TEXT[],
    "condition" JSONB NOT NULL,
    "stratify_by" TEXT COLLATE "C" NOT NULL,
    "quota" JSONB NOT NULL,
    "window_first" TEXT COLLATE "C" NOT NULL,
    "window_last" TEXT COLLATE "C" NOT NULL,
    "method" TEXT COLLATE "C" NOT NULL,
    "crew" JSONB NOT NULL,
    "withdrawn" TEXT COLLATE "C",

    CONSTRAINT "plan_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draw_nonce" (
    "draw_id" TEXT COLLATE "C" NOT NULL,
    "nonce" TEXT COLLATE "C" NOT NULL,
    "commitment" TEXT COLLATE "C" NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL,
    "bound_to" TEXT COLLATE "C",
    "revealed_at" TIMESTAMPTZ(3),
    "receipt" TEXT COLLATE "C",

    CONSTRAINT "draw_nonce_pkey" PRIMARY KEY ("draw_id")
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
CREATE UNIQUE INDEX "item_code_key" ON "item"("code");

-- CreateIndex
CREATE UNIQUE INDEX "pool_entry_code_key" ON "pool_entry"("code");

-- CreateIndex
CREATE INDEX "pool_entry_subject_id_idx" ON "pool_entry"("subject_id");

-- CreateIndex
CREATE INDEX "pool_entry_industry_subject_id_idx" ON "pool_entry"("industry", "subject_id");

-- CreateIndex
CREATE INDEX "pool_entry_name_idx" ON "pool_entry"("name");

-- CreateIndex
CREATE INDEX "pool_entry_tags_idx" ON "pool_entry" USING GIN ("tags");

-- CreateIndex
CREATE UNIQUE INDEX "inspector_code_key" ON "inspector"("code");

-- CreateIndex
CREATE UNIQUE INDEX "inspector_certificate_number_key" ON "inspector"("certificate_number");

-- CreateIndex
CREATE UNIQUE INDEX "plan_task_code_key" ON "plan_task"("code");

-- CreateIndex
CREATE INDEX "plan_task_year_status_idx" ON "plan_task"("year", "status");

-- CreateIndex
CREATE INDEX "ledger_entry_target_seq_idx" ON "ledger_entry"("target", "seq");

-- AddForeignKey
ALTER TABLE "item_version" ADD CONSTRAINT "item_version_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal" ADD CONSTRAINT "recusal_inspector_id_fkey" FOREIGN KEY ("inspector_id") REFERENCES "inspector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The ledger is append-only. (\x3b is a semicolon: in-process migration splits a script at those that stand in it.)
CREATE FUNCTION "refuse_ledger_change"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN RAISE EXCEPTION \'the ledger is append-only\'\x3b END';

CREATE TRIGGER "ledger_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_ledger_change"();
