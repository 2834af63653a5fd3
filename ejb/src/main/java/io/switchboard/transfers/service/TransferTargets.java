// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.AccountDirectory;
import io.switchboard.accounts.service.HiddenAccounts;
import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.mailbox.service.ChannelDirectory;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Network;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.Target;
import io.switchboard.transfers.wire.PossessionProof;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds whom a transfer is for: in the source's enterprise alone, or whoever is behind a code. An address is compared with those that
 * channels are open from; nothing is ever connected to.
 */
@ApplicationScoped
class TransferTargets {
    /**
     * Who is sent to.
     *
     * @param offered the terminals that it is offered to
     * @param pseudonym what they see of the source; null when it was not sent to a code
     * @param shown whether they see the source's account
     */
    record Found(
            Target target,
            List<TerminalId> offered,
            @Nullable String pseudonym,
            boolean shown) {}

    @Inject
    TerminalDirectory terminals;

    @Inject
    AccountDirectory accounts;

    @Inject
    HiddenAccounts hidden;

    @Inject
    ChannelDirectory channels;

    /**
     * Resolves it, and keeps the account from being erased until the transaction ends.
     *
     * @param byAddress whether the enterprise lets its terminals be found by their address
     * @return empty when who is behind a code does not let it through, or there is nobody: the transaction must commit then
     * @throws RefusedException {@code invalid-request}; {@code target-unknown}, the same for what another enterprise has and for what
     *     nobody has; {@code target-ambiguous}; {@code addresses-off}; {@code code-mistyped}; {@code too-many-attempts}
     */
    Optional<Found> find(Party source, TransferTarget asked, boolean byAddress) {
        if (!asked.namesOne()) {
            throw RefusedException.field(SharedRefusal.INVALID_REQUEST, "/target", "must name exactly one target");
        }
        if (asked.terminalId() != null) {
            return Optional.of(terminal(source, asked.terminalId()));
        }
        if (asked.accountId() != null) {
            return Optional.of(account(source, asked.accountId()));
        }
        if (asked.virtualIdentifier() != null) {
            HiddenAccounts.Knock knock = new HiddenAccounts.Knock(
                    asked.virtualIdentifier(), asked.pin(), asked.discloses(), "/target/virtualIdentifier");
            return hidden.reach(source, knock).map(reached -> behind(source, reached, asked.discloses()));
        }
        if (!byAddress) {
            throw RefusedException.of(
                    TransfersRefusal.ADDRESSES_OFF, "The enterprise allows it by addressTargets of /transfer-settings");
        }
        return Optional.of(found(source, at(source, Objects.requireNonNull(asked.address()))));
    }

    /**
     * Who holds a channel from an address.
     *
     * @throws RefusedException {@code target-unknown}, {@code target-ambiguous}, {@code invalid-request}
     */
    TerminalId at(Party source, String address) {
        InetAddress figures = Network.tryAddress(address)
                .orElseThrow(() -> RefusedException.field(
                        SharedRefusal.INVALID_REQUEST, "/target/address", "must be an IP address in figures"));
        List<TerminalId> others = channels.at(source.enterprise(), figures).stream()
                .filter(terminal -> !Objects.equals(terminal, source.terminal()))
                .toList();
        if (others.size() > 1) {
            throw RefusedException.of(TransfersRefusal.TARGET_AMBIGUOUS);
        }
        return others.stream().findFirst().orElseThrow(TransferTargets::unknown);
    }

    /**
     * A terminal that was found by an address, here or at a private server.
     *
     * @throws RefusedException {@code target-unknown}
     */
    Found found(Party source, TerminalId terminal) {
        return one(source, terminal, account -> Target.found(source.enterprise(), account, terminal));
    }

    private Found terminal(Party source, TerminalId terminal) {
        return one(source, terminal, account -> Target.of(source.enterprise(), account, terminal));
    }

    private Found one(Party source, TerminalId terminal, Function<AccountId, Target> target) {
        AccountId account = terminals
                .accountOf(source.enterprise(), terminal)
                .filter(owner -> !Objects.equals(terminal, source.terminal()))
                .filter(owner -> accounts.hold(source.enterprise(), owner))
                .orElseThrow(TransferTargets::unknown);
        return new Found(target.apply(account), List.of(terminal), null, true);
    }

    private Found account(Party source, AccountId account) {
        if (!accounts.hold(source.enterprise(), account)) {
            throw unknown();
        }
        return new Found(Target.of(source.enterprise(), account), all(source, account), null, true);
    }

    private Found behind(Party source, HiddenAccounts.Reached reached, boolean shown) {
        return new Found(
                Target.hidden(
                        reached.enterprise(), reached.account(), reached.identifier(), PossessionProof.CODE_OWNER),
                all(source, reached.account()),
                reached.pseudonym(),
                shown);
    }

    private List<TerminalId> all(Party source, AccountId account) {
        return terminals.active(account).stream()
                .filter(terminal -> !Objects.equals(terminal, source.terminal()))
                .toList();
    }

    private static RefusedException unknown() {
        return RefusedException.of(TransfersRefusal.TARGET_UNKNOWN);
    }
}
