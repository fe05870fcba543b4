-- Consent to data being given to an intermediary is a purpose of its own: whom its notice names as the recipient is who may see (PIPL 23).

alter table fealty.privacy_notice drop constraint privacy_notice_purpose_check;
alter table fealty.privacy_notice add constraint privacy_notice_purpose_check
  check (purpose in ('marketing', 'survey', 'profiling', 'sharing', 'intermediary', 'sensitive', 'publication'));
alter table fealty.privacy_notice add constraint privacy_notice_recipient
  check (purpose <> 'intermediary' or coalesce(content #>> '{zh,recipientName}', '') <> '');
alter table fealty.retention_rule drop constraint retention_rule_purpose_check;
alter table fealty.retention_rule add constraint retention_rule_purpose_check
  check (purpose in ('service', 'marketing', 'survey', 'profiling', 'sharing', 'intermediary', 'sensitive', 'publication'));
