-- Lists of visits are filtered by how many legs a visit covers.
ALTER TABLE "visit" ADD COLUMN "leg_count" INTEGER NOT NULL DEFAULT 0;

UPDATE "visit" SET "leg_count" = cardinality("leg_ids");

ALTER TABLE "visit" ALTER COLUMN "leg_count" DROP DEFAULT;
