// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AttemptBudget;
import io.switchboard.shared.service.AttemptBudgets;
import io.switchboard.shared.service.Secrets;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.transfers.model.Challenge;
import io.switchboard.transfers.model.ChallengeRepository;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.PossessionProof;
import io.switchboard.transfers.wire.TargetKind;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Issues challenges, and lets an account have few of them that it does not answer rightly: they are paid for when they are issued, so that
 * nobody can ask again and again for positions that suit it. Who sends a content to many at once has one challenge for all of them.
 */
@ApplicationScoped
class Challenges {
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final int BYTES = 32;

    @Inject
    ChallengeRepository kept;

    @Inject
    AttemptBudgets budgets;

    @Inject
    Secrets secrets;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Pays for one.
     *
     * @throws RefusedException {@code upload-required} when the account has had as many as it may
     */
    void charge(AccountId account, Identification code) {
        budgets.charge(List.of(budget(account, code)), TransfersRefusal.UPLOAD_REQUIRED);
    }

    /** Pays for one, if the account has one left. */
    boolean tryCharge(AccountId account, Identification code) {
        return budgets.tryCharge(budget(account, code));
    }

    /** It was answered rightly. */
    void refund(AccountId account, Identification code) {
        budgets.refund(List.of(budget(account, code)));
    }

    private AttemptBudget budget(AccountId account, Identification code) {
        return new AttemptBudget(
                "unproven:" + account + ":" + code.algorithm() + ":" + code.digest(),
                settings.get(TransferKeys.UNPROVEN),
                WINDOW);
    }

    /** Issues a new one, that was paid for, in the place of the one before. */
    Challenge issue(Transfer transfer, ContentId content) {
        Instant expires = clock.instant().plus(settings.get(TransferKeys.PROOF_TIME));
        Challenge challenge = new Challenge(content, random(), random(), expires);
        kept.replace(transfer.id(), challenge);
        return challenge;
    }

    /** Whether the account has one to answer that need not be paid for again. */
    boolean isShareable(AccountId account, ContentId content) {
        return kept.isShareable(account, content, soon());
    }

    /** The one that the account has for another transfer; empty when it has been answered. */
    Optional<Challenge> share(Transfer transfer, ContentId content) {
        return kept.share(transfer.id(), transfer.source().account(), content, soon());
    }

    /** Time enough to answer. */
    private Instant soon() {
        return clock.instant().plus(settings.get(TransferKeys.PROOF_TIME).dividedBy(2));
    }

    private String random() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secrets.random(BYTES));
    }

    /** As the source is told. */
    ChallengeView view(Challenge challenge, long size) {
        boolean whole = size <= PossessionProof.WHOLE;
        return new ChallengeView(
                challenge.nonce(),
                whole ? null : PossessionProof.positions(Base64.getUrlDecoder().decode(challenge.seed()), size),
                whole ? null : PossessionProof.BLOCK_LENGTH,
                challenge.expiresAt(),
                null,
                null);
    }

    /** Whom and what a proof of this transfer is for. */
    PossessionProof.Subject subject(Transfer transfer) {
        return new PossessionProof.Subject(
                settings.get(SettingKey.PUBLIC_URL).toString(),
                transfer.id(),
                transfer.declared().identification(),
                transfer.declared().size(),
                transfer.source().account().toString(),
                transfer.target().kind() == TargetKind.ADDRESS
                        ? PossessionProof.ADDRESS_OWNER
                        : transfer.target().named());
    }
}
