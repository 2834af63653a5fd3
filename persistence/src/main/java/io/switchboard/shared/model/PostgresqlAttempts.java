// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How PostgreSQL charges several windows and says what they are then, in one statement; it goes through them in their order. */
final class PostgresqlAttempts {
    private PostgresqlAttempts() {}

    static String charge(int windows) {
        String rows = IntStream.range(0, windows)
                .mapToObj("(:key%1$d, 1, :end%1$d)"::formatted)
                .collect(Collectors.joining(", "));
        return """
                insert into attempt_budget as b (budget_key, used, expires_at) values %s
                on conflict (budget_key) do update set
                    used = case when b.expires_at <= :now then 1 else b.used + 1 end,
                    expires_at = case when b.expires_at <= :now then excluded.expires_at else b.expires_at end
                returning b.budget_key, b.used, b.expires_at""".formatted(rows);
    }
}
