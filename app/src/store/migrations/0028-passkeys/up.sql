-- Passkeys: keys of somebody's devices that open the login without a password.

create table fealty.login_passkey (
  id text not null,
  user_id text not null references fealty.login_user (id) on delete cascade,
  credential_id text not null check (length(credential_id) between 1 and 1400),
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  site text not null check (site <> ''),
  name text not null check (name <> ''),
  made_at timestamptz not null,
  used_at timestamptz,
  challenged_at timestamptz,
  primary key (id),
  constraint login_passkey_credential unique (credential_id)
);
comment on table fealty.login_passkey is 'class: local. The public half of a key that one of somebody''s devices keeps.';
create index login_passkey_user on fealty.login_passkey (user_id);
grant select, insert, update, delete on fealty.login_passkey to fealty_app;
grant select, insert on fealty.login_passkey to fealty_operator;

-- Whether a passkey opened this session: the device and its owner's finger, face or number are two factors.
alter table fealty.login_session
  add column by_passkey boolean;
