-- What is done about problems that visits found (后续处置): as it stands, and step by step.
-- CreateTable
CREATE TABLE "follow_up" (
    "seq" SERIAL NOT NULL,
    "visit_id" TEXT COLLATE "C" NOT NULL,
    "planned_item_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "holder" TEXT COLLATE "C" NOT NULL,
    "waits_for" TEXT COLLATE "C",
    "departments" TEXT[],
    "measure" TEXT COLLATE "C",
    "due" TEXT COLLATE "C",
    "opened_on" TEXT COLLATE "C" NOT NULL,
    "closed_on" TEXT COLLATE "C",
    "outcome" TEXT COLLATE "C",

    CONSTRAINT "follow_up_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "follow_up_step" (
    "follow_up_seq" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "act" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "on" TEXT COLLATE "C" NOT NULL,
    "due_on" TEXT COLLATE "C",
    "reference" TEXT COLLATE "C",
    "to" TEXT COLLATE "C",
    "organ" TEXT COLLATE "C",
    "text" TEXT COLLATE "C",
    "recorded_by" TEXT COLLATE "C" NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "follow_up_step_pkey" PRIMARY KEY ("follow_up_seq","number")
);

-- CreateIndex
CREATE INDEX "follow_up_visit_id_idx" ON "follow_up"("visit_id");

-- CreateIndex
CREATE INDEX "follow_up_waits_for_due_seq_idx" ON "follow_up"("waits_for", "due", "seq");

-- CreateIndex
CREATE INDEX "follow_up_state_due_seq_idx" ON "follow_up"("state", "due", "seq");

-- CreateIndex
CREATE INDEX "follow_up_due_seq_idx" ON "follow_up"("due", "seq");

-- CreateIndex
CREATE INDEX "follow_up_departments_idx" ON "follow_up" USING GIN ("departments");

-- AddForeignKey
ALTER TABLE "follow_up" ADD CONSTRAINT "follow_up_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_up" ADD CONSTRAINT "follow_up_planned_item_id_fkey" FOREIGN KEY ("planned_item_id") REFERENCES "planned_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_up_step" ADD CONSTRAINT "follow_up_step_follow_up_seq_fkey" FOREIGN KEY ("follow_up_seq") REFERENCES "follow_up"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Steps are append-only, as the ledger is. (\x3b is a semicolon: in-process migration splits a script at those that stand in it.)
CREATE FUNCTION "refuse_follow_up_step_change"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN RAISE EXCEPTION \'steps of follow-ups are append-only\'\x3b END';

CREATE TRIGGER "follow_up_step_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "follow_up_step"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_follow_up_step_change"();
