// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.DeliveryState;
import io.switchboard.transfers.wire.FailureReason;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.Hibernate;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/**
 * A transfer, from its declaration to its end. It has three state tables: {@link TransferState} as a whole, {@link ContentState} of what the
 * server has of the data, and {@link DeliveryState} for each terminal that it is offered to.
 *
 * <p>Every move happens on the locked row and first settles what the deadline has decided meanwhile, so that a late janitor changes
 * nothing that anybody can see.
 */
@Entity
@Table(name = "transfer")
public class Transfer {
    /** So many bytes are worth reading before all are there. */
    private static final long LARGE = 1 << 20;

    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "enterprise_id", nullable = false)
    private UUID enterpriseId;

    @Embedded
    private Source source;

    @Embedded
    private Target target;

    @Embedded
    private Declared declared;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private Completion completion;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private TransferState state;

    @Enumerated(EnumType.STRING)
    @Column(name = "content_state", nullable = false, length = 20)
    private ContentState content;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private @Nullable FailureReason failure;

    @Column(name = "content_id")
    private @Nullable UUID contentId;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private @Nullable Relay relay;

    /** The API client of the private server that has asked for it. */
    @Column(name = "asked_by")
    private @Nullable UUID askedBy;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "open_until", nullable = false)
    private Instant expiresAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    /** When the janitor must look at it; absent when it is over. */
    @Column(name = "due_at")
    private @Nullable Instant dueAt;

    @ElementCollection
    @CollectionTable(name = "transfer_delivery", joinColumns = @JoinColumn(name = "transfer_id"))
    @MapKeyColumn(name = "terminal_id")
    @Enumerated(EnumType.STRING)
    @Column(name = "state", nullable = false, length = 20)
    @BatchSize(size = 200)
    private Map<UUID, DeliveryState> deliveries = new TreeMap<>();

    @Transient
    private final List<TransferChange> changes = new ArrayList<>();

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Transfer() {}

    /**
     * A transfer that is offered to these terminals. With none it waits for one until it expires.
     *
     * @param proof whether the server has data of this code, so that the source can prove that it has them too
     */
    public Transfer(
            TransferId id,
            EnterpriseId enterprise,
            Source source,
            Target target,
            Declared declared,
            Completion completion,
            Collection<TerminalId> offered,
            boolean proof,
            Instant now,
            Instant expiresAt) {
        this.id = id.value();
        this.enterpriseId = enterprise.value();
        this.source = source;
        this.target = target;
        this.declared = declared;
        this.completion = completion;
        this.state = TransferState.OPEN;
        this.content = proof ? ContentState.PROOF_REQUIRED : ContentState.DECLARED;
        this.createdAt = now;
        this.expiresAt = expiresAt;
        this.dueAt = expiresAt;
        offered.forEach(terminal -> deliveries.put(terminal.value(), DeliveryState.OFFERED));
        changes.add(TransferChange.OFFERED);
    }

    /** Another server takes part in it, from its beginning on. */
    public void relay(Relay how) {
        relay = how;
        if (!how.isOffered()) {
            deliveries.clear();
        }
    }

    /** A private server has asked for it, with this API client, which alone may carry on for its source. */
    public void askedBy(ApiClientId client) {
        askedBy = client.value();
    }

    /**
     * The central has the content, and the source has proven there that it had it.
     *
     * @throws RefusedException {@code illegal-move} when it is over, or here
     */
    public void elsewhere(Instant now) {
        requireOpen(now);
        moveContent(ContentState.ELSEWHERE);
    }

    /** The content will not come from the central: the source uploads it. One that the central delivers is offered here from now on. */
    public void giveUpRelay(Instant now) {
        settle(now);
        relay = null;
        if (content == ContentState.ELSEWHERE) {
            moveContent(ContentState.DECLARED);
        }
    }

    /** The central has delivered it, or it has ended there otherwise. */
    public void endedElsewhere(TransferState last, Instant now) {
        settle(now);
        if (state != TransferState.OPEN) {
            return;
        }
        switch (last) {
            case RECEIVED -> end(last, DeliveryState.CANCELLED, now, TransferChange.RECEIVED);
            case DECLINED -> lose(FailureReason.DECLINED, last, now, TransferChange.DECLINED);
            case EXPIRED -> lose(FailureReason.EXPIRED, last, now, TransferChange.EXPIRED);
            default -> lose(FailureReason.CANCELLED, TransferState.CANCELLED, now, TransferChange.CANCELLED);
        }
    }

    private void lose(FailureReason reason, TransferState last, Instant now, TransferChange change) {
        loseContent(reason);
        end(last, DeliveryState.CANCELLED, now, change);
    }

    /** Carries out what the deadline has decided by now. The janitor calls it, and every move does so first. */
    public void settle(Instant now) {
        if (state == TransferState.OPEN && !now.isBefore(expiresAt)) {
            loseContent(FailureReason.EXPIRED);
            end(TransferState.EXPIRED, DeliveryState.EXPIRED, expiresAt, TransferChange.EXPIRED);
        }
    }

    /**
     * The source begins to upload; again is harmless.
     *
     * @throws RefusedException {@code illegal-move} when there is nothing to upload
     */
    public void uploading(Instant now) {
        requireOpen(now);
        if (content != ContentState.UPLOADING) {
            moveContent(ContentState.UPLOADING);
            if (declared.size() >= LARGE) {
                changes.add(TransferChange.UPLOADING);
            }
        }
    }

    /**
     * The server has the content, and has verified its digest.
     *
     * @throws RefusedException {@code illegal-move} when it is over, or has one already
     */
    public void stored(ContentId verified, Instant now) {
        requireOpen(now);
        moveContent(ContentState.STORED);
        contentId = verified.value();
        changes.add(TransferChange.READY);
    }

    /** The content that it has is in another place from now on, where somebody has sent the same again. */
    public void replaced(ContentId by) {
        contentId = by.value();
    }

    /**
     * The content will not come, or is not any more what it was.
     *
     * @throws RefusedException {@code illegal-move} when it is over, or this does not befall a content that is there, or is not
     */
    public void fail(FailureReason reason, Instant now) {
        requireOpen(now);
        if ((content == ContentState.STORED) != (reason == FailureReason.CONTENT_DAMAGED)) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, content, content.successors());
        }
        moveContent(ContentState.FAILED);
        failure = reason;
        end(TransferState.FAILED, DeliveryState.CANCELLED, now, TransferChange.FAILED);
    }

    /**
     * A terminal begins to fetch, or goes on.
     *
     * @throws RefusedException {@code forbidden} when it is not offered to it; {@code illegal-move} when it is over for it
     */
    public void fetching(TerminalId terminal, Instant now) {
        settle(now);
        if (deliveries().of(terminal) != DeliveryState.FETCHING) {
            deliveries().move(terminal, DeliveryState.FETCHING);
        }
    }

    /**
     * A terminal has all of it; again is harmless.
     *
     * @param computed the code that the terminal has computed of what it received
     * @throws RefusedException {@code forbidden}; {@code receipt-mismatch} when it is not what was sent; {@code illegal-move} when the
     *     content was not there yet, or it is over for this terminal
     */
    public void received(TerminalId terminal, Identification computed, Instant now) {
        settle(now);
        DeliveryState present = deliveries().of(terminal);
        if (!computed.equals(declared.identification())) {
            throw RefusedException.of(TransfersRefusal.RECEIPT_MISMATCH);
        }
        if (present == DeliveryState.RECEIVED) {
            return;
        }
        if (!present.isFinal() && content != ContentState.STORED) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, content.toTarget(), content.successorsToTarget());
        }
        deliveries().move(terminal, DeliveryState.RECEIVED);
        if (completion == Completion.FIRST_RECEIPT) {
            end(TransferState.RECEIVED, DeliveryState.CANCELLED, now, TransferChange.RECEIVED);
        } else {
            endIfNoneIsLeft(now);
        }
    }

    /**
     * The target says no.
     *
     * @param terminal for which terminal; null for all
     * @throws RefusedException {@code forbidden}; {@code illegal-move} when it is over
     */
    public void decline(@Nullable TerminalId terminal, Instant now) {
        settle(now);
        if (terminal != null) {
            deliveries().move(terminal, DeliveryState.DECLINED);
            endIfNoneIsLeft(now);
        } else {
            requireOpen(now);
            deliveries().end(DeliveryState.DECLINED);
            over(now);
        }
    }

    /**
     * The source takes it back.
     *
     * @throws RefusedException {@code illegal-move} when it is over
     */
    public void cancel(Instant now) {
        requireOpen(now);
        loseContent(FailureReason.CANCELLED);
        end(TransferState.CANCELLED, DeliveryState.CANCELLED, now, TransferChange.CANCELLED);
    }

    /** The target has got another terminal. The one that sends it, as an account may to itself, is not offered it. */
    public void offer(TerminalId terminal, Instant now) {
        settle(now);
        boolean own = source.terminal().filter(terminal::equals).isPresent();
        boolean here = relay == null || relay.isOffered();
        if (state == TransferState.OPEN && target.whole() && !own && here) {
            deliveries.putIfAbsent(terminal.value(), DeliveryState.OFFERED);
        }
    }

    /** This server delivers it after all: these terminals are offered it. */
    public void offerAll(Collection<TerminalId> terminals, Instant now) {
        settle(now);
        if (state == TransferState.OPEN) {
            terminals.forEach(terminal -> deliveries.putIfAbsent(terminal.value(), DeliveryState.OFFERED));
            changes.add(TransferChange.OFFERED);
        }
    }

    /** A terminal of the target is no more. When none is left, the transfer waits for one that comes. */
    public void withdraw(TerminalId terminal, Instant now) {
        settle(now);
        if (!deliveries().of(terminal).isFinal()) {
            deliveries().move(terminal, DeliveryState.CANCELLED);
            if (deliveries().contain(DeliveryState.RECEIVED) || deliveries().contain(DeliveryState.DECLINED)) {
                endIfNoneIsLeft(now);
            }
        }
    }

    /** Ends what this side still takes part in, and forgets what is known of it: its account is being erased. */
    public void forget(TransferSide side, Instant now) {
        settle(now);
        if (state == TransferState.OPEN) {
            if (side == TransferSide.SOURCE) {
                cancel(now);
            } else {
                decline(null, now);
            }
        }
        if (side == TransferSide.SOURCE) {
            source = source.forgotten();
            declared = declared.forgotten();
        }
    }

    private void endIfNoneIsLeft(Instant now) {
        if (state == TransferState.OPEN && deliveries().areOver()) {
            over(now);
        }
    }

    /** Nobody waits for it any more. */
    private void over(Instant now) {
        if (deliveries().contain(DeliveryState.RECEIVED)) {
            end(TransferState.RECEIVED, DeliveryState.CANCELLED, now, TransferChange.RECEIVED);
        } else {
            loseContent(FailureReason.DECLINED);
            end(TransferState.DECLINED, DeliveryState.DECLINED, now, TransferChange.DECLINED);
        }
    }

    private void end(TransferState last, DeliveryState ofOthers, Instant at, TransferChange change) {
        if (!state.successors().contains(last)) {
            throw refused();
        }
        deliveries().end(ofOthers);
        state = last;
        endedAt = at;
        dueAt = null;
        changes.add(change);
    }

    private void loseContent(FailureReason reason) {
        if (content != ContentState.STORED && !content.isFinal()) {
            content = ContentState.FAILED;
            failure = reason;
        }
    }

    private void moveContent(ContentState next) {
        if (!content.successors().contains(next)) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, content, content.successors());
        }
        content = next;
    }

    private void requireOpen(Instant now) {
        settle(now);
        if (state != TransferState.OPEN) {
            throw refused();
        }
    }

    private RefusedException refused() {
        return RefusedException.move(SharedRefusal.ILLEGAL_MOVE, state, state.successors());
    }

    /** What the moves since the last time have done. */
    public List<TransferChange> takeChanges() {
        List<TransferChange> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    public TransferId id() {
        return new TransferId(id);
    }

    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    public Source source() {
        return source;
    }

    public Target target() {
        return target;
    }

    public Declared declared() {
        return declared;
    }

    public Completion completion() {
        return completion;
    }

    public TransferState state() {
        return state;
    }

    public ContentState content() {
        return content;
    }

    public @Nullable FailureReason failure() {
        return failure;
    }

    /** The row of the verified content; empty before there is one. */
    public Optional<ContentId> contentId() {
        return Optional.ofNullable(contentId).map(ContentId::new);
    }

    /** What another server has to do with it; empty when none has. */
    public Optional<Relay> relay() {
        return Optional.ofNullable(relay);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }

    /** Of which side an account is; empty when of none. Who sends to itself is the source. */
    public Optional<TransferSide> sideOf(AccountId account) {
        if (source.account().equals(account)) {
            return Optional.of(TransferSide.SOURCE);
        }
        boolean here = relay == null || relay.isOffered();
        return here && target.account().equals(account) ? Optional.of(TransferSide.TARGET) : Optional.empty();
    }

    /** By the terminals that it is offered to, in their order. */
    public SortedMap<TerminalId, DeliveryState> deliveriesByTerminal() {
        return deliveries().byTerminal();
    }

    /** Reads the deliveries now, before the transfer is taken out of its persistence context. */
    void loadDeliveries() {
        Hibernate.initialize(deliveries);
    }

    private Deliveries deliveries() {
        return new Deliveries(deliveries);
    }
}
