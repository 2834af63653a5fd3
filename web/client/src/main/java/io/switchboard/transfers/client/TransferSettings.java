// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.Versioned;
import io.switchboard.transfers.wire.TransferSettingsView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an enterprise's data are sent. */
public final class TransferSettings {
    private static final ApiPath SETTINGS = ApiPath.of("transfer-settings");

    private final Session session;

    private TransferSettings(Session session) {
        this.session = session;
    }

    /** With an enterprise's session. */
    public static TransferSettings of(ApiSession enterprise) {
        return new TransferSettings(enterprise.session());
    }

    /** Reads them, with what an edit must name. */
    public Versioned<TransferSettingsView> get() {
        return session.getVersioned(SETTINGS, TransferSettingsView.class);
    }

    /**
     * Edits them; {@code stale} when they are no longer the version that was read.
     *
     * @param changes values by the names of {@link io.switchboard.transfers.wire.EditTransferSettingsRequest}; null gives the server's
     *     default
     */
    public Versioned<TransferSettingsView> edit(
            Versioned<TransferSettingsView> read, Map<String, ? extends @Nullable Object> changes) {
        JsonNode patch = Json.tree(changes);
        return session.patch(SETTINGS, patch, read.etag(), TransferSettingsView.class);
    }
}
