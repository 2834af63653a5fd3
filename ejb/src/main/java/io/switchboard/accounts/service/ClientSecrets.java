// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.shared.service.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;

/** Makes and recognises the secrets of API clients: 256 random bits, kept as an HMAC. */
@ApplicationScoped
class ClientSecrets {
    private static final int BYTES = 32;

    @Inject
    Secrets secrets;

    String next() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secrets.random(BYTES));
    }

    byte[] mac(String secret) {
        return secrets.mac("client-secret", secret);
    }
}
