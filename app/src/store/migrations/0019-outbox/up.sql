-- Messages to people, written by the command that causes them and sent after its commit; addresses that are known to reach somebody.

create table fealty.outbox_message (
  company_id bigint not null references fealty.company (company_id),
  outbox_message_id uuid not null,
  kind text not null check (kind in ('invitation', 'password_reset', 'password_changed', 'address_confirmation')),
  channel text not null check (channel in ('mail', 'sms')),
  language text not null check (language in ('zh', 'en')),
  person_id uuid not null,
  invitation_id uuid,
  sealed_address bytea not null,
  sealed_secret bytea,
  made_at timestamptz not null,
  made_by_person_id uuid,
  expires_at timestamptz,
  state text not null check (state in ('waiting', 'sent', 'failed', 'cancelled', 'handed_over')),
  cancelled_because text check (cancelled_because in ('withdrawn', 'ran_out', 'by_hand')),
  tries integer not null check (tries >= 0),
  next_try_at timestamptz not null,
  tried_at timestamptz,
  reference text,
  last_answer text,
  settled_at timestamptz,
  settled_by_person_id uuid,
  primary key (company_id, outbox_message_id),
  constraint outbox_message_person foreign key (company_id, person_id) references fealty.person (company_id, person_id),
  constraint outbox_message_invitation foreign key (company_id, invitation_id) references fealty.invitation (company_id, invitation_id),
  constraint outbox_message_settled check ((state in ('waiting', 'failed')) = (settled_at is null)),
  constraint outbox_message_secret check (sealed_secret is null or state in ('waiting', 'failed')),
  constraint outbox_message_cancelled check ((state = 'cancelled') = (cancelled_because is not null))
);
comment on table fealty.outbox_message is 'class: company. A message to somebody and what became of it; address and code stand sealed, the code only until it is delivered.';
create index outbox_message_waiting on fealty.outbox_message (company_id, next_try_at) where state = 'waiting';
create index outbox_message_person on fealty.outbox_message (company_id, person_id);
create index outbox_message_invitation on fealty.outbox_message (company_id, invitation_id);

alter table fealty.invitation drop constraint invitation_purpose_check;
alter table fealty.invitation add constraint invitation_purpose_check
  check (purpose in ('activate', 'reset', 'mailed_reset', 'address_confirmation'));
alter table fealty.login_name add column proven_at timestamptz;

alter table fealty.outbox_message enable row level security;
alter table fealty.outbox_message force row level security;
create policy company on fealty.outbox_message
  using (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint)
  with check (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint);
create policy relation on fealty.outbox_message as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or person_id = nullif(current_setting('fealty.person_id', true), '')::uuid);
create policy branch on fealty.outbox_message as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    or exists (select 1 from fealty.person p where p.company_id = outbox_message.company_id and p.person_id = outbox_message.person_id));
create trigger no_truncate before truncate on fealty.outbox_message for each statement execute function fealty.refuse_change();
grant select, insert, update, delete on fealty.outbox_message to fealty_app;
grant select, insert on fealty.outbox_message to fealty_operator;
