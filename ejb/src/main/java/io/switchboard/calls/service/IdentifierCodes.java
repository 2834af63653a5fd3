// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.IssuedCode;
import io.switchboard.calls.wire.IdentifierCode;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Secrets;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.UUID;

/** Draws, keeps and writes the codes of virtual identifiers. */
@ApplicationScoped
class IdentifierCodes {
    private static final String PURPOSE = "identifier-code";
    private static final int QR_BYTES = 16;

    @Inject
    Secrets secrets;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    /** A new random code. That it was never issued before is the schema's to say. */
    IdentifierCode draw(IdentifierForm form) {
        return switch (form) {
            case CHARACTERS -> IdentifierCode.characters(secrets.randomValues(IdentifierCode.CHARACTERS, 32));
            case DIGITS -> IdentifierCode.digits(secrets.randomValues(IdentifierCode.DIGITS, 10));
            case QR ->
                new IdentifierCode(
                        form, Base64.getUrlEncoder().withoutPadding().encodeToString(secrets.random(QR_BYTES)));
        };
    }

    /** As it is kept: recognisable and, until revocation, readable. */
    IssuedCode seal(IdentifierCode code) {
        UUID id = ids.next();
        return new IssuedCode(id, code.form(), mac(code), secrets.wrap(PURPOSE, id, code.symbols()));
    }

    /** What it is looked up by. */
    byte[] mac(IdentifierCode code) {
        return secrets.mac(PURPOSE, code.form() + ":" + code.symbols());
    }

    /** Reads what {@link #seal} wrapped. */
    IdentifierCode open(IssuedCode code) {
        byte[] wrapped = code.wrapped();
        if (wrapped == null) {
            throw new IllegalStateException("the code is forgotten");
        }
        return new IdentifierCode(code.form(), secrets.unwrap(PURPOSE, code.id(), wrapped));
    }

    /** As it is handed out: typed forms in groups, the QR form as its URL. */
    String handOut(IdentifierCode code) {
        return code.form() == IdentifierForm.QR ? url(code) : code.grouped();
    }

    /** What a QR code of any form holds. */
    String url(IdentifierCode code) {
        return settings.get(SettingKey.PUBLIC_URL) + "/c/" + code.symbols();
    }

    /** What a PIN of this identifier is recognised by: the same PIN of another one gives another value. */
    byte[] pinMac(UUID identifier, String pin) {
        return secrets.mac("identifier-pin", identifier + ":" + pin);
    }

    /** What the owner sees instead of the caller: the same for the same caller and identifier, and unlinkable to any other. */
    String pseudonym(UUID identifier, UUID callerAccount) {
        byte[] mac = secrets.mac("caller-pseudonym", identifier + ":" + callerAccount);
        return "caller-" + Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(mac, 12));
    }
}
