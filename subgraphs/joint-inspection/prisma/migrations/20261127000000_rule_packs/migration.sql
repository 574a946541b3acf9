-- CreateTable
CREATE TABLE "rule_pack_version" (
    "id" TEXT NOT NULL,
    "pack" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "loaded_by" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_pack_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_adoption" (
    "seq" SERIAL NOT NULL,
    "department" TEXT NOT NULL,
    "pack_id" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "adopted_by" TEXT NOT NULL,
    "adopted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_adoption_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "plan_rules" (
    "plan_id" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "pack_id" TEXT NOT NULL,

    CONSTRAINT "plan_rules_pkey" PRIMARY KEY ("plan_id","department")
);

-- CreateIndex
CREATE UNIQUE INDEX "rule_pack_version_pack_version_key" ON "rule_pack_version"("pack", "version");

-- CreateIndex
CREATE INDEX "rule_adoption_department_from_idx" ON "rule_adoption"("department", "from");

-- AddForeignKey
ALTER TABLE "rule_adoption" ADD CONSTRAINT "rule_adoption_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "rule_pack_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_rules" ADD CONSTRAINT "plan_rules_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "joint_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_rules" ADD CONSTRAINT "plan_rules_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "rule_pack_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
