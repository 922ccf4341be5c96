-- Whoever trusts the authority of the seals trusts seals only; the keys people sign with are certified by another.
alter table authorities add column purpose text not null default 'seals';
alter table authorities alter column purpose drop default;

-- Every certificate the centre's authority issued for a key somebody signs acts with, by the SHA-256 of its DER in hexadecimal. A
-- row is never deleted: what was signed with the key is to be verified for ever.
create table signing_keys (
  fingerprint text primary key,
  person_id uuid not null references people,
  -- 'software' for a key made at a workstation, 'card' for one a staff card holds.
  carrier text not null,
  workstation_code text not null references workstations,
  algorithm text not null,
  public_key text not null,
  certificate text not null,
  card_certificate text,
  valid_from text not null,
  valid_until text not null,
  registered_at text not null,
  revoked_at text,
  revocation_reason text
);
create index signing_keys_by_person on signing_keys (person_id);
create index signing_keys_by_public_key on signing_keys (public_key);

-- The case's version a command was judged on, to tell a refused one's giver what had been recorded meanwhile.
alter table commands add column judged_version integer;
