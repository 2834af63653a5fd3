// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.service.Party;
import io.switchboard.transfers.model.Content;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.Identification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks what there is of what somebody declares, and whether it has to be proven: inside the declaration's transaction. */
@ApplicationScoped
class KnownContents {
    @Inject
    Contents contents;

    @Inject
    Challenges challenges;

    @Inject
    PersistenceFlush persistence;

    /**
     * What the enterprise has of the code.
     *
     * @param challenged whether the source has to prove that it has it too; otherwise what there is, is its own already
     * @param shared whether one proof is to be good for another of its transfers as well
     * @param central what the central has instead; null at a central server, and when this server has it
     */
    record Known(
            Optional<Content> content,
            boolean challenged,
            boolean shared,
            @Nullable CentralContent central) {
        static final Known NOTHING = new Known(Optional.empty(), false);

        Known(Optional<Content> content, boolean challenged) {
            this(content, challenged, false, null);
        }

        Known(CentralContent central) {
            this(Optional.empty(), !central.isProven(), false, central);
        }

        Content found() {
            return content.orElseThrow();
        }

        ContentLookedUp.Result result() {
            if (central != null) {
                return ContentLookedUp.Result.CENTRAL;
            }
            if (challenged) {
                return ContentLookedUp.Result.CHALLENGED;
            }
            return content.isPresent() ? ContentLookedUp.Result.HIT : ContentLookedUp.Result.MISS;
        }
    }

    /** The same where nobody's word counts but the source's own proof: a private server's is not the source's. */
    Known findUnproven(Party party, CreateTransferRequest request) {
        Identification code = request.identification();
        boolean seen = contents.seen(party.enterprise(), code, request.size()).isPresent();
        if (!seen || !challenges.tryCharge(party.account(), code)) {
            return Known.NOTHING;
        }
        Optional<Content> found = contents.known(party.enterprise(), code, request.size());
        return found.isEmpty() ? Known.NOTHING : new Known(found, true);
    }

    /** Whoever has used up his challenges uploads, as if nobody had it. */
    Known find(Party party, CreateTransferRequest request) {
        Identification code = request.identification();
        Optional<ContentId> seen = contents.seen(party.enterprise(), code, request.size());
        if (seen.isEmpty()) {
            return Known.NOTHING;
        }
        // Budgets come before contents in the order of locks.
        boolean possessed = contents.isPossessed(party.account(), seen.get());
        boolean shared = !possessed && challenges.isShareable(party.account(), seen.get());
        if (!possessed && !shared && !challenges.tryCharge(party.account(), code)) {
            return Known.NOTHING;
        }
        Optional<Content> found = contents.known(party.enterprise(), code, request.size());
        return found.isEmpty() ? Known.NOTHING : new Known(found, !possessed, shared, null);
    }

    /**
     * Issues the challenge of a new transfer.
     *
     * @return empty when it needs none, or the one that it was to share has just been answered: another one can be asked for
     */
    Optional<ChallengeView> challenge(Transfer transfer, Known known) {
        if (!known.challenged()) {
            return Optional.empty();
        }
        persistence.flush();
        ContentId content = known.found().id();
        return (known.shared() ? challenges.share(transfer, content) : Optional.of(challenges.issue(transfer, content)))
                .map(challenge -> challenges.view(challenge, transfer.declared().size()));
    }
}
