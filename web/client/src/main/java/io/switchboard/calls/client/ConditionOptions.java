// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.ConditionsRequest;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.shared.client.TimeOption;
import io.switchboard.shared.wire.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The conditions of an identifier on the command line. */
final class ConditionOptions {
    @Option(names = "--not-before", paramLabel = "TIME", description = "no call before this moment: " + TimeOption.FORM)
    private @Nullable Instant notBefore;

    @Option(names = "--valid-until", paramLabel = "TIME", description = "no call from this moment on, in the same form")
    private @Nullable Instant validUntil;

    @Option(
            names = "--valid-for",
            paramLabel = "TIME",
            description = "instead of --valid-until: 24h, 7d, 1h30m or PT24H, from --not-before or from now")
    private @Nullable Duration validFor;

    @Option(names = "--max-calls", paramLabel = "N", description = "how many calls are let through")
    private @Nullable Integer maxCalls;

    @Option(
            names = "--count-on",
            paramLabel = "WHAT",
            description = "what counts as one: a call that is ${COMPLETION-CANDIDATES}")
    private @Nullable CountOn countOn;

    @Option(
            names = "--weekly-hours",
            paramLabel = "HOURS",
            description = "no call outside of these: \"Mon-Fri 09:00-17:00, Sat 22:00-02:00 Europe/Berlin\"")
    private @Nullable WeeklyHours weeklyHours;

    @Option(
            names = {"--allow", "--allow-callers"},
            split = ",",
            paramLabel = "ACCOUNT",
            description = "only these accounts, and only when they disclose who they are")
    private List<AccountId> allowed = List.of();

    /** What the command line says; nothing when it is silent. */
    Optional<ConditionsRequest> request(Optional<String> pin) {
        boolean silent = Stream.of(
                        Optional.ofNullable(notBefore),
                        Optional.ofNullable(validUntil),
                        Optional.ofNullable(validFor),
                        Optional.ofNullable(maxCalls),
                        Optional.ofNullable(countOn),
                        Optional.ofNullable(weeklyHours),
                        pin,
                        allowed.stream().findFirst())
                .allMatch(Optional::isEmpty);
        return silent
                ? Optional.empty()
                : Optional.of(new ConditionsRequest(
                        notBefore,
                        validUntil,
                        validFor,
                        maxCalls,
                        countOn,
                        weeklyHours,
                        allowed.isEmpty() ? null : allowed,
                        pin.orElse(null)));
    }

    /** The same as a change. */
    IdentifierEdit edit(IdentifierEdit before) {
        IdentifierEdit edit = before;
        edit = notBefore == null ? edit : edit.notBefore(notBefore);
        edit = validUntil == null ? edit : edit.validUntil(validUntil);
        edit = validFor == null ? edit : edit.validFor(validFor);
        edit = maxCalls == null ? edit : edit.maxCalls(maxCalls);
        edit = countOn == null ? edit : edit.countOn(countOn);
        edit = weeklyHours == null ? edit : edit.weeklyHours(weeklyHours);
        return allowed.isEmpty() ? edit : edit.allowCallers(allowed);
    }

    /** Whether both ways to say the end were used. */
    boolean endsTwice() {
        return validUntil != null && validFor != null;
    }
}
