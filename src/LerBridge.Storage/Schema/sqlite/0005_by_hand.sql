-- What persons do by hand stands among the runs, under an id of its own (by_hand = 1), and says who did it; the reason is the person's own.
-- credential.stopped_by has one more use: Hand on a credential that stands, where a person reinstated it against its record.
alter table run add column by_hand integer not null default 0;
alter table credential_version add column by_whom text;
