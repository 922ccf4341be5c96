-- A password somebody else knows is good for one thing only: choosing another.
alter table people add column must_change_password boolean not null default false;
