-- AlterTable
ALTER TABLE "joint_plan" ADD COLUMN     "batches" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "leg" ADD COLUMN     "directed" BOOLEAN;

-- AlterTable
ALTER TABLE "planned_item" ADD COLUMN     "ratio_limit" TEXT;
