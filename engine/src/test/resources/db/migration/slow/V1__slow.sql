-- Takes longer than anybody waits for an answer where a transaction may take a second.
create table slow.nap (seconds double precision not null);
insert into slow.nap values (6.5);
select pg_sleep(seconds) from slow.nap;
