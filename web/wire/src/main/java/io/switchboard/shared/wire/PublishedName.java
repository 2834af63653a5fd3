// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.Locale;

/** How enum constants are written on the wire: {@code ANSWERED_ELSEWHERE} is {@code answered-elsewhere}. */
public final class PublishedName {
    private PublishedName() {}

    /** The constant's name in lower case with hyphens. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
