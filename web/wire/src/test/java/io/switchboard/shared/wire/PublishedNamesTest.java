// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.accounts.wire.AccountEventType;
import io.switchboard.accounts.wire.AccountState;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.accounts.wire.ApiClientRole;
import io.switchboard.accounts.wire.ApiClientState;
import io.switchboard.accounts.wire.ApiScope;
import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.calls.wire.CallDirection;
import io.switchboard.calls.wire.CallEventType;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.EndReason;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.LegState;
import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.calls.wire.RejectReason;
import io.switchboard.calls.wire.RejectScope;
import io.switchboard.calls.wire.VirtualIdentifierEventType;
import io.switchboard.calls.wire.Weekday;
import io.switchboard.mailbox.wire.MailboxRefusal;
import io.switchboard.mailbox.wire.WebhookDeliveryState;
import io.switchboard.mailbox.wire.WebhookDisabled;
import io.switchboard.mailbox.wire.WebhookEventType;
import io.switchboard.mailbox.wire.WebhookFailure;
import io.switchboard.mailbox.wire.WebhookRefusal;
import io.switchboard.servers.wire.ServerKind;
import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.DeclineScope;
import io.switchboard.transfers.wire.DeliveryState;
import io.switchboard.transfers.wire.FailureReason;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TargetKind;
import io.switchboard.transfers.wire.TransferDirection;
import io.switchboard.transfers.wire.TransferEventType;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransfersRefusal;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that clients compare with: renaming a constant must not rename what is on the wire without anybody noticing. */
class PublishedNamesTest {
    private static final Map<Class<? extends EventType>, List<String>> EVENTS = Map.of(
            AccountEventType.class,
            List.of("account.erased"),
            TransferEventType.class,
            List.of(
                    "transfer.offered",
                    "transfer.uploading",
                    "transfer.ready",
                    "transfer.received",
                    "transfer.declined",
                    "transfer.expired",
                    "transfer.cancelled",
                    "transfer.failed"),
            CallEventType.class,
            List.of(
                    "call.ringing",
                    "call.answered",
                    "call.answered-elsewhere",
                    "call.connected",
                    "call.ended",
                    "call.rejected",
                    "call.cancelled",
                    "call.missed",
                    "call.busy",
                    "call.failed"),
            VirtualIdentifierEventType.class,
            List.of("virtual-identifier.changed", "virtual-identifier.exhausted", "virtual-identifier.expired"),
            WebhookEventType.class,
            List.of("webhook.disabled", "webhook.test"));

