-- A number that is new with each change of what somebody may wait for; drawn at random, so that a cursor of another
-- database, or of this one before it was restored, is never taken for the present one.

CREATE TABLE revision (
  kind TEXT NOT NULL,
  computer TEXT NOT NULL,
  reference TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (kind, computer, reference)
);
