-- AlterTable
ALTER TABLE "joint_plan" ADD COLUMN     "co_initiator" TEXT,
ADD COLUMN     "origin" JSONB,
ADD COLUMN     "phase" TEXT,
ADD COLUMN     "published_at" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- Plans that were drawn before there were phases stand where their draws have brought them, all others are drafts.
UPDATE "joint_plan" SET "phase" = CASE
  WHEN NOT EXISTS (SELECT 1 FROM "draw" WHERE "draw"."plan_id" = "joint_plan"."id") THEN 'DRAFT'
  WHEN EXISTS (SELECT 1 FROM "draw" JOIN "visit" ON "visit"."draw_id" = "draw"."id"
               WHERE "draw"."plan_id" = "joint_plan"."id" AND "draw"."phase" = 'DRAWN' AND "visit"."status" <> 'PLANNED') THEN 'IN_PROGRESS'
  WHEN EXISTS (SELECT 1 FROM "draw" WHERE "draw"."plan_id" = "joint_plan"."id" AND "draw"."phase" = 'DRAWN') THEN 'DRAWN'
  WHEN EXISTS (SELECT 1 FROM "draw" WHERE "draw"."plan_id" = "joint_plan"."id" AND "draw"."phase" IN ('FROZEN', 'DRAWING')) THEN 'FROZEN'
  ELSE 'PUBLISHED' END;
UPDATE "joint_plan" SET "published_at" = "convened_at" WHERE "phase" <> 'DRAFT';
ALTER TABLE "joint_plan" ALTER COLUMN "phase" SET NOT NULL;

-- CreateTable
CREATE TABLE "plan_move" (
    "plan_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "phase" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "reference" TEXT,
    "why" TEXT,

    CONSTRAINT "plan_move_pkey" PRIMARY KEY ("plan_id","number")
);

INSERT INTO "plan_move" ("plan_id", "number", "phase", "on", "at", "by", "why")
SELECT "id", 1, "phase", to_char("convened_at" AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'), "convened_at", 'service:joint-inspection',
  '提出时计划尚无流程记录。 Convened before the phases of plans were kept.'
FROM "joint_plan";

-- CreateTable
CREATE TABLE "plan_invitation" (
    "plan_id" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "answer_by" TEXT NOT NULL,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" TEXT,
    "reason" TEXT,
    "explanation" TEXT,
    "windows" JSONB NOT NULL DEFAULT '[]',
    "refused" TEXT,

    CONSTRAINT "plan_invitation_pkey" PRIMARY KEY ("plan_id","department")
);

-- CreateTable
CREATE TABLE "plan_version" (
    "plan_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_by" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "reference" TEXT NOT NULL,

    CONSTRAINT "plan_version_pkey" PRIMARY KEY ("plan_id","number")
);

-- CreateTable
CREATE TABLE "plan_request" (
    "seq" SERIAL NOT NULL,
    "department" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "task_ids" TEXT[],
    "why" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'OPEN',
    "refused" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "plan_id" TEXT,

    CONSTRAINT "plan_request_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "plan_invitation_department_state_idx" ON "plan_invitation"("department", "state");

-- CreateIndex
CREATE INDEX "plan_request_department_seq_idx" ON "plan_request"("department", "seq");

-- AddForeignKey
ALTER TABLE "plan_move" ADD CONSTRAINT "plan_move_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "joint_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_invitation" ADD CONSTRAINT "plan_invitation_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "joint_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_version" ADD CONSTRAINT "plan_version_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "joint_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_request" ADD CONSTRAINT "plan_request_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "joint_plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;
