// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.switchboard.accounts.wire.AccountState;
import io.switchboard.accounts.wire.EnrolmentId;
import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.shared.model.Notes;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Enrolments and terminals: every state, every action, and nothing that their tables do not list. */
class LivesOfCredentialsTest {
    private static final Instant EXPIRES = Instant.parse("2026-11-20T12:10:00Z");
    private static final TerminalId PHONE = new TerminalId(new UUID(1, 1));
    private static final String KEY = "key of the phone";

    @ParameterizedTest
    @EnumSource
    void anEnrolmentIsUsedOnlyWhereItsTableSaysSo(EnrolmentState state) {
        Enrolment enrolment = in(state);
        Instant now = nowIn(state);
        assertThat(enrolment.state(now)).isEqualTo(state);
        assertThat(enrolment.isOpen(now)).isEqualTo(state == EnrolmentState.OPEN);
        if (state.successors().contains(EnrolmentState.USED)) {
            enrolment.use(PHONE, KEY, now);
            assertThat(enrolment.state(now)).isEqualTo(EnrolmentState.USED);
        } else {
            assertThatIllegalStateException().isThrownBy(() -> enrolment.use(PHONE, KEY, now));
            assertThat(enrolment.state(now)).isEqualTo(state);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEnrolmentExpiresOnlyWhereItsTableSaysSo(EnrolmentState state) {
        boolean expires = state == EnrolmentState.EXPIRED || state.successors().contains(EnrolmentState.EXPIRED);
        assertThat(in(state).state(EXPIRES)).isEqualTo(expires ? EnrolmentState.EXPIRED : state);
    }

    @ParameterizedTest
    @EnumSource
    void aTerminalIsRevokedOnlyWhereItsTableSaysSo(TerminalState state) {
        Terminal terminal = new Terminal(
                PHONE,
                new EnterpriseId(new UUID(1, 2)),
                new AccountId(new UUID(1, 3)),
                "Phone",
                new Terminal.Point("x", "y"),
                new Terminal.Point("x", "y"),
                EXPIRES);
        if (state == TerminalState.REVOKED) {
            terminal.revoke(EXPIRES);
        }
        assertThat(terminal.state()).isEqualTo(state);
        assertThat(terminal.revoke(EXPIRES.plusSeconds(1)))
                .isEqualTo(state.successors().contains(TerminalState.REVOKED));
        assertThat(terminal.state()).isEqualTo(TerminalState.REVOKED);
    }

    @Test
    void anAccountIsErasedOnceAndInOrder() {
        Account account = new Account(
                new AccountId(new UUID(2, 1)), new EnterpriseId(new UUID(2, 2)), "Ada", EXPIRES.minusSeconds(600));
        account.annotate(new Notes("4711", "{}"));
        assertThatIllegalStateException().isThrownBy(account::erased);
        assertThatIllegalStateException().isThrownBy(account::endErasure);
        assertThat(account.erase(EXPIRES)).isTrue();
        assertThat(account.erased()).isEqualTo(Account.Erased.before(0));
        Account.Erased further = new Account.Erased(30, new UUID(9, 9));
        account.erasedTo(further, EXPIRES);
        assertThat(account.erase(EXPIRES)).isFalse();
        assertThat(account.state()).isEqualTo(AccountState.ERASING);
        assertThat(account.name()).isEmpty();
        assertThat(account.notes()).isEqualTo(Notes.none());
        assertThatExceptionOfType(RefusedException.class).isThrownBy(account::requireActive);
        assertThat(account.erased()).as("asking again begins nothing anew").isEqualTo(further);
        account.endErasure();
        assertThat(account.state()).isEqualTo(AccountState.ERASED);
        assertThat(account.erase(EXPIRES)).isFalse();
        assertThatIllegalStateException().isThrownBy(account::erased);
        assertThatIllegalStateException().isThrownBy(account::endErasure);
    }

    @Test
    void aTerminalIsForgottenOnlyWhenItIsRevoked() {
        Terminal terminal = new Terminal(
                new TerminalId(new UUID(1, 1)),
                new EnterpriseId(new UUID(2, 2)),
                new AccountId(new UUID(2, 1)),
                "Phone",
                new Terminal.Point("x", "y"),
                new Terminal.Point("x", "y"),
                EXPIRES);
        assertThatIllegalStateException().isThrownBy(terminal::forget);
        terminal.revoke(EXPIRES);
        assertThat(terminal.isForgotten()).isFalse();
        terminal.forget();
        assertThat(terminal.isForgotten()).isTrue();
        assertThat(terminal.sig()).isEqualTo(new Terminal.Point("", ""));
        assertThat(terminal.enc()).isEqualTo(new Terminal.Point("", ""));
        assertThat(terminal.revokedAt()).contains(EXPIRES);
    }

    @Test
    void theTablesAreThoseOfTheDesign() {
        assertThat(AccountState.ACTIVE.successors()).containsExactly(AccountState.ERASING);
        assertThat(AccountState.ERASING.successors()).containsExactly(AccountState.ERASED);
        assertThat(AccountState.ERASED.successors()).isEmpty();
        assertThat(TerminalState.ACTIVE.successors()).containsExactly(TerminalState.REVOKED);
        assertThat(TerminalState.REVOKED.successors()).isEmpty();
        assertThat(EnrolmentState.OPEN.successors()).containsExactly(EnrolmentState.USED, EnrolmentState.EXPIRED);
        assertThat(EnrolmentState.USED.successors()).isEmpty();
        assertThat(EnrolmentState.EXPIRED.successors()).isEmpty();
    }

    private static Instant nowIn(EnrolmentState state) {
        return state == EnrolmentState.EXPIRED ? EXPIRES : EXPIRES.minusSeconds(1);
    }

    private static Enrolment in(EnrolmentState state) {
        Account account = new Account(
                new AccountId(new UUID(2, 1)),
                new EnterpriseId(new UUID(2, 2)),
                "Reception",
                EXPIRES.minusSeconds(600));
        Enrolment enrolment =
                new Enrolment(new EnrolmentId(new UUID(3, 1)), account, new byte[] {1}, new byte[] {2}, EXPIRES);
        if (state == EnrolmentState.USED) {
            enrolment.use(PHONE, KEY, EXPIRES.minusSeconds(60));
        }
        return enrolment;
    }
}
