-- An overdue undo used to wait for a person. It is tried on by itself now, with the attention standing; those that wait are
-- woken at once and not only when their reminder is due. What was refused goes on waiting.
update fulfillment.fulfillment
set deadline_at = now()
where document->'state'->>'is' = 'awaiting-operator'
  and not (document->'state'->'work'->>'refused')::boolean;

update fulfillment.unexpected_payment
set deadline_at = now()
where document->'state'->>'is' = 'awaiting-operator'
  and not (document->'state'->'refund'->>'refused')::boolean;
