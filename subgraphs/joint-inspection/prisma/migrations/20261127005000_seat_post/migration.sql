-- Whether who sits in a seat works in an office or in the front line. Seats drawn before this are silent about it.
ALTER TABLE "crew_seat" ADD COLUMN "post" TEXT COLLATE "C";
