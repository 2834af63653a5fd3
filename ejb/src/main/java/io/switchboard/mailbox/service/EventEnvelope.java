// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.switchboard.mailbox.model.EnterpriseEvent;
import io.switchboard.mailbox.model.StoredEvent;
import io.switchboard.mailbox.wire.EnterpriseEventView;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts stored events into their CloudEvents envelope. */
@ApplicationScoped
class EventEnvelope {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    @Inject
    Settings settings;

    CloudEvent of(StoredEvent event) {
        return new CloudEvent(
                "1.0",
                event.id().toString(),
                event.type(),
                source(),
                event.subject(),
                event.time(),
                "application/json",
                event.sequence(),
                read(event.data()));
    }

    EnterpriseEventView of(EnterpriseEvent event) {
        return of(event, null);
    }

    /** @param sequence its place among what one webhook gets */
    EnterpriseEventView of(EnterpriseEvent event, @Nullable Long sequence) {
        return new EnterpriseEventView(
                "1.0",
                event.id().toString(),
                event.type(),
                source(),
                event.subject(),
                event.time(),
                "application/json",
                event.account() == null ? null : new AccountId(event.account()),
                sequence,
                read(event.data()));
    }

    private String source() {
        return settings.get(SettingKey.PUBLIC_URL).toString();
    }

    private static Map<String, Object> read(String data) {
        try {
            return WireJson.mapper().readValue(data, DATA);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event cannot be read", e);
        }
    }
}
