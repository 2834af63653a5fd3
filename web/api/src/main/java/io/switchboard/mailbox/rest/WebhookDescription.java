// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

/** What no schema says of a webhook: how its deliveries look. */
final class WebhookDescription {
    static final String TEXT = """
            The server delivers each event by a POST whose body is the event, an `EnterpriseEventView` with the webhook's own
            `sequence`, as `application/cloudevents+json`. Deliveries are signed as Standard Webhooks 1.0 say:

            | header | what it is |
            | --- | --- |
            | `webhook-id` | the event's id, the same however often it is delivered |
            | `webhook-timestamp` | the time of the attempt, in seconds since 1970 |
            | `webhook-signature` | `v1,` and the base64 of HMAC-SHA256 over id, timestamp and body, joined by dots; two, with a space between, while a former secret is still valid |

            A status from 200 to 299 takes the event. Any other, a redirect among them, or none in time is a failure: the delivery is tried
            again, after longer and longer pauses, and what comes after it waits. `429` and `503` may say `Retry-After`. `410` disables the
            webhook, and so do three days of failures. An event is delivered at least once and in order: who sees the same `webhook-id`
            again has it already.""";

    private WebhookDescription() {}
}
