-- Rosters of a million subjects are read from an index alone, without a look at the table's rows in random order.
DROP INDEX "pool_entry_subject_id_idx";

CREATE INDEX "pool_entry_roster_idx" ON "pool_entry"("subject_id", "code", "kind", "division", "industry", "credit_class",
  "status", "valid_from", "valid_to");
