-- The last rebuild of the rollups that was asked for: beside the cursor, whose row is locked for as long as a rebuild takes.
CREATE TABLE "coverage_rebuild" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "seq" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "coverage_rebuild_pkey" PRIMARY KEY ("id")
);

-- Visits that no lot decided count in divisions and credit classes from now on: figures that were kept without them are made anew.
INSERT INTO "coverage_rebuild" ("asked_at") SELECT now() FROM "coverage_cursor" WHERE "seq" > 0;
