-- Batches of a plan have windows and may be drawn one by one. Later draws of a plan follow the earlier ones.
ALTER TABLE "joint_plan" ADD COLUMN "batch_draws" TEXT NOT NULL DEFAULT 'ONE_DRAW';

CREATE TABLE "plan_batch" (
    "plan_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "window_first" TEXT NOT NULL,
    "window_last" TEXT NOT NULL,

    CONSTRAINT "plan_batch_pkey" PRIMARY KEY ("plan_id","number")
);

ALTER TABLE "plan_batch" ADD CONSTRAINT "plan_batch_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "joint_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "draw" ADD COLUMN "follows" TEXT,
ADD COLUMN "batch_first" INTEGER,
ADD COLUMN "batch_last" INTEGER;

ALTER TABLE "visit" ADD COLUMN "batch" INTEGER;

-- Plans of before: even parts of the days that all legs have in common, where these are enough.
WITH common AS (
    SELECT plan.id, plan.batches, max(leg.window_first)::date AS first, min(leg.window_last)::date AS last
    FROM joint_plan plan JOIN leg ON leg.plan_id = plan.id
    WHERE plan.batches > 1 GROUP BY plan.id
)
INSERT INTO plan_batch (plan_id, number, window_first, window_last)
SELECT id, number,
    to_char(first + (last - first + 1) * (number - 1) / batches, 'YYYY-MM-DD'),
    to_char(first + (last - first + 1) * number / batches - 1, 'YYYY-MM-DD')
FROM common, generate_series(1, batches) AS number
WHERE last - first + 1 >= batches;

UPDATE draw SET batch_first = 1, batch_last = plan.batches
FROM joint_plan plan WHERE plan.id = draw.plan_id AND plan.batches > 1;

UPDATE visit SET batch = (visit.position::bigint * draw.batch_last / draw.visit_count)::int + 1
FROM draw WHERE draw.id = visit.draw_id AND draw.batch_last IS NOT NULL AND draw.visit_count > 0;

-- What is checked, and how, as it was planned: notices tell it.
ALTER TABLE "planned_item" ADD COLUMN "content" TEXT,
ADD COLUMN "methods" TEXT[];
