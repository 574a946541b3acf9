-- What departments counted of their own lists, by day (src/coverage/lists), and published editions of reports (src/annualReport).
CREATE TABLE "list_count" (
    "department" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "item_count" INTEGER,
    "by_lot_item_count" INTEGER,
    "pool_count" INTEGER,
    "inspector_count" INTEGER,
    "pool_parts" JSONB,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "list_count_pkey" PRIMARY KEY ("department","on")
);

CREATE TABLE "report_edition" (
    "seq" SERIAL NOT NULL,
    "year" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "department" TEXT NOT NULL,
    "edition" INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "csv" TEXT NOT NULL,
    "html_sha256" TEXT NOT NULL,
    "csv_sha256" TEXT NOT NULL,
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_edition_pkey" PRIMARY KEY ("seq")
);
CREATE UNIQUE INDEX "report_edition_year_month_department_edition_key" ON "report_edition"("year", "month", "department", "edition");
