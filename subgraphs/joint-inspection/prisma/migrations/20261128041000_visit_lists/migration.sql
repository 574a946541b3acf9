-- Lists of visits: filters, then the keyset order by window and id.
CREATE INDEX "visit_window_first_id_idx" ON "visit"("window_first", "id");
CREATE INDEX "visit_district_window_first_id_idx" ON "visit"("district", "window_first", "id");
CREATE INDEX "visit_status_window_first_id_idx" ON "visit"("status", "window_first", "id");
CREATE INDEX "visit_draw_id_batch_window_first_id_idx" ON "visit"("draw_id", "batch", "window_first", "id");
