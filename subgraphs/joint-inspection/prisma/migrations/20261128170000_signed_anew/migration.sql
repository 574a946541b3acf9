-- What was corrected is signed anew.
ALTER TABLE "visit_signature" DROP CONSTRAINT "visit_signature_pkey",
ADD CONSTRAINT "visit_signature_pkey" PRIMARY KEY ("visit_id", "department", "inspector_id", "record_hash");
ALTER TABLE "subject_signature" DROP CONSTRAINT "subject_signature_pkey",
ADD CONSTRAINT "subject_signature_pkey" PRIMARY KEY ("visit_id", "department", "record_hash");

-- A recognition that ends keeps the day to which it would have held: those who cited it have signed for that day. Those made so far end
-- with any correction that finds a problem, as they did.
ALTER TABLE "recognition" ADD COLUMN "citable" TEXT NOT NULL DEFAULT 'NO_PROBLEM';
ALTER TABLE "recognition" ALTER COLUMN "citable" DROP DEFAULT;
ALTER TABLE "recognition" ADD COLUMN "ended_on" TEXT COLLATE "C";
