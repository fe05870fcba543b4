-- WeCom as a third way to people of the house (clause-N7).

alter table fealty.outbox_message drop constraint outbox_message_channel_check;
alter table fealty.outbox_message add constraint outbox_message_channel_check check (channel in ('mail', 'sms', 'wecom'));
