-- Proof of deletions. A speaker is named by a hash, as in the audit log: the id itself is deleted with the rest.

create table deletion_receipts (
  id text not null primary key,
  speaker_sha256 text not null,
  document text not null,
  created_at text not null
);

create index deletion_receipts_speaker on deletion_receipts (speaker_sha256, created_at);
