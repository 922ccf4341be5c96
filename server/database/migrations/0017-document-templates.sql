-- How documents of decision look and what they say, by the hash of the template: what offices gave, and of what the program ships each one that
-- a document was made from. No row is ever changed or deleted.
create table document_templates (
  sha256 text primary key,
  template json not null,
  kept_at text not null
);

-- Which of them is in force where: the newest version of an office and kind; where the office is null, for every office without one of its own.
-- No row is ever changed or deleted.
create table template_versions (
  office_id uuid references offices,
  kind text not null,
  version integer not null,
  sha256 text not null references document_templates,
  added_at text not null,
  added_by uuid
);
create unique index template_versions_of_office on template_versions (office_id, kind, version) where office_id is not null;
create unique index template_versions_of_all on template_versions (kind, version) where office_id is null;
