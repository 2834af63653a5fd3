// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.shared.client.Json;
import io.switchboard.shared.wire.CloudEvent;
import java.util.Optional;

/** What events of this feature say. */
public final class CallEvents {
    private static final String CALL = CloudEvent.TYPE_PREFIX + "call.";
    private static final String IDENTIFIER = CloudEvent.TYPE_PREFIX + "virtual-identifier.";

    private CallEvents() {}

    /** The call as its receiver may see it; empty when the event is not about a call, or about one that this version cannot read. */
    public static Optional<CallView> call(CloudEvent event) {
        return Optional.of(event)
                .filter(about -> about.type().startsWith(CALL))
                .flatMap(about -> Json.tryConvert(about.data(), CallView.class));
    }

    /** The identifier; empty when the event is not about one, or about one that this version cannot read. */
    public static Optional<VirtualIdentifierView> identifier(CloudEvent event) {
        return Optional.of(event)
                .filter(about -> about.type().startsWith(IDENTIFIER))
                .flatMap(about -> Json.tryConvert(about.data(), VirtualIdentifierView.class));
    }

    /** Whether the event is about this call. */
    public static boolean isAbout(CloudEvent event, CallId id) {
        return call(event).filter(view -> view.id().equals(id)).isPresent();
    }

    /** The type without what all types begin with: {@code call.ringing}. */
    public static String name(CloudEvent event) {
        return event.type().startsWith(CloudEvent.TYPE_PREFIX)
                ? event.type().substring(CloudEvent.TYPE_PREFIX.length())
                : event.type();
    }
}
