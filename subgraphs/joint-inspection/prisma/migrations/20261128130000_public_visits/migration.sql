-- The public search reads public visits alone: each visit has the day after which everybody may see it.
ALTER TABLE "visit" ADD COLUMN "disclosure" TEXT;

UPDATE "visit" SET "disclosure" = "joint_plan"."disclosure"
FROM "draw" JOIN "joint_plan" ON "joint_plan"."id" = "draw"."plan_id"
WHERE "draw"."id" = "visit"."draw_id" AND "draw"."phase" = 'DRAWN';

-- Empty where it is at once, null where it is not yet or never. As src/disclosure/visibleSql.ts has it.
ALTER TABLE "visit" ADD COLUMN "public_after" TEXT GENERATED ALWAYS AS (
    CASE "disclosure"
        WHEN 'AT_DRAW' THEN ''
        WHEN 'AT_VISIT' THEN CASE WHEN "status" = 'COMPLETED' THEN '' END
        WHEN 'AFTER_WINDOW' THEN GREATEST("window_last", "rolls_over_to")
    END
) STORED;

DROP INDEX "visit_subject_name_subject_id_idx";

-- Names bytewise, so that a prefix of one is a range of the index in a database of any order.
CREATE INDEX "visit_public_after_subject_name_subject_id_idx"
    ON "visit"("public_after", "subject_name" COLLATE "C", "subject_id" COLLATE "C") WHERE "public_after" IS NOT NULL;

-- Subjects are counted by when a department visited them next from now on: figures that were kept without it are made anew.
INSERT INTO "coverage_rebuild" ("asked_at") SELECT now() FROM "coverage_cursor" WHERE "seq" > 0
ON CONFLICT ("id") DO UPDATE SET "asked_at" = EXCLUDED."asked_at", "started_at" = NULL, "ended_at" = NULL, "seq" = 0, "error" = NULL;
