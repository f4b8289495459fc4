-- So that the cost of a request does not grow with what others have requested.

CREATE INDEX shared_instance_reference ON shared_instance (reference, position);

CREATE INDEX shared_instance_requester ON shared_instance (requester_computer, requester_partition, position);

CREATE INDEX shared_instance_position ON shared_instance (position);

CREATE INDEX shared_instance_listed ON shared_instance (listed_position);

CREATE INDEX computer_position ON computer (position);

CREATE INDEX installation_position ON installation (position);

CREATE INDEX installation_order ON installation (computer, position);

CREATE INDEX report_computer ON report (computer, id);
