// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.time.Duration;
import java.time.Instant;

/** Events that are larger than those of any workflow, written past the server: for what bounds bytes. */
public final class LargeEvents {
    private LargeEvents() {}

    /** Puts so many into an empty mailbox, each of so many bytes and a few more. */
    public static void into(Terminal terminal, int count, int bytes) {
        ServerUnderTest server = terminal.server();
        Instant now = server.now();
        Sql.run(
                server,
                "insert into mailbox_event (terminal_id, sequence, event_id, type, subject, occurred_at, data, expires_at) select cast('"
                        + terminal.id() + "' as uuid), n + 1, " + Sql.id(now)
                        + ", 'io.switchboard.call.ringing', 'large', " + at(now) + ", '{\"large\":\"' || repeat('x', "
                        + bytes + ") || '\"}', " + at(now.plus(Duration.ofDays(30))) + " from " + Sql.numbers()
                        + " where n < " + count);
        Sql.run(
                server,
                "update mailbox set last_sequence = " + count + " where terminal_id = '" + terminal.id()
                        + "' and last_sequence = 0");
    }

    private static String at(Instant time) {
        return "cast('" + time + "' as timestamp with time zone)";
    }
}