    private static final Map<Class<? extends Enum<?>>, List<String>> NAMES = Map.ofEntries(
            Map.entry(AddressKind.class, List.of("phone", "social")),
            Map.entry(ApiClientRole.class, List.of("admin", "enterprise")),
            Map.entry(ApiClientState.class, List.of("active", "revoked")),
            Map.entry(ApiScope.class, List.of("manage", "act", "federate")),
            Map.entry(AccountState.class, List.of("active", "erasing", "erased")),
            Map.entry(TerminalState.class, List.of("active", "revoked")),
            Map.entry(CallDirection.class, List.of("incoming", "outgoing")),
            Map.entry(
                    CallState.class,
                    List.of(
                            "ringing",
                            "answered",
                            "connected",
                            "ended",
                            "rejected",
                            "cancelled",
                            "missed",
                            "busy",
                            "failed")),
            Map.entry(CountOn.class, List.of("forwarded", "answered")),
            Map.entry(EndReason.class, List.of("hang-up", "not-connected", "identifier-closed")),
            Map.entry(IdentifierForm.class, List.of("characters", "digits", "qr")),
            Map.entry(IdentifierState.class, List.of("active", "paused", "pending", "expired", "exhausted", "revoked")),
            Map.entry(IdentificationRule.class, List.of("sha-256", "sha-512")),
            Map.entry(
                    ContentState.class,
                    List.of("declared", "proof-required", "elsewhere", "uploading", "stored", "failed")),
            Map.entry(Relay.class, List.of("lent", "fetched", "delegated")),
            Map.entry(ServerKind.class, List.of("central", "private")),
            Map.entry(
                    DeliveryState.class,
                    List.of("offered", "fetching", "received", "declined", "expired", "cancelled")),
            Map.entry(TransferState.class, List.of("open", "received", "declined", "expired", "cancelled", "failed")),
            Map.entry(
                    FailureReason.class,
                    List.of("digest-mismatch", "expired", "cancelled", "declined", "content-damaged")),
            Map.entry(Completion.class, List.of("first-receipt", "all-receipts")),
            Map.entry(TargetKind.class, List.of("terminal", "account", "virtual-identifier", "address")),
            Map.entry(TransferDirection.class, List.of("incoming", "outgoing")),
            Map.entry(DeclineScope.class, List.of("terminal", "account")),
            Map.entry(
                    LegState.class,
                    List.of("sent", "acknowledged", "answered", "answered-elsewhere", "rejected", "busy", "stopped")),
            Map.entry(
                    RefusalCause.class,
                    List.of(
                            "unknown",
                            "self",
                            "revoked",
                            "paused",
                            "not-yet-valid",
                            "expired",
                            "closed-hours",
                            "blocked",
                            "not-allowed",
                            "wrong-pin",
                            "exhausted")),
            Map.entry(WebhookDeliveryState.class, List.of("pending", "delivered")),
            Map.entry(WebhookFailure.class, List.of("status", "timed-out", "unreachable", "target-refused")),
            Map.entry(WebhookDisabled.class, List.of("requested", "failing", "gone")),
            Map.entry(RejectReason.class, List.of("declined", "busy")),
            Map.entry(RejectScope.class, List.of("call", "leg")),
            Map.entry(
                    Weekday.class,
                    List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")));

    private static final Map<Class<? extends RefusalCode>, List<String>> CODES = Map.of(
            SharedRefusal.class,
            List.of(
                    "invalid-request",
                    "unauthenticated",
                    "forbidden",
                    "not-found",
                    "illegal-move",
                    "erased",
                    "stale",
                    "precondition-required",
                    "idempotency-key-reused",
                    "idempotency-key-in-use",
                    "too-many-requests",
                    "master-key-elsewhere",
                    "busy"),
            AccountsRefusal.class,
            List.of(
                    "address-taken",
                    "external-id-taken",
                    "address-invalid",
                    "enrolment-refused",
                    "key-invalid",
                    "terminal-limit",
                    "secret-must-be-replaced"),
            TransfersRefusal.class,
            List.of(
                    "wrong-rule",
                    "content-unknown",
                    "target-unknown",
                    "target-ambiguous",
                    "addresses-off",
                    "transfer-refused",
                    "transfer-closed",
                    "transfer-too-large",
                    "quota-exceeded",
                    "too-many-transfers",
                    "challenge-over",
                    "upload-required",
                    "proof-wrong",
                    "receipt-mismatch",
                    "tus-version",
                    "upload-offset",
                    "upload-taken-over",
                    "upload-length",
                    "upload-too-large",
                    "too-many-streams",
                    "too-many-uploads",
                    "upload-final",
                    "upload-joined",
                    "upload-gone",
                    "checksum-mismatch",
                    "digest-mismatch",
                    "storage-full"),
            CallsRefusal.class,
            List.of(
                    "call-refused",
                    "code-mistyped",
                    "too-many-attempts",
                    "answered-elsewhere",
                    "identifier-closed",
                    "form-not-issued",
                    "block-limit"),
            MailboxRefusal.class,
            List.of("never-sent", "events-purged", "too-many-readers"),
            WebhookRefusal.class,
            List.of("webhook-limit", "webhook-backlog", "target-refused"));

    static Stream<Arguments> names() {
        return NAMES.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    static Stream<Arguments> codes() {
        return CODES.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyConstantIsWrittenUnderItsPublishedName(Class<?> type, List<String> names) {
        assertThat(type.getEnumConstants()).extracting(Object::toString).containsExactlyElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyRefusalHasItsPublishedCode(Class<? extends RefusalCode> type, List<String> codes) {
        assertThat(type.getEnumConstants()).extracting(RefusalCode::code).containsExactlyElementsOf(codes);
    }

    static Stream<Arguments> events() {
        return EVENTS.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventsHaveTheTypesThatClientsKnow(Class<? extends EventType> type, List<String> names) {
        assertThat(Arrays.stream(type.getEnumConstants()).map(EventType::type))
                .containsExactlyElementsOf(
                        names.stream().map(name -> "io.switchboard." + name).toList());
    }

    @Test
    void noTwoRefusalsShareACodeAndEachHasATitle() {
        List<RefusalCode> all = CODES.keySet().stream()
                .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                .map(RefusalCode.class::cast)
                .toList();

        assertThat(all).extracting(RefusalCode::code).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(RefusalCode::title)
                .doesNotHaveDuplicates()
                .allSatisfy(title -> assertThat(title).isNotBlank().doesNotEndWith("."));
    }

    /** The status follows from the kind, so that a change of it changes the API. */
    @Test
    void refusalsOfCallsAreOfTheKindsThatTheApiPromises() {
        assertThat(CallsRefusal.CALL_REFUSED.kind()).isEqualTo(RefusalKind.FORBIDDEN);
        assertThat(CallsRefusal.CODE_MISTYPED.kind()).isEqualTo(RefusalKind.INVALID);
        assertThat(CallsRefusal.TOO_MANY_ATTEMPTS.kind()).isEqualTo(RefusalKind.TOO_MANY);
        assertThat(CallsRefusal.ANSWERED_ELSEWHERE.kind()).isEqualTo(RefusalKind.CONFLICT);
        assertThat(CallsRefusal.IDENTIFIER_CLOSED.kind()).isEqualTo(RefusalKind.CONFLICT);
        assertThat(CallsRefusal.FORM_NOT_ISSUED.kind()).isEqualTo(RefusalKind.NOT_FOUND);
    }

    /** Otherwise a new enum could be written as {@code ANSWERED_ELSEWHERE} and no test would say so. */
    @Test
    void noEnumOfThisModuleIsForgottenHere() throws IOException, URISyntaxException {
        Path classes = Path.of(PublishedName.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            List<Class<?>> enums = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .<Class<?>>map(PublishedNamesTest::load)
                    .filter(Class::isEnum)
                    .filter(type -> type != RefusalKind.class && type != EventType.Audience.class)
                    .toList();

            assertThat(enums)
                    .as("one of NAMES, CODES and EVENTS says what is published of each")
                    .allMatch(type -> NAMES.containsKey(type) || CODES.containsKey(type) || EVENTS.containsKey(type))
                    .hasSize(NAMES.size() + CODES.size() + EVENTS.size());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
