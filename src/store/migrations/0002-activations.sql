-- Model packs that run beside the embedded models, and what packs in the shadow would have said.

create table activations (
  generation integer not null primary key check (generation > 0),
  packs text not null,
  actor text not null,
  created_at text not null
);

create table shadow_results (
  verification_id text not null references verifications (id) on delete cascade,
  pack_sha256 text not null,
  pack_id text not null,
  generation integer not null,
  verdict text not null check (verdict in ('pass', 'review', 'fail')),
  shadow_verdict text not null check (shadow_verdict in ('pass', 'review', 'fail')),
  agrees integer not null check (agrees in (0, 1)),
  ms bigint not null,
  created_at text not null,
  primary key (verification_id, pack_sha256)
);

create index shadow_results_pack on shadow_results (pack_id, pack_sha256);

create table shadow_misses (
  pack_sha256 text not null,
  pack_id text not null,
  dropped bigint not null,
  failed bigint not null,
  primary key (pack_sha256, pack_id)
);
