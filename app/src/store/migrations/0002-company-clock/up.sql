-- A demonstration has a present moment of its own, which can be moved to watch states change. A real company has none.
alter table fealty.company add column clock_at timestamptz;
alter table fealty.company add constraint company_clock check (demonstration or clock_at is null);
