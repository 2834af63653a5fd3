-- Safe online: a small table. Which webhooks have a delivery under way, among many that are told everything.
create index webhook_queue_begun on webhook_queue (current_delivery);
