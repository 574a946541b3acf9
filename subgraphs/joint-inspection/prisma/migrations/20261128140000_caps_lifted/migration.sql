-- Whom a mark lifts a cap of visits for is told by the freeze, for use of the cap to leave them out. Of freezes before this it is not known.
ALTER TABLE "roster_page" ADD COLUMN "lifted" TEXT[];

-- Doors, subjects, people and legs count from results of a department's own checks from now on: figures are made anew from the ledger.
INSERT INTO "coverage_rebuild" AS last ("asked_at") SELECT now() FROM "coverage_cursor" WHERE "seq" > 0
ON CONFLICT ("id") DO UPDATE SET "asked_at" = EXCLUDED."asked_at", "started_at" = NULL, "ended_at" = NULL, "seq" = 0, "error" = NULL
WHERE last."ended_at" IS NOT NULL;
