-- Sketches of a million subjects are read by the subjects' hashes, the lowest first. A hash is the first eight bytes of SHA-256
-- of the id's UTF-8 (decode leaves every byte but the backslash as it is). store/sketch.ts has the same expression.
CREATE INDEX "pool_entry_hash_idx" ON "pool_entry"((substr(sha256(decode(replace("subject_id", '\', '\\'), 'escape')), 1, 8)));
