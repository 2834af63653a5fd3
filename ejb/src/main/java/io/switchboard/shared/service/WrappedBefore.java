// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.util.Optional;

/**
 * Something that a feature has wrapped in every database that was ever started: tells a database from before there were data keys, whose
 * secrets are under its master key itself.
 */
public interface WrappedBefore {
    /** Any such value; empty in a new database. */
    Optional<byte[]> any();
}
