-- When a fee told of must be paid, while it is not (R-FLOW-7): an unpaid one lapses then.
alter table cases add column pay_due_at text;
create index cases_awaiting_payment on cases (pay_due_at) where pay_due_at is not null;
