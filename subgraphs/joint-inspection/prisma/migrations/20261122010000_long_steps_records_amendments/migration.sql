-- Draws are followed as jobs, their records served, their crews amended, and plans may cap a subject's visits.
ALTER TABLE "joint_plan" ADD COLUMN "visit_cap" INTEGER;

ALTER TABLE "draw" ADD COLUMN "voided_by" TEXT COLLATE "C";
ALTER TABLE "draw" ADD COLUMN "cut_offs" JSONB;
ALTER TABLE "draw" ADD COLUMN "chunk_roots" BYTEA;
ALTER TABLE "draw" ADD COLUMN "budget_basis" TEXT[];

-- CreateTable
CREATE TABLE "public_entropy_entry" (
    "draw_id" TEXT COLLATE "C" NOT NULL,
    "by" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "public_entropy_entry_pkey" PRIMARY KEY ("draw_id","by")
);

-- CreateTable
CREATE TABLE "amendment" (
    "draw_id" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "department" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "amendment" JSONB NOT NULL,
    "changes" JSONB NOT NULL,
    "visit_ids" TEXT[],
    "reason" TEXT COLLATE "C" NOT NULL,
    "explanation" TEXT COLLATE "C" NOT NULL,
    "by" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "amendment_pkey" PRIMARY KEY ("draw_id","number")
);

-- CreateIndex
CREATE INDEX "amendment_visit_ids_idx" ON "amendment" USING GIN ("visit_ids");

-- AddForeignKey
ALTER TABLE "public_entropy_entry" ADD CONSTRAINT "public_entropy_entry_draw_id_fkey" FOREIGN KEY ("draw_id") REFERENCES "draw"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "amendment" ADD CONSTRAINT "amendment_draw_id_fkey" FOREIGN KEY ("draw_id") REFERENCES "draw"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "crew_seat" ADD COLUMN "drawn_inspector_id" TEXT COLLATE "C";

UPDATE "crew_seat" SET "drawn_inspector_id" = "inspector_id";

-- Pages are compressed already.
ALTER TABLE "roster_page" ALTER COLUMN "lines" SET STORAGE EXTERNAL;

-- CreateIndex
CREATE INDEX "visit_draw_id_position_idx" ON "visit"("draw_id", "position");
