// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.Notes;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.TransferId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One transfer from a laptop to an account with a phone and a tablet, good for a hundred seconds. */
final class TransferScene {
    static final TerminalId PHONE = new TerminalId(new UUID(0, 1));
    static final TerminalId TABLET = new TerminalId(new UUID(0, 2));
    static final TerminalId WATCH = new TerminalId(new UUID(0, 3));
    static final AccountId SENDER = new AccountId(new UUID(1, 1));
    static final AccountId RECEIVER = new AccountId(new UUID(1, 2));
    static final ContentId CONTENT = new ContentId(new UUID(2, 1));
    static final Identification CODE = new Identification(IdentificationRule.SHA_256, "ab".repeat(32));
    static final Identification OTHER_CODE = new Identification(IdentificationRule.SHA_256, "cd".repeat(32));

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private static final EnterpriseId ENTERPRISE = new EnterpriseId(new UUID(4, 1));

    private TransferScene() {}

    static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    static Transfer declared(Completion completion, boolean proof) {
        return to(Target.of(ENTERPRISE, RECEIVER), List.of(PHONE, TABLET), completion, proof);
    }

    static Transfer toThePhoneAlone() {
        return to(Target.of(ENTERPRISE, RECEIVER, PHONE), List.of(PHONE), Completion.FIRST_RECEIPT, false);
    }

    static Transfer toAnAccountWithoutTerminals() {
        return to(Target.of(ENTERPRISE, RECEIVER), List.of(), Completion.ALL_RECEIPTS, false);
    }

    static Transfer ofSize(long size) {
        return to(Target.of(ENTERPRISE, RECEIVER), List.of(PHONE), Completion.FIRST_RECEIPT, false, size);
    }

    private static Transfer to(Target target, List<TerminalId> offered, Completion completion, boolean proof) {
        return to(target, offered, completion, proof, 1000);
    }

    private static Transfer to(
            Target target, List<TerminalId> offered, Completion completion, boolean proof, long size) {
        return new Transfer(
                new TransferId(new UUID(3, 1)),
                ENTERPRISE,
                new Source(SENDER, new TerminalId(new UUID(0, 9)), new Notes("mine", null)),
                target,
                Declared.of(CODE, size, "holiday.mp4", "video/mp4"),
                completion,
                offered,
                proof,
                at(0),
                at(100));
    }

    static Transfer uploaded(Transfer transfer, long second) {
        transfer.uploading(at(second));
        transfer.stored(CONTENT, at(second));
        return transfer;
    }
}
