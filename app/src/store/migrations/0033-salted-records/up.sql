-- What the records of a contract's events are salted with, so that whoever is given a leaf's hash alone cannot find the event by trying.

alter table fealty.record_head
  add column secret bytea check (length(secret) = 32),
  add column salted_from bigint check (salted_from >= 1),
  add constraint record_head_salted check ((secret is null) = (salted_from is null));
