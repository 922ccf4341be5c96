-- Who telephoned the applicant in place of a message that was given up, and when.
alter table messages add column told_at text;
alter table messages add column told_by json;
-- What waits for somebody to telephone is looked for by every window again and again, among messages that are never deleted.
create index messages_given_up on messages (case_id) where state = 'given-up';
