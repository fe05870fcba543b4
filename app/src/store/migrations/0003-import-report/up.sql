-- What became of every row of a file, so that the counts add up to the rows read, and which contracts it touched.
alter table fealty.import_run add column rows_unmatched bigint not null default 0;
alter table fealty.import_run add column rows_left_out bigint not null default 0;
alter table fealty.import_run add column rows_blank bigint not null default 0;
alter table fealty.import_run add column events_new bigint not null default 0;
alter table fealty.import_run add column contracts jsonb not null default '[]';
alter table fealty.import_run alter column rows_unmatched drop default, alter column rows_left_out drop default,
  alter column rows_blank drop default, alter column events_new drop default, alter column contracts drop default;
