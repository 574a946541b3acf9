-- Signatures made so far are for version 1 of what is signed, which did not name what is cited.
ALTER TABLE "visit_signature" ADD COLUMN "record_version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "visit_signature" ALTER COLUMN "record_version" DROP DEFAULT;
ALTER TABLE "subject_signature" ADD COLUMN "record_version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "subject_signature" ALTER COLUMN "record_version" DROP DEFAULT;
