// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.calls.wire.CallSettingsView;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.Versioned;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an enterprise's identifiers get when their conditions are silent. */
public final class CallSettings {
    private static final ApiPath SETTINGS = ApiPath.of("call-settings");

    private final Session session;

    private CallSettings(Session session) {
        this.session = session;
    }

    /** With an enterprise's session. */
    public static CallSettings of(ApiSession enterprise) {
        return new CallSettings(enterprise.session());
    }

    /** Reads them, with what an edit must name. */
    public Versioned<CallSettingsView> get() {
        return session.getVersioned(SETTINGS, CallSettingsView.class);
    }

    /**
     * Edits them; {@code stale} when they are no longer the version that was read.
     *
     * @param changes values by the names of {@link io.switchboard.calls.wire.EditCallSettingsRequest}; null gives the server's default
     */
    public Versioned<CallSettingsView> edit(
            Versioned<CallSettingsView> read, Map<String, ? extends @Nullable Object> changes) {
        JsonNode patch = Json.tree(changes);
        return session.patch(SETTINGS, patch, read.etag(), CallSettingsView.class);
    }
}
