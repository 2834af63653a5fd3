// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.ApiClientId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** An API client's id and secret: {@code client_secret_basic} (RFC 6749 section 2.3.1). */
final class ClientSecret implements TokenGrant {
    private final String basic;

    ClientSecret(ApiClientId id, String secret) {
        String pair = ApiPath.encoded(id) + ":" + ApiPath.encoded(secret);
        this.basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, String> form(Instant now) {
        return Map.of();
    }

    @Override
    public Optional<String> authorization() {
        return Optional.of(basic);
    }

    @Override
    public String remedy() {
        return "check id and secret";
    }

    @Override
    public boolean dependsOnTime() {
        return false;
    }
}
