CREATE TABLE half (id BIGINT);
CREATE TABLE nonsense nonsense;
