-- Tasks of one lane must not wait for those of another, also when their leases have lapsed: each lane is looked into
-- for itself. The names of the lanes are those of Lane and of UnexpectedPaymentKind.
alter table fulfillment.fulfillment add column lane text;
alter table fulfillment.unexpected_payment add column lane text;

update fulfillment.fulfillment
set lane = case
    when document->'task'->>'is' not in ('request', 'compensate') then 'command'
    when document->'task'->>'step' = 'DELIVERY' then 'shipping'
    else lower(document->'task'->>'step')
  end
where task is not null;

update fulfillment.unexpected_payment
set lane = case when document->'task'->>'is' = 'ask' then 'payment' else 'command' end
where task is not null;

alter table fulfillment.fulfillment
  add constraint task_has_lane check ((task is null) = (lane is null));
alter table fulfillment.unexpected_payment
  add constraint task_has_lane check ((task is null) = (lane is null));

drop index fulfillment.fulfillment_lapsed;
drop index fulfillment.unexpected_payment_lapsed;
create index fulfillment_lapsed on fulfillment.fulfillment (lane, lease_until) where task is not null;
create index unexpected_payment_lapsed on fulfillment.unexpected_payment (lane, lease_until) where task is not null;
