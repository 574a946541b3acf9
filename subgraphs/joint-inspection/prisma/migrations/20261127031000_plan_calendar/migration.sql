-- AlterTable
ALTER TABLE "joint_plan" ADD COLUMN     "could_join" JSONB;

-- AlterTable
ALTER TABLE "leg" ADD COLUMN     "submit_by" TEXT,
ADD COLUMN     "submitted_on" TEXT,
ADD COLUMN     "quota_text" TEXT;

-- CreateTable
CREATE TABLE "plan_step" (
    "department" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "due_on" TEXT,
    "done_on" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_step_pkey" PRIMARY KEY ("department","year","month","plan","step")
);
