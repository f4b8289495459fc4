-- Requests that other Masters have taken.

CREATE TABLE forwarded_request (
  title TEXT NOT NULL,
  master_url TEXT NOT NULL,
  PRIMARY KEY (title, master_url)
);
