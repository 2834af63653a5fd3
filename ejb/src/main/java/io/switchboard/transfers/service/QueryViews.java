// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.QueryView;
import io.switchboard.transfers.wire.Relay;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** From a transfer to what a private server that has asked for it may see. */
@ApplicationScoped
class QueryViews {
    @Inject
    Settings settings;

    /** @param challenge that was issued just now; null for none */
    QueryView view(Transfer transfer, @Nullable ChallengeView challenge) {
        return new QueryView(
                transfer.id(),
                settings.get(SettingKey.PUBLIC_URL).toString(),
                transfer.state(),
                transfer.content(),
                transfer.relay().filter(how -> how == Relay.LENT).isEmpty(),
                challenge);
    }
}
