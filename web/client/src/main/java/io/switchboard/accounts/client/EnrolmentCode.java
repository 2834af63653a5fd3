// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.wire.Base32;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enrolment code in its normal form: 26 Crockford base32 symbols in upper case, as both sides sign it.
 *
 * @param symbols the normal form
 */
record EnrolmentCode(String symbols) {
    private static final int LENGTH = 26;
    private static final Pattern URL = Pattern.compile("(?i:https?)://[^\\s#]+#(\\S+)");

    /** Reads what a person typed, or the whole URL of the QR code. Empty when it is no enrolment code. */
    static Optional<EnrolmentCode> parse(String text) {
        Matcher url = URL.matcher(text.strip());
        return Base32.normalize(url.matches() ? url.group(1) : text)
                .filter(symbols -> symbols.length() == LENGTH)
                .map(EnrolmentCode::new);
    }
}
