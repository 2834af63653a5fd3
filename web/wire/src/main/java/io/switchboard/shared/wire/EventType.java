// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

/**
 * A type of event, as its {@link CloudEvent} names it. Each feature lists its own in an enum: a constant's Javadoc says when it happens, and
 * is what the OpenAPI document says.
 */
public interface EventType {
    /** {@code io.switchboard.<resource>.<name>}. */
    String type();

    /** The record that is the event's data. */
    Class<?> data();

    /** Who is told. */
    Audience audience();

    /** Whether this event is of the type. */
    default boolean is(CloudEvent event) {
        return event.type().equals(type());
    }

    /** Who is told of events. */
    enum Audience {
        /** Terminals in their mailboxes, and the enterprise of their account. */
        ALL,
        /** Terminals only: their enterprise learns it by another event. */
        TERMINALS,
        /** The enterprise only: it concerns none of its accounts, or one that has no terminals any more. */
        ENTERPRISE
    }
}
