-- What staff cards were given to sign when their holders sign in: by the SHA-256 of the challenge, good once and not for long.
create table card_challenges (
  challenge_hash text primary key,
  workstation_code text not null references workstations,
  expires_at text not null
);
