// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.shared.service.Secrets;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.wire.Base32;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Makes, writes and recognises enrolment codes: 26 Crockford base32 symbols, 130 random bits. */
@ApplicationScoped
class EnrolmentCodes {
    private static final int SYMBOLS = 26;
    private static final String PURPOSE = "enrolment-code";

    @Inject
    Secrets secrets;

    @Inject
    Settings settings;

    String next() {
        StringBuilder code = new StringBuilder(SYMBOLS);
        for (int value : secrets.randomValues(SYMBOLS, Base32.ALPHABET.length())) {
            code.append(Base32.symbol(value));
        }
        return code.toString();
    }

    byte[] mac(String normalCode) {
        return secrets.mac(PURPOSE, normalCode);
    }

    byte[] wrap(UUID enrolment, String code) {
        return secrets.wrap(PURPOSE, enrolment, code);
    }

    String unwrap(UUID enrolment, byte[] wrapped) {
        return secrets.unwrap(PURPOSE, enrolment, wrapped);
    }

    /** In groups for reading: five symbols each. */
    String grouped(String code) {
        return code.replaceAll("(?<=\\G.{5})(?=.)", "-");
    }

    /** What the QR code holds. The code is in the fragment, which browsers do not send. */
    String url(String code) {
        return settings.get(SettingKey.PUBLIC_URL) + "/enrol#" + code;
    }
}
