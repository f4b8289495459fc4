-- Reasons of bangs and consumption documents.

CREATE TABLE message (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  computer TEXT NOT NULL,
  reference TEXT,
  author TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  content TEXT NOT NULL
);

CREATE INDEX message_computer ON message (computer, kind, id);
