-- What rule packs ask of departments: marks of subjects, items by lot and specialised, the kind and period of tasks.
-- Rows that stand already get what a save states unless told otherwise. From then on every save states it.
ALTER TABLE "item" ADD COLUMN "by_lot" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "item" ALTER COLUMN "by_lot" DROP DEFAULT;
ALTER TABLE "item" ADD COLUMN "specialised" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "item" ALTER COLUMN "specialised" DROP DEFAULT;

ALTER TABLE "pool_entry" ADD COLUMN "marks" TEXT[] COLLATE "C" DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "pool_entry" ALTER COLUMN "marks" DROP DEFAULT;

ALTER TABLE "plan_task" ADD COLUMN "kind" TEXT COLLATE "C" NOT NULL DEFAULT 'ROUTINE';
ALTER TABLE "plan_task" ALTER COLUMN "kind" DROP DEFAULT;
ALTER TABLE "plan_task" ADD COLUMN "period" TEXT COLLATE "C" NOT NULL DEFAULT 'ANNUAL';
ALTER TABLE "plan_task" ALTER COLUMN "period" DROP DEFAULT;
ALTER TABLE "plan_task" ADD COLUMN "submitted_on" TEXT COLLATE "C";

-- The ledger knows when tasks were submitted.
UPDATE "plan_task" SET "submitted_on" = (
  SELECT to_char(min("at") AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') FROM "ledger_entry"
  WHERE "target" = "plan_task"."id" AND "action" = 'task.submit'
);
