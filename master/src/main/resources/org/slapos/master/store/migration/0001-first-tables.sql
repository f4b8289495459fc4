-- Only what SQLite and PostgreSQL both understand. Times are microseconds since 1970.

CREATE TABLE computer (
  reference TEXT PRIMARY KEY,
  address TEXT,
  netmask TEXT,
  position BIGINT NOT NULL
);

CREATE TABLE computer_partition (
  computer TEXT NOT NULL REFERENCES computer (reference),
  reference TEXT NOT NULL,
  position BIGINT NOT NULL,
  busy SMALLINT NOT NULL DEFAULT 0,
  PRIMARY KEY (computer, reference)
);

CREATE INDEX computer_partition_order ON computer_partition (computer, busy, position);

CREATE INDEX computer_partition_position ON computer_partition (position);

CREATE TABLE partition_address (
  computer TEXT NOT NULL,
  reference TEXT NOT NULL,
  position BIGINT NOT NULL,
  network_interface TEXT NOT NULL,
  address TEXT NOT NULL,
  netmask TEXT,
  PRIMARY KEY (computer, reference, position),
  FOREIGN KEY (computer, reference) REFERENCES computer_partition (computer, reference)
);

CREATE TABLE instance (
  computer TEXT NOT NULL,
  reference TEXT NOT NULL,
  title TEXT,
  root_title TEXT NOT NULL,
  requester_computer TEXT,
  requester_partition TEXT,
  software_release TEXT NOT NULL,
  software_type TEXT NOT NULL,
  requested_state TEXT NOT NULL,
  parameter_xml TEXT NOT NULL,
  connection_xml TEXT,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (computer, reference),
  FOREIGN KEY (computer, reference) REFERENCES computer_partition (computer, reference)
);

CREATE UNIQUE INDEX instance_title ON instance (root_title, title);

CREATE INDEX instance_release ON instance (computer, software_release);

CREATE TABLE shared_instance (
  computer TEXT NOT NULL,
  reference TEXT NOT NULL,
  software_type TEXT NOT NULL,
  parameters TEXT NOT NULL,
  requester_computer TEXT,
  requester_partition TEXT,
  host TEXT NOT NULL,
  listed_position BIGINT,
  connection_xml TEXT,
  position BIGINT NOT NULL,
  PRIMARY KEY (computer, reference)
);

CREATE INDEX shared_instance_host ON shared_instance (computer, host, listed_position);

CREATE TABLE installation (
  computer TEXT NOT NULL,
  url TEXT NOT NULL,
  requested_state TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (computer, url)
);

CREATE TABLE report (
  id BIGINT PRIMARY KEY,
  computer TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,
  author TEXT NOT NULL,
  reported_at BIGINT NOT NULL,
  log TEXT NOT NULL
);

CREATE INDEX report_subject ON report (computer, kind, subject, id);

CREATE TABLE event (
  id BIGINT PRIMARY KEY,
  happened_at BIGINT NOT NULL,
  author TEXT NOT NULL,
  command TEXT NOT NULL,
  subject TEXT NOT NULL,
  before_state TEXT,
  after_state TEXT
);
