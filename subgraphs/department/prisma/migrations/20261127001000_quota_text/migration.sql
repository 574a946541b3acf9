-- A task's quota may be written as people write it. It is kept beside the rules that it became.
ALTER TABLE "plan_task" ADD COLUMN "quota_text" TEXT COLLATE "C";
