-- What the configuration said when the Master was last started, where a change of it has to be carried out.

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  content TEXT NOT NULL
);
