-- Messages to applicants, queued with the event they tell of. A row is never deleted: one given up stays to be seen.
create table messages (
  office_id uuid not null,
  message_id uuid not null,
  case_id uuid not null,
  version integer not null,
  template text not null,
  mobile text not null,
  body text not null,
  queued_at text not null,
  state text not null,
  attempts integer not null,
  -- Set while it waits to be sent; a sender moves it ahead before it begins, so that no other does the same.
  next_attempt_at text,
  failure json,
  sent_at text,
  reference text,
  primary key (office_id, message_id)
);
create index messages_due on messages (next_attempt_at) where next_attempt_at is not null;
create index messages_by_time on messages (queued_at, message_id);
create index messages_by_case on messages (case_id);
