// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

/** A published reason for saying no. Each feature has an enum of its own; the code is the last part of the problem's {@code type}. */
public interface RefusalCode {
    /** The stable code, lower case with hyphens, as documented in {@code docs/problems.md}. */
    String code();

    /** What sort of refusal it is, from which the HTTP status follows. */
    RefusalKind kind();

    /** One short sentence that is the same for every occurrence. */
    String title();
}
