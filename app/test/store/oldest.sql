-- Data as the first schema held it. It is not changed when the schema goes on: migrations have to bring it along.
insert into fealty.company values (7, '恒信', 'Hengxin', true, '2026-01-01T00:00:00Z');
insert into fealty.branch values (7, '00000000-0000-7000-8000-000000000001', 'HZ', '杭州', 'Hangzhou');
insert into fealty.person values (7, '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'A1', '李晓', 'agent', '2025-01-01', null);
insert into fealty.contract values (7, '00000000-0000-7000-8000-000000000003', 'OLD-1', '旧合同', 'Old contract', 'company_led', 'in_force', '2026-01-01', '2026-12-31', '恒信', '李晓', null, '00000000-0000-7000-8000-000000000002', null, '2026-01-01T00:00:00Z');
insert into fealty.contract_counter values (7, '00000000-0000-7000-8000-000000000003', 1, 2);
insert into fealty.source_text values (7, sha256('fealty: 1'), 'fealty: 1');
insert into fealty.contract_version values (7, '00000000-0000-7000-8000-000000000003', 1, sha256('x'), '2026-01-01T00:00:00Z');
insert into fealty.contract_file values (7, '00000000-0000-7000-8000-000000000003', 1, 0, 'contract.yaml', sha256('fealty: 1'));
insert into fealty.import_run values (7, '00000000-0000-7000-8000-000000000004', 'sales.csv', sha256('y'), 'mapping', '{}', '2026-02-01T00:00:00Z', '2026-02-01T00:00:01Z', 3, 2, 0, 1);
insert into fealty.import_refusal values (7, '00000000-0000-7000-8000-000000000004', 0, 3, 'amount', 'abc', 'not_a_number', '{}');
insert into fealty.event values
  (7, '00000000-0000-7000-8000-000000000003', 1, '00000000-0000-7000-8000-000000000005', 's1', 'sale', '2026-01-31T16:00:00.000001Z', '2026-01-31T16:00:00.000001Z', '2026-02-01T00:00:00Z', '00000000-0000-7000-8000-000000000004', '{"id":"s1"}', sha256('{"id":"s1"}')),
  (7, '00000000-0000-7000-8000-000000000003', 2, '00000000-0000-7000-8000-000000000006', 's2', 'sale', '2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z', null, '{"id":"s2"}', sha256('{"id":"s2"}'));
insert into fealty.contract_state values (7, '00000000-0000-7000-8000-000000000003', 1, 2, 'old', '2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z', null, 'sha256:0', 'running', false, 0, '{}', '[]', '2026-02-01T00:00:00Z');
insert into fealty.clause_state values (7, '00000000-0000-7000-8000-000000000003', 'C6.2', 0, 'running', null, 1, '[]');
insert into fealty.finding values (7, '00000000-0000-7000-8000-000000000003', 'f1', 'C6.2', 'C6.2/pay', 'B1', 'company', '2026-01', null, 'proposed', '2026-02-01T00:00:00Z', null, '{}');
insert into fealty.statement values (7, '00000000-0000-7000-8000-000000000003', 'C6.2/pay', '2026-01', '2026-01-01', '2026-01-31', 'open', null, 'CNY', 100, 0, 100, 0, 100, 'd', 1, '\x0300');
insert into fealty.idempotency values (7, 'record-event', 'k1', null, sha256('z'), '{"ok":true}', '2026-02-01T00:00:00Z');
