-- What recordings that were posted before are recognised by. `number` orders them: of two copies the later one is the repetition.

create table fingerprints (
  number bigint not null primary key,
  subject_kind text not null check (subject_kind in ('verification', 'enrolment')),
  subject_id text not null,
  audio_sha256 text not null,
  method text not null,
  sketch bytea not null,
  unique (subject_kind, subject_id, audio_sha256)
);

create index fingerprints_audio_sha256 on fingerprints (audio_sha256);

create table fingerprint_hashes (
  hash integer not null,
  number bigint not null,
  primary key (hash, number)
);

-- Earlier recordings are known by their bytes; nobody measured their sound.
insert into fingerprints (number, subject_kind, subject_id, audio_sha256, method, sketch)
select row_number() over (order by created_at, id), 'verification', id, audio_sha256, 'none', '' from verifications;
