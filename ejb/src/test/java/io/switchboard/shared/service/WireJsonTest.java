// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.ConditionsRequest;
import io.switchboard.calls.wire.ConditionsView;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.IssueIdentifierRequest;
import io.switchboard.calls.wire.LegState;
import io.switchboard.calls.wire.LegView;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.mailbox.wire.AcknowledgeRequest;
import io.switchboard.mailbox.wire.AcknowledgementView;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireJsonTest {
    private static final String ID = "0193b2f4-6a00-7abc-8def-0123456789ab";
    private static final UUID VALUE = UUID.fromString(ID);

    // ---------------------------------------------------------------------------------------------------- reading

    @Test
    void aWholeRequestIsRead() throws JsonProcessingException {
        assertThat(issue("""
                        {"forms": ["qr", "digits"], "label": "Pakete 包裹 \\ud83d\\udce6", "conditions": {
                         "notBefore": "2026-11-20T12:00:00.123456Z", "validFor": "PT36H", "maxCalls": 3, "countOn": "answered"}}"""))
                .isEqualTo(new IssueIdentifierRequest(
                        Set.of(IdentifierForm.QR, IdentifierForm.DIGITS),
                        "Pakete 包裹 \uD83D\uDCE6",
                        new ConditionsRequest(
                                Instant.parse("2026-11-20T12:00:00.123456Z"),
                                null,
                                Duration.ofHours(36),
                                3,
                                CountOn.ANSWERED,
                                null,
                                null,
                                null)));
    }

    @Test
    void whatIsNullOrLeftOutIsAbsent() throws JsonProcessingException {
        IssueIdentifierRequest absent = new IssueIdentifierRequest(Set.of(IdentifierForm.QR), null, null);

        assertThat(issue("{\"forms\": [\"qr\"]}")).isEqualTo(absent);
        assertThat(issue("{\"forms\": [\"qr\"], \"label\": null, \"conditions\": null}"))
                .isEqualTo(absent);
    }

    @Test
    void aTimeWithAnOffsetIsTheSameMoment() throws JsonProcessingException {
        assertThat(conditions("\"notBefore\": \"2026-11-20T20:00:00+08:00\"").notBefore())
                .isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"forms\": [\"qr\"], \"colour\": \"red\"}",
                "{\"forms\": [\"qr\"], \"Label\": \"x\"}",
                "{\"forms\": [\"qr\"], \"conditions\": {\"blockCallers\": []}}"
            })
    void anUnknownPropertyIsRefused(String json) {
        refused(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"forms\": [\"qr\"], \"forms\": [\"digits\"]}",
                "{\"forms\": [\"qr\"], \"label\": \"a\", \"label\": \"a\"}",
                "{\"forms\": [\"qr\"], \"conditions\": {\"maxCalls\": 1, \"maxCalls\": 2}}"
            })
    void aPropertyThatIsGivenTwiceIsRefused(String json) {
        refused(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "x", "1", "null", "}"})
    void whatStandsBehindTheDocumentIsRefused(String behind) {
        refused("{\"forms\": [\"qr\"]} " + behind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"\"",
                "5",
                "true",
                "[]",
                "[{\"forms\": [\"qr\"]}]",
                "{\"forms\": [\"qr\"]",
                "{forms: 1}"
            })
    void whatIsNoObjectIsRefused(String json) {
        refused(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.5", "true", "[\"a\"]", "{\"a\": 1}"})
    void whatIsNoTextIsRefusedForText(String value) {
        refused("{\"forms\": [\"qr\"], \"label\": " + value + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "\"\"", "true", "[3]", "3.0", "3.5", "3e0", "3000000000"})
    void whatIsNoWholeNumberIsRefusedForOne(String value) {
        refused("{\"forms\": [\"qr\"], \"conditions\": {\"maxCalls\": " + value + "}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "\"\"", "3.0", "3e0", "true", "9223372036854775808"})
    void whatIsNoSequenceIsRefusedForOne(String value) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(
                        () -> WireJson.mapper().readValue("{\"sequence\": " + value + "}", AcknowledgeRequest.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0000",
                "a\\u0000b",
                "\\ud800",
                "\\udc00",
                "a\\ud83d",
                "\\ud83d\\ud83d\\ude00",
                "\\ude00\\ud83d"
            })
    void textThatTheDatabaseCouldNotKeepIsRefused(String text) {
        refused("{\"forms\": [\"qr\"], \"label\": \"" + text + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "\"0\"", "\"QR\"", "\"Digits\"", "\"\"", "\" \"", "\"letters\"", "true", "{}"})
    void whatIsNoPublishedNameIsRefused(String value) {
        refused("{\"forms\": [" + value + "]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" \"",
                "\"tomorrow\"",
                "\"2026-11-20\"",
                "\"2026-11-20T12:00:00\"",
                "\"2026-02-30T12:00:00Z\"",
                "true",
                "[2026, 11]"
            })
    void whatIsNoTimeIsRefused(String value) {
        refused("{\"forms\": [\"qr\"], \"conditions\": {\"notBefore\": " + value + "}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"3600\"", "\"24h\"", "\"P1M\"", "\"P1Y\"", "true", "[1]"})
    void whatIsNoDurationIsRefused(String value) {
        refused("{\"forms\": [\"qr\"], \"conditions\": {\"validFor\": " + value + "}}");
    }

    @ParameterizedTest
    @EnumSource
    void everyConstantIsReadUnderTheNameItIsWrittenAs(LegState state) throws JsonProcessingException {
        String written = WireJson.write(state);

        assertThat(WireJson.mapper().readValue(written, LegState.class)).isEqualTo(state);
    }

    // ---------------------------------------------------------------------------------------------------- writing

    @Test
    void idsAndEnumsAreWrittenAsTheirNames() {
        assertThat(WireJson.write(new LegView(new TerminalId(VALUE), LegState.ANSWERED_ELSEWHERE)))
                .isEqualTo("{\"terminalId\":\"" + ID + "\",\"state\":\"answered-elsewhere\"}");
        assertThat(WireJson.write(Map.of("id", new CallId(VALUE)))).isEqualTo("{\"id\":\"" + ID + "\"}");
        assertThat(WireJson.write(CallState.RINGING)).isEqualTo("\"ringing\"");
    }

    @Test
    void aViewIsWrittenWithTimesAsTextAndWithoutWhatIsAbsent() {
        VirtualIdentifierView view = new VirtualIdentifierView(
                new VirtualIdentifierId(VALUE),
                new AccountId(VALUE),
                IdentifierState.ACTIVE,
                null,
                null,
                Map.of("b", "2"),
                new ConditionsView(
                        null, Instant.parse("2026-11-21T12:00:00Z"), 10, CountOn.FORWARDED, null, null, true),
                0,
                Map.of(IdentifierForm.QR, "https://switchboard.example/c/x"),
                Instant.parse("2026-11-20T12:00:00.123456Z"),
                null);

        assertThat(WireJson.write(view))
                .isEqualTo("{\"id\":\"" + ID + "\",\"accountId\":\"" + ID + "\",\"state\":\"active\","
                        + "\"metadata\":{\"b\":\"2\"},"
                        + "\"conditions\":{\"validUntil\":\"2026-11-21T12:00:00Z\",\"maxCalls\":10,\"countOn\":\"forwarded\",\"pinRequired\":true},"
                        + "\"callsUsed\":0,\"codes\":{\"qr\":\"https://switchboard.example/c/x\"},"
                        + "\"createdAt\":\"2026-11-20T12:00:00.123456Z\"}");
    }

    @ParameterizedTest
    @CsvSource({"P1D, PT24H", "PT90S, PT1M30S", "PT0.5S, PT0.5S"})
    void durationsAreWrittenInIso8601(String duration, String written) {
        assertThat(WireJson.write(Duration.parse(duration))).isEqualTo('"' + written + '"');
    }

    @Test
    void numbersAreWrittenAsNumbers() {
        assertThat(WireJson.write(new AcknowledgementView(9_007_199_254_740_993L)))
                .isEqualTo("{\"acknowledged\":9007199254740993}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "世界", "\uD83D\uDE00", "a\uD83D\uDE00b", "\uFFFF"})
    void wholeTextCanBeStored(String text) {
        assertThat(WireJson.isStorable(text)).isTrue();
    }

    private static IssueIdentifierRequest issue(String json) throws JsonProcessingException {
        return WireJson.mapper().readValue(json, IssueIdentifierRequest.class);
    }

    private static ConditionsRequest conditions(String members) throws JsonProcessingException {
        return WireJson.mapper().readValue("{" + members + "}", ConditionsRequest.class);
    }

    private static void refused(String json) {
        assertThatExceptionOfType(JsonProcessingException.class).as(json).isThrownBy(() -> issue(json));
    }
}
