-- Who is who: legal entities, the branch tree, roles with their dates, teams, sub-agents, and who changed what when.
-- Days are of the company's zone; `before_on` is the first day on which a thing no longer holds.

create table fealty.legal_entity (
  company_id bigint not null references fealty.company (company_id),
  legal_entity_id uuid not null,
  code text not null check (code <> ''),
  name_zh text not null check (name_zh <> ''),
  name_en text not null,
  credit_code text,
  seal_name text not null check (seal_name <> ''),
  bank_name text,
  bank_account text,
  closed_on date,
  primary key (company_id, legal_entity_id),
  constraint legal_entity_code unique (company_id, code),
  constraint legal_entity_credit_code unique (company_id, credit_code)
);
comment on table fealty.legal_entity is 'class: company. A legal person of the company, with its seal, tax number and bank account.';

alter table fealty.branch add column parent_branch_id uuid;
alter table fealty.branch add column legal_entity_id uuid;
alter table fealty.branch add column closed_on date;
alter table fealty.branch add constraint branch_parent foreign key (company_id, parent_branch_id)
  references fealty.branch (company_id, branch_id);
alter table fealty.branch add constraint branch_legal_entity foreign key (company_id, legal_entity_id)
  references fealty.legal_entity (company_id, legal_entity_id);
alter table fealty.branch add constraint branch_not_below_itself check (parent_branch_id <> branch_id);

create table fealty.role_holding (
  company_id bigint not null,
  role_holding_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('owner', 'operations', 'legal', 'finance', 'finance_approver', 'trainer', 'quality', 'service',
    'data_protection', 'auditor', 'agent', 'intermediary')),
  branch_id uuid,
  deputy_for_person_id uuid check (deputy_for_person_id <> person_id),
  from_on date not null,
  before_on date check (before_on >= from_on),
  primary key (company_id, role_holding_id),
  constraint role_holding_person foreign key (company_id, person_id) references fealty.person (company_id, person_id),
  constraint role_holding_branch foreign key (company_id, branch_id) references fealty.branch (company_id, branch_id),
  constraint role_holding_deputy_for foreign key (company_id, deputy_for_person_id) references fealty.person (company_id, person_id)
);
comment on table fealty.role_holding is 'class: company. What a person is, where and from when until when; no branch: in the whole company.';
create index role_holding_person on fealty.role_holding (company_id, person_id);
create index role_holding_branch on fealty.role_holding (company_id, branch_id);

create table fealty.team (
  company_id bigint not null references fealty.company (company_id),
  team_id uuid not null,
  code text not null check (code <> ''),
  name_zh text not null check (name_zh <> ''),
  name_en text not null,
  closed_on date,
  primary key (company_id, team_id),
  constraint team_code unique (company_id, code)
);
comment on table fealty.team is 'class: company. Agents who serve together under one lead.';

create table fealty.team_composition (
  company_id bigint not null,
  team_composition_id uuid not null,
  team_id uuid not null,
  from_on date not null,
  recorded_at timestamptz not null,
  primary key (company_id, team_composition_id),
  constraint team_composition_recorded unique (company_id, team_id, from_on, recorded_at),
  constraint team_composition_team foreign key (company_id, team_id) references fealty.team (company_id, team_id)
);
comment on table fealty.team_composition is 'class: company. Who a team is from a day until the next composition; of two for one day the one recorded last. Append-only.';

create table fealty.team_member (
  company_id bigint not null,
  team_composition_id uuid not null,
  person_id uuid not null,
  is_lead boolean not null,
  share_numerator integer not null check (share_numerator >= 0),
  share_denominator integer not null check (share_denominator >= 1 and share_numerator <= share_denominator),
  primary key (company_id, team_composition_id, person_id),
  constraint team_member_composition foreign key (company_id, team_composition_id)
    references fealty.team_composition (company_id, team_composition_id),
  constraint team_member_person foreign key (company_id, person_id) references fealty.person (company_id, person_id)
);
comment on table fealty.team_member is 'class: company. A member with the share of what the team earns; the shares of a composition are one whole. Append-only.';
create index team_member_person on fealty.team_member (company_id, person_id);

