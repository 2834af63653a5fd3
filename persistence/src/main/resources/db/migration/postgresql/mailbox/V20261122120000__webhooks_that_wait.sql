-- Not safe online: builds an index, which holds up events of enterprises with webhooks while it does. Which webhooks have something to be
-- delivered, among many that have been told everything.
create index webhook_delivery_pending on webhook_delivery (webhook_id) where state = 'PENDING';
