// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.RefusedCall;
import io.switchboard.calls.model.RefusedCallRepository;
import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.calls.wire.RefusedCallId;
import io.switchboard.calls.wire.RefusedCallView;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an enterprise may know of the calls to its identifiers that were not let through. */
@Stateless
@Workflow
public class RefusedCallService {
    @Inject
    RefusedCallRepository repository;

    @Inject
    IdentifierCodes codes;

    /**
     * The refused calls of the managed enterprise, newest first. Of the caller there is the pseudonym that the owner would see.
     *
     * @param identifier all of them when null
     * @param cause every one when null
     * @param since not before this moment; as long as they are kept when null
     */
    public Page<RefusedCallView> list(
            Invocation invocation,
            @Nullable VirtualIdentifierId identifier,
            @Nullable RefusalCause cause,
            @Nullable Instant since,
            PageRequest page) {
        EnterpriseId owner = invocation.managed();
        RefusedCall.Filter filter = new RefusedCall.Filter(Optional.ofNullable(identifier), Optional.ofNullable(since));
        if (cause == null) {
            return Pages.of(repository.list(owner, filter, page.withOneMore()), page, RefusedCall::id, this::view);
        }
        // What no index is worth: causes are few, and most calls are refused for one of them.
        return Pages.sifted(
                page,
                part -> repository.list(owner, filter, part),
                RefusedCall::id,
                found -> found.stream().map(this::view).toList(),
                refused -> refused.cause() == cause);
    }

    private RefusedCallView view(RefusedCall refused) {
        return new RefusedCallView(
                new RefusedCallId(refused.id()),
                refused.identifier(),
                codes.pseudonym(refused.identifier().value(), refused.caller().value()),
                refused.cause(),
                refused.at());
    }
}
