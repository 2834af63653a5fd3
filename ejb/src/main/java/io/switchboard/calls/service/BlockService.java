// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.Block;
import io.switchboard.calls.model.BlockRepository;
import io.switchboard.calls.model.CallRepository;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.calls.wire.BlockCallerRequest;
import io.switchboard.calls.wire.BlockView;
import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * Whom an account's identifiers let through no more. A block holds for every call that is admitted after it; one that rings already may
 * be answered, because the owner then decides for itself.
 */
@Stateless
@Workflow
public class BlockService {
    private static final int MOST = 1_000;

    @Inject
    IdentifierRepository identifiers;

    @Inject
    BlockRepository blocks;

    @Inject
    CallRepository calls;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * The callers that an identifier blocks, newest first.
     *
     * @throws RefusedException {@code not-found}
     */
    public Page<BlockView> list(Invocation invocation, VirtualIdentifierId id, PageRequest page) {
        own(identifiers.find(invocation.party().account(), id));
        return Pages.of(blocks.list(id, page.withOneMore()), page, Block::id, BlockService::view);
    }

    /**
     * Blocks a caller. Again is harmless.
     *
     * @throws RefusedException {@code not-found}; {@code invalid-request} when it names no caller of the identifier; {@code block-limit}
     */
    public BlockView block(Invocation invocation, VirtualIdentifierId id, BlockCallerRequest request) {
        // The lock orders it before or after every admission, and blocks among themselves.
        own(identifiers.lock(id, invocation.party().account()));
        String pseudonym = pseudonym(id, request);
        Optional<Block> present = blocks.find(id, pseudonym);
        if (present.isPresent()) {
            return view(present.get());
        }
        if (blocks.count(id) >= MOST) {
            throw RefusedException.of(CallsRefusal.BLOCK_LIMIT, "Unblock a caller, or revoke the identifier");
        }
        Block block = new Block(ids.next(), pseudonym, clock.instant());
        blocks.add(id, block);
        audit.done(invocation, "virtual-identifier.block", id);
        return view(block);
    }

    /**
     * Lets a caller through again. Again is harmless.
     *
     * @throws RefusedException {@code not-found}
     */
    public void unblock(Invocation invocation, VirtualIdentifierId id, String pseudonym) {
        own(identifiers.lock(id, invocation.party().account()));
        if (blocks.remove(id, pseudonym)) {
            audit.done(invocation, "virtual-identifier.unblock", id);
        }
    }

    private String pseudonym(VirtualIdentifierId id, BlockCallerRequest request) {
        if ((request.pseudonym() == null) == (request.callId() == null)) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, "/pseudonym", "must be there, or callId instead of it");
        }
        if (request.pseudonym() != null) {
            return request.pseudonym();
        }
        return Optional.ofNullable(request.callId())
                .flatMap(call -> calls.pseudonymOf(call, id))
                .orElseThrow(() -> RefusedException.field(
                        SharedRefusal.INVALID_REQUEST, "/callId", "must be a call to this identifier"));
    }

    private static BlockView view(Block block) {
        return new BlockView(block.pseudonym(), block.at());
    }

    private static void own(Optional<VirtualIdentifier> found) {
        if (found.isEmpty()) {
            throw RefusedException.notFound();
        }
    }
}
