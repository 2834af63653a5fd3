// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.FindableChannelRepository;
import io.switchboard.shared.service.Network;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;

/** Whose channels are open from where; for the other features, inside their transactions. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class ChannelDirectory {
    /** Two are as ambiguous as two hundred; one of them may be the one who asks. */
    private static final int MOST = 3;

    @Inject
    FindableChannelRepository repository;

    @Inject
    Clock clock;

    /**
     * The terminals of an enterprise that hold a channel from an address now, and have said that they may be found by it; at most three.
     * One statement. Nothing is connected to, and no name is looked up.
     *
     * @param address see {@link Network#tryAddress}
     */
    public List<TerminalId> at(EnterpriseId enterprise, InetAddress address) {
        return repository.at(enterprise, address.getHostAddress(), clock.instant(), MOST);
    }
}
