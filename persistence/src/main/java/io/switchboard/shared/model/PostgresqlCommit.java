// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

/**
 * How a transaction on PostgreSQL says that its commit need not wait for the disk. Only for what is worth nothing without a later commit
 * that does wait: the log is written in order, so that whoever finds the later one after a crash finds this one too.
 */
final class PostgresqlCommit {
    /** A condition that always holds, beside another one. */
    static final String AND_NOT_AWAITED = " and set_config('synchronous_commit', 'off', true) is not null";

    private PostgresqlCommit() {}
}
