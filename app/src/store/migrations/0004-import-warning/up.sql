-- A row can be taken in and yet not count as it seems meant; the report says so beside the rows that were not taken in.
alter table fealty.import_refusal add column taken boolean not null default false;
alter table fealty.import_refusal alter column taken drop default;
comment on table fealty.import_refusal is
  'class: company. What is to be said of a row of a file: why it was not taken in or, where taken, why it does not count. Append-only.';
