-- Speakers who want no voiceprint are remembered as such, with the receipt of what was erased; their enrolments stay on record.

alter table speakers add column opted_out_at text;
alter table speakers add column opt_out_receipt text;
alter table enrolments add column erased_at text;
