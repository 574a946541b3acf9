-- Plans of a year or a month: tasks that the department's leader reviews together. Tasks of before are in none.
CREATE TABLE "department_plan" (
    "id" TEXT COLLATE "C" NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "year" INTEGER NOT NULL,
    "period" TEXT COLLATE "C" NOT NULL,
    "month" INTEGER,
    "unit" TEXT COLLATE "C",
    "status" TEXT COLLATE "C" NOT NULL,
    "supplements_id" TEXT COLLATE "C",
    "authors" TEXT[] COLLATE "C",
    "approved_on" TEXT COLLATE "C",
    "submitted_on" TEXT COLLATE "C",

    CONSTRAINT "department_plan_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "plan_review" (
    "plan_id" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "action" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C",

    CONSTRAINT "plan_review_pkey" PRIMARY KEY ("plan_id","number")
);

-- What the department's own inspections of a task came to.
CREATE TABLE "own_execution" (
    "task_id" TEXT COLLATE "C" NOT NULL,
    "month" TEXT COLLATE "C" NOT NULL,
    "drawn" INTEGER NOT NULL,
    "visited" INTEGER NOT NULL,
    "completed" INTEGER NOT NULL,
    "with_problems" INTEGER NOT NULL,
    "late" INTEGER NOT NULL,
    "note" TEXT COLLATE "C",
    "recorded_by" TEXT COLLATE "C" NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "own_execution_pkey" PRIMARY KEY ("task_id","month")
);

ALTER TABLE "plan_task" ADD COLUMN "executed_by" TEXT COLLATE "C";
ALTER TABLE "plan_task" ADD COLUMN "planned_count" INTEGER;
ALTER TABLE "plan_task" ADD COLUMN "saved_by" TEXT COLLATE "C";
ALTER TABLE "plan_task" ADD COLUMN "plan_id" TEXT COLLATE "C";
ALTER TABLE "plan_task" ADD COLUMN "continues_id" TEXT COLLATE "C";

CREATE UNIQUE INDEX "department_plan_code_key" ON "department_plan"("code");
CREATE INDEX "department_plan_year_period_month_idx" ON "department_plan"("year", "period", "month");
CREATE UNIQUE INDEX "plan_task_continues_id_key" ON "plan_task"("continues_id");
CREATE INDEX "plan_task_plan_id_idx" ON "plan_task"("plan_id");

ALTER TABLE "plan_task" ADD CONSTRAINT "plan_task_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "department_plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "plan_task" ADD CONSTRAINT "plan_task_continues_id_fkey" FOREIGN KEY ("continues_id") REFERENCES "plan_task"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "department_plan" ADD CONSTRAINT "department_plan_supplements_id_fkey" FOREIGN KEY ("supplements_id") REFERENCES "department_plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "plan_review" ADD CONSTRAINT "plan_review_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "department_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "own_execution" ADD CONSTRAINT "own_execution_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "plan_task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
