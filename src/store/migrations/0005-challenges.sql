-- One-time phrases to be read beside a clause. A used one has no phrase any more: its verification has it.

create table challenges (
  id text not null primary key,
  nonce text not null,
  phrase text,
  phrase_sha256 text not null,
  kind text not null check (kind in ('digits', 'words')),
  position text not null check (position in ('before', 'after')),
  outer_business_id text not null,
  speaker_id text,
  issued_at text not null,
  expires_at text not null,
  signature text not null,
  used_at text,
  verification_id text unique,
  check ((used_at is null) = (phrase is not null)),
  check ((used_at is null) = (verification_id is null))
);

create index challenges_outer_business_id on challenges (outer_business_id, issued_at);
create index challenges_expires_at on challenges (expires_at);
