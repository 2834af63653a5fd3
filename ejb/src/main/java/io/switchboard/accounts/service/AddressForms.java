// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.switchboard.accounts.model.RealAddress;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.accounts.wire.AddressRequest;
import io.switchboard.shared.model.RefusedException;
import java.text.Normalizer;
import java.util.Set;
import java.util.TreeSet;

/** Brings real addresses into their normal forms. */
final class AddressForms {
    private static final int LONGEST = 320;

    private AddressForms() {}

    /**
     * The normal form: E.164 for telephone numbers; for social accounts the handle in Unicode NFC, without a leading at sign.
     *
     * @param pointer where in the request it stands
     * @throws RefusedException {@code address-invalid}
     */
    static RealAddress normalize(AddressRequest request, String pointer) {
        if (request.kind() == AddressKind.PHONE) {
            if (request.provider() != null) {
                throw invalid(pointer + "/provider", "A telephone number has no provider");
            }
            return new RealAddress(AddressKind.PHONE, "", phone(request.value(), pointer + "/value"));
        }
        if (request.provider() == null) {
            throw invalid(pointer + "/provider", "A social account needs its provider");
        }
        String handle = handle(request.value());
        if (handle.isEmpty()) {
            throw invalid(pointer + "/value", "The handle is empty");
        }
        if (handle.length() > LONGEST) {
            throw invalid(pointer + "/value", "The handle is longer than " + LONGEST + " characters");
        }
        return new RealAddress(AddressKind.SOCIAL, request.provider(), handle);
    }

    /** The normal forms that this text can have: of a handle, and of a telephone number if it is one. */
    static Set<String> of(String text) {
        Set<String> forms = new TreeSet<>(Set.of(handle(text)));
        try {
            forms.add(phone(text, "address"));
        } catch (RefusedException noNumber) {
            return forms;
        }
        return forms;
    }

    private static String handle(String value) {
        String handle = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        return handle.startsWith("@") ? handle.substring(1).strip() : handle;
    }

    private static String phone(String value, String pointer) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(value, null);
            // The library would read digits out of letters, and drop what follows.
            boolean plain = !number.hasExtension() && value.codePoints().noneMatch(Character::isLetter);
            if (plain && numbers.isValidNumber(number)) {
                return numbers.format(number, PhoneNumberFormat.E164);
            }
            throw invalid(pointer, "No such telephone number can exist");
        } catch (NumberParseException e) {
            throw invalid(pointer, "A telephone number must be written with its country code, like +49 30 901820");
        }
    }

    private static RefusedException invalid(String pointer, String detail) {
        return RefusedException.field(AccountsRefusal.ADDRESS_INVALID, pointer, detail);
    }
}
