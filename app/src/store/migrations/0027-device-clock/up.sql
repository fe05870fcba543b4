-- How far the clock of the other side's device was from the house's when something was done.

alter table fealty.activity
  add column clock_offset_seconds integer;
