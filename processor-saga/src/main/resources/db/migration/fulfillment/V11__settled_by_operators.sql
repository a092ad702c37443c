-- An operator may settle by hand what matches no order: by telling it to one, or by dismissing it.
alter table fulfillment.inbox
  add column matched_order uuid,
  -- null where callers have no names
  add column settled_by text,
  add column note text check (length(note) between 1 and 500);

alter table fulfillment.inbox drop constraint inbox_state_check;
alter table fulfillment.inbox add constraint inbox_state_check
  check (state in ('PENDING', 'DONE', 'REJECTED', 'DISMISSED'));

-- Pages of them go by this order; dismissed ones are forgotten like those that are done.
drop index fulfillment.inbox_rejected;
create index inbox_rejected on fulfillment.inbox (settled_at, partner, event_id) where state = 'REJECTED';
drop index fulfillment.inbox_done;
create index inbox_done on fulfillment.inbox (settled_at) where state in ('DONE', 'DISMISSED');
