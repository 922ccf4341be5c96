-- The centre's own authority, which issues the certificates of its seals. Keys are wrapped: see server/seal/key-encryption.ts.
create table authorities (
  authority_id uuid primary key,
  certificate text not null,
  wrapped_key text not null,
  made_at text not null
);

-- An office has one seal in use; those before it stay, for what was sealed with them.
create table seals (
  office_id uuid not null references offices,
  seal_id uuid not null,
  office_name text not null,
  centre_line text not null,
  code text not null,
  diameter_mm integer not null,
  key_holder text not null,
  key_reference text not null,
  certificate_chain text[] not null,
  fingerprint text not null,
  valid_until text not null,
  made_at text not null,
  made_by uuid,
  retired_at text,
  retired_by uuid,
  retirement_reason text,
  is_compromised boolean not null,
  primary key (office_id, seal_id)
);
create unique index seals_in_use on seals (office_id) where retired_at is null;

-- Every use of a seal, chained by hash; the head's row is locked while a use is written.
create table seal_uses (
  office_id uuid not null,
  position integer not null,
  case_id uuid not null,
  command_id uuid not null,
  sha256 text not null,
  hash text not null,
  use json not null,
  primary key (office_id, position)
);
create index seal_uses_by_content on seal_uses (sha256);
create index seal_uses_by_case on seal_uses (case_id);

create table seal_use_heads (
  office_id uuid primary key,
  position integer not null,
  hash text not null
);
