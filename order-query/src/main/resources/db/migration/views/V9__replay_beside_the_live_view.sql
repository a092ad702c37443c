-- From now on a replay is a second processor, order-views-next, with tables, tokens and dead letters of its own. The live
-- one never goes back, so that nothing has to say which table it writes, nor where it was.
--
-- A version before this one reads the table dropped here: stop its nodes first. A replay that it was running has sent the
-- live processor back, and what is read is as old as its beginning. It ends as by a cancellation.
do $$
declare
  interrupted views.replay%rowtype;
begin
  select * into interrupted from views.replay where state = 'RUNNING';
  if found then
    update views.token_entry
    set token = convert_to(interrupted.resume_token, 'UTF8'), token_type = interrupted.resume_token_type, owner = null
    where processor_name = 'order-views';
    delete from views.dead_letter where processor_name = 'order-views';
    insert into views.dead_letter
    select * from views.dead_letter_before_replay where processor_name = 'order-views';
    update views.replay
    set state = 'FAILED', reason = 'orderflow was upgraded meanwhile; begin it again', position = -1, ended_at = now()
    where replay_id = interrupted.replay_id;
  end if;
end $$;

drop table if exists views.order_view_next;
drop table views.rebuilding;
drop table views.dead_letter_before_replay;

alter table views.replay drop column resume_token;
alter table views.replay drop column resume_token_type;
-- how many orders the rebuilt rows show differently at the same version; known when they may replace those that are read
alter table views.replay add column changed bigint;
