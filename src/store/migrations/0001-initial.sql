-- Times in `*_at` are RFC 3339 text in UTC; times in `*_ms` are Unix milliseconds.
-- Callers' ids are stored through key-text.ts, documents as JSON text.

create table clauses (
  id text not null,
  version integer not null,
  document text not null,
  created_at text not null,
  primary key (id, version)
);

create table verifications (
  id text not null primary key,
  status text not null check (status in ('queued', 'processing', 'completed', 'failed', 'expired')),
  outer_business_id text,
  speaker_id text,
  audio_sha256 text not null,
  audio_bytes bigint not null,
  audio_content_type text not null,
  request text not null,
  judgement text,
  queue_ms bigint,
  failure_code text,
  failure_detail text,
  entry_hash text not null,
  created_at text not null,
  updated_at text not null,
  check ((status = 'completed') = (judgement is not null)),
  check ((status = 'failed') = (failure_code is not null))
);

create index verifications_outer_business_id on verifications (outer_business_id, created_at);
create index verifications_speaker_id on verifications (speaker_id, created_at);
create index verifications_audio_sha256 on verifications (audio_sha256);

create table jobs (
  id text not null primary key,
  kind text not null,
  subject_id text not null unique references verifications (id),
  state text not null check (state in ('waiting', 'running', 'parked')),
  attempts integer not null,
  due_ms bigint not null,
  lease text,
  lease_until_ms bigint,
  last_error text,
  enqueued_ms bigint not null
);

create index jobs_state_due on jobs (state, due_ms);

create table audit_entries (
  sequence bigint not null primary key,
  hash text not null unique,
  previous_hash text not null unique,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  document text not null,
  recorded_at text not null
);

create index audit_entries_subject_id on audit_entries (subject_id, sequence);

create table speakers (
  id text not null primary key,
  created_at text not null
);

create table enrolments (
  id text not null primary key,
  speaker_id text not null references speakers (id) on delete cascade,
  consent_id text not null,
  voice_model text not null,
  document text not null,
  active integer not null check (active in (0, 1)),
  created_at text not null
);

create index enrolments_speaker_id on enrolments (speaker_id, created_at);
create unique index enrolments_one_active on enrolments (speaker_id) where active = 1;

-- Biometric data in a table of its own, which no other read joins.
create table templates (
  enrolment_id text not null primary key references enrolments (id) on delete cascade,
  sealed bytea not null
);

create table api_keys (
  id text not null primary key,
  name text not null,
  scopes text not null,
  token_hash text not null,
  created_at text not null,
  revoked_at text
);

create table idempotency_keys (
  key_id text not null,
  idempotency_key text not null,
  fingerprint text not null,
  verification_id text not null,
  answer text,
  created_at text not null,
  primary key (key_id, idempotency_key)
);

create index idempotency_keys_created_at on idempotency_keys (created_at);
