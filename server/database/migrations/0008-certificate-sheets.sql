-- Every sheet of numbered certificate paper that went through a printer: a serial is used once in a register's stock, whatever the case.
create table certificate_sheets (
  office_id uuid not null,
  register text not null,
  paper_serial text not null,
  case_office_id uuid not null,
  case_id uuid not null,
  number text not null,
  outcome text not null,
  used_at text not null,
  primary key (office_id, register, paper_serial)
);
create index certificate_sheets_by_case on certificate_sheets (case_id);
