-- What is left of a department's task and taken up by another of a later period.
CREATE TABLE "task_roll_over" (
    "task_id" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "continued_by_id" TEXT COLLATE "C" NOT NULL,
    "count" INTEGER NOT NULL,
    "cite" JSONB NOT NULL,
    "reason" TEXT COLLATE "C",
    "by" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "task_roll_over_pkey" PRIMARY KEY ("task_id")
);
