-- Getting in: who can sign in, under which names, for whom in which company; invitations; what two persons decide together.
-- The tables named login_ are those of the login library (with its columns) and ours beside them. They belong to the installation and
-- not to a company, for one person may act in two; each is of class local and is named in no key of a company's table.

create table fealty.login_user (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  two_factor_enabled boolean,
  primary key (id),
  constraint login_user_email unique (email)
);
comment on table fealty.login_user is 'class: local. Somebody who can sign in; the address is made up, names to sign in with stand sealed in login_name.';

create table fealty.login_session (
  id text not null,
  user_id text not null references fealty.login_user (id) on delete cascade,
  token text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  company_id bigint,
  person_id text,
  persona boolean,
  primary key (id),
  constraint login_session_token unique (token)
);
comment on table fealty.login_session is 'class: local. A device that is signed in, for whom in which company. Not backed up.';
create index login_session_user on fealty.login_session (user_id);

create table fealty.login_account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null references fealty.login_user (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (id)
);
comment on table fealty.login_account is 'class: local. The hash of a password.';
create index login_account_user on fealty.login_account (user_id);

create table fealty.login_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (id)
);
comment on table fealty.login_verification is 'class: local. A ceremony that has begun, as the one of the second factor. Not backed up.';
create index login_verification_identifier on fealty.login_verification (identifier);

create table fealty.login_two_factor (
  id text not null,
  secret text not null,
  backup_codes text not null,
  user_id text not null references fealty.login_user (id) on delete cascade,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamptz,
  primary key (id)
);
comment on table fealty.login_two_factor is 'class: local. The second factor of somebody, sealed by the login library.';
create index login_two_factor_user on fealty.login_two_factor (user_id);

create table fealty.login_name (
  name_hash bytea not null check (length(name_hash) = 32),
  user_id text not null references fealty.login_user (id) on delete cascade,
  kind text not null check (kind in ('email', 'phone', 'user_name')),
  sealed_name bytea not null,
  primary key (name_hash)
);
comment on table fealty.login_name is 'class: local. A name to sign in with: an address, a phone number or a word, found by its keyed hash.';
create index login_name_user on fealty.login_name (user_id);

create table fealty.login_key (
  purpose text not null check (purpose in ('login')),
  master_key_id text not null,
  wrapped bytea not null,
  primary key (purpose)
);
comment on table fealty.login_key is 'class: local. The key of logins, wrapped by the master key: of names, of the cookies'' signature.';

create table fealty.login_attempt (
  subject_hash bytea not null check (length(subject_hash) = 32),
  failures integer not null check (failures >= 0),
  last_at timestamptz not null,
  primary key (subject_hash)
);
comment on table fealty.login_attempt is 'class: local. Failures to sign in to an account or from an address, which make the next try wait. Not backed up.';

create table fealty.login_membership (
  company_id bigint not null references fealty.company (company_id),
  person_id uuid not null,
  user_id text not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (company_id, person_id, user_id),
  constraint login_membership_person foreign key (company_id, person_id) references fealty.person (company_id, person_id)
);
comment on table fealty.login_membership is 'class: company. Who signs in as this person. Ended it stays, and opens nothing.';
create unique index login_membership_one on fealty.login_membership (company_id, person_id) where ended_at is null;

create table fealty.invitation (
  company_id bigint not null references fealty.company (company_id),
  invitation_id uuid not null,
  person_id uuid not null,
  code_hash bytea not null check (length(code_hash) = 32),
  purpose text not null check (purpose in ('activate', 'reset')),
  made_at timestamptz not null,
  made_by_person_id uuid,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  primary key (company_id, invitation_id),
  constraint invitation_code unique (company_id, code_hash),
  constraint invitation_person foreign key (company_id, person_id) references fealty.person (company_id, person_id)
);
comment on table fealty.invitation is 'class: company. A slip handed over, with whose code one person makes its login once.';
create index invitation_person on fealty.invitation (company_id, person_id);

create table fealty.second_person (
  company_id bigint not null references fealty.company (company_id),
  second_person_id uuid not null,
  kind text not null check (kind in ('reset_login')),
  subject_id uuid not null,
  grounds text not null check (grounds <> ''),
  prepared_by_person_id uuid not null,
  prepared_at timestamptz not null,
  decided_by_person_id uuid check (decided_by_person_id <> prepared_by_person_id),
  decided_at timestamptz,
  outcome text check (outcome in ('approved', 'refused', 'withdrawn')),
  primary key (company_id, second_person_id),
  constraint second_person_decided check ((decided_at is null) = (outcome is null)),
  constraint second_person_by_another check ((outcome in ('approved', 'refused')) = (decided_by_person_id is not null) or outcome is null)
);
comment on table fealty.second_person is 'class: company. What one person prepares and another approves.';
create index second_person_subject on fealty.second_person (company_id, subject_id);

do $$
declare
  name text;
begin
  foreach name in array array['login_membership', 'invitation', 'second_person']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
  end loop;
  foreach name in array array['login_membership', 'invitation']
  loop
    execute format(
      'create policy relation on fealty.%I as restrictive using (nullif(current_setting(''fealty.person_id'', true), '''') is null'
      ' or person_id = nullif(current_setting(''fealty.person_id'', true), '''')::uuid)', name);
  end loop;
  foreach name in array array['login_user', 'login_session', 'login_account', 'login_verification', 'login_two_factor', 'login_name', 'login_key',
    'login_attempt']
  loop
    execute format('grant select, insert, update, delete on fealty.%I to fealty_app', name);
    execute format('grant select, insert on fealty.%I to fealty_operator', name);
  end loop;
end
$$;
create policy relation on fealty.second_person as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null);
grant update on fealty.login_key to fealty_operator;
grant select, insert, update on fealty.login_membership, fealty.invitation, fealty.second_person to fealty_app;
grant select, insert on fealty.login_membership, fealty.invitation, fealty.second_person to fealty_operator;
