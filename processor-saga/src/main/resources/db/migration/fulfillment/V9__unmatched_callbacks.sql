-- Why a callback fits no order, in one word, so that they can be counted; null in every other row.
alter table fulfillment.inbox add column unmatched text;

update fulfillment.inbox
set unmatched = case
    when reason like 'ORDER_NOT_FOUND%' then 'ORDER_NOT_FOUND'
    when reason = 'its key belongs to another order' then 'KEY_OF_ANOTHER_ORDER'
    when reason like 'its key was never used%' then 'KEY_NEVER_USED'
    else 'OTHER'
  end
where state = 'REJECTED';
