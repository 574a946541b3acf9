-- Figures are updated again and again: in place, where their page has room, and what is left of old versions is taken away soon.
ALTER TABLE "coverage_count" SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "coverage_tally" SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "coverage_due" SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "coverage_visit" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