create table fealty.sub_agency (
  company_id bigint not null,
  sub_agency_id uuid not null,
  agent_person_id uuid not null,
  sub_agent_person_id uuid not null check (sub_agent_person_id <> agent_person_id),
  ground text not null check (ground in ('consent', 'ratified', 'emergency')),
  grounds_text text not null check (grounds_text <> ''),
  consented_on date,
  from_on date not null,
  before_on date check (before_on >= from_on),
  primary key (company_id, sub_agency_id),
  constraint sub_agency_consent check ((ground = 'emergency') = (consented_on is null)),
  constraint sub_agency_agent foreign key (company_id, agent_person_id) references fealty.person (company_id, person_id),
  constraint sub_agency_sub_agent foreign key (company_id, sub_agent_person_id) references fealty.person (company_id, person_id)
);
comment on table fealty.sub_agency is 'class: company. Whom an agent appointed under it, and on what ground that binds the company (CC 169, 923).';
create index sub_agency_agent on fealty.sub_agency (company_id, agent_person_id);
create index sub_agency_sub_agent on fealty.sub_agency (company_id, sub_agent_person_id);

create table fealty.activity (
  company_id bigint not null references fealty.company (company_id),
  activity_id uuid not null,
  at timestamptz not null,
  actor_person_id uuid,
  verb text not null check (verb <> ''),
  subject_kind text not null check (subject_kind in ('legal_entity', 'branch', 'person', 'team')),
  subject_id uuid not null,
  detail jsonb not null,
  primary key (company_id, activity_id)
);
comment on table fealty.activity is 'class: company. Who did what to whom, and when; no actor: whoever works on the machine itself. Append-only.';
create index activity_subject on fealty.activity (company_id, subject_id, at);

-- The zone in which the company's days are days.
alter table fealty.company add column time_zone text;
alter table fealty.company no force row level security;
update fealty.company set time_zone = 'Asia/Shanghai';
alter table fealty.company alter column time_zone set not null;

-- What a person was until now stands in one column; it becomes the first role with dates. The id is made from the person's, so that it
-- is the same on every node.
alter table fealty.person no force row level security;
insert into fealty.role_holding (company_id, role_holding_id, person_id, role, branch_id, from_on, before_on)
select p.company_id, md5(p.company_id || ' ' || p.person_id)::uuid, p.person_id,
    case p.role when 'manager' then 'operations' when 'officer' then 'operations' else p.role end,
    p.branch_id, f.from_on, case when p.left_on >= f.from_on then p.left_on end
  from fealty.person p
  join fealty.company c on c.company_id = p.company_id
  cross join lateral (select coalesce(p.joined_on, (c.created_at at time zone 'Asia/Shanghai')::date) as from_on) f;
alter table fealty.person force row level security;
alter table fealty.company force row level security;
alter table fealty.person drop constraint person_branch;
alter table fealty.person drop column role, drop column branch_id, drop column joined_on, drop column left_on;

do $$
declare
  name text;
begin
  foreach name in array array['legal_entity', 'role_holding', 'team', 'team_composition', 'team_member', 'sub_agency', 'activity']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
  end loop;
  -- The relation: whoever looks as one person sees what is said of that person.
  foreach name in array array['role_holding', 'team_member']
  loop
    execute format(
      'create policy relation on fealty.%I as restrictive using (nullif(current_setting(''fealty.person_id'', true), '''') is null'
      ' or person_id = nullif(current_setting(''fealty.person_id'', true), '''')::uuid)', name);
  end loop;
end
$$;
create policy relation on fealty.sub_agency as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or agent_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid
    or sub_agent_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid);
create policy relation on fealty.activity as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or subject_id = nullif(current_setting('fealty.person_id', true), '')::uuid);
create policy relation on fealty.team_composition as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or exists (select 1 from fealty.team_member m
      where m.company_id = team_composition.company_id and m.team_composition_id = team_composition.team_composition_id));
create policy relation on fealty.team as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or exists (select 1 from fealty.team_composition t where t.company_id = team.company_id and t.team_id = team.team_id));

do $$
declare
  name text;
begin
  foreach name in array array['team_composition', 'team_member', 'activity']
  loop
    execute format('create trigger append_only before update or delete on fealty.%I for each row execute function fealty.refuse_change()', name);
    execute format('grant select, insert on fealty.%I to fealty_app', name);
  end loop;
end
$$;
grant select, insert, update on fealty.legal_entity, fealty.role_holding, fealty.team, fealty.sub_agency to fealty_app;
grant select, insert on fealty.legal_entity, fealty.role_holding, fealty.team, fealty.team_composition, fealty.team_member,
  fealty.sub_agency, fealty.activity to fealty_operator;
