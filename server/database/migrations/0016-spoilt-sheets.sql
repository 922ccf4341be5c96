-- A sheet of certificate paper may be spoilt for no case at all: fed twice, stained, torn. Then who booked it says why; a case's own sheets say neither.
alter table certificate_sheets alter column case_office_id drop not null;
alter table certificate_sheets alter column case_id drop not null;
alter table certificate_sheets alter column number drop not null;
alter table certificate_sheets add column person_id uuid;
alter table certificate_sheets add column note text;
