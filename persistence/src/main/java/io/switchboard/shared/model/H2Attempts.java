// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How H2 charges several windows and says what they are then, in one statement. */
final class H2Attempts {
    private H2Attempts() {}

    static String charge(int windows) {
        String rows = IntStream.range(0, windows)
                .mapToObj("(cast(:key%1$d as varbinary), cast(:end%1$d as timestamp(6) with time zone))"::formatted)
                .collect(Collectors.joining(", "));
        return """
                select budget_key, used, expires_at from final table (
                    merge into attempt_budget b
                    using (values %s) as n (budget_key, expires_at) on b.budget_key = n.budget_key
                    when matched then update set
                        used = case when b.expires_at <= :now then 1 else b.used + 1 end,
                        expires_at = case when b.expires_at <= :now then n.expires_at else b.expires_at end
                    when not matched then insert (budget_key, used, expires_at) values (n.budget_key, 1, n.expires_at))""".formatted(rows);
    }
}
