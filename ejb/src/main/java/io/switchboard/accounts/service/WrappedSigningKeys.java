// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.CredentialRepository;
import io.switchboard.accounts.model.SigningKey;
import io.switchboard.shared.service.WrappedBefore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Every database that was ever started has a signing key. */
@ApplicationScoped
class WrappedSigningKeys implements WrappedBefore {
    @Inject
    CredentialRepository credentials;

    @Override
    public Optional<byte[]> any() {
        return credentials.signingKeys().stream().map(SigningKey::jwkWrapped).findFirst();
    }
}
