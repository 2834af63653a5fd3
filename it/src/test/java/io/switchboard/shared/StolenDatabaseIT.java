// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import io.switchboard.harness.WrappedByHand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever steals the database, row by row and byte by byte, and has not the master key: finds nothing that opens anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StolenDatabaseIT {
    private static final HexFormat HEX = HexFormat.of();

    private static final String DATA_KEY = "data_key.key_wrapped";

    /** Columns of bytes, by what is in them; a new one must be put where it belongs. */
    private static final Set<String> WRAPPED = Set.of(
            "enrolment.code_wrapped",
            "signing_key.jwk_wrapped",
            "webhook.secret_wrapped",
            "webhook.former_wrapped",
            "identifier_code.code_wrapped",
            "idempotency_claim.answer",
            "personal_key.key_wrapped",
            DATA_KEY);

    /** Under the keys of persons, which are wrapped. */
    private static final Set<String> PERSONAL = Set.of("audit_entry.source_wrapped");

    private static final Set<String> RECOGNISED = Set.of(
            "api_client.secret_mac",
            "api_client.previous_mac",
            "enrolment.code_mac",
            "identifier_code.code_mac",
            "virtual_identifier.pin_mac",
            "mailbox_ticket.ticket_mac",
            "attempt_budget.budget_key",
            "used_assertion.jti_mac",
            "idempotency_claim.key_hash",
            "idempotency_claim.fingerprint");

    private final ServerUnderTest server = ServerUnderTest.start();
    private final SecretsOfAStory story = new SecretsOfAStory(server);
    private final Map<String, List<Map<String, String>>> stolen = new LinkedHashMap<>();

    @BeforeAll
    void whatAThiefHas() {
        story.plays();
        Sql.tables(server)
                .keySet()
                .forEach(table -> stolen.put(table, Sql.rows(server, "select * from \"" + table(table) + "\"")));
    }

    /** H2 keeps the names of tables in capitals. */
    private static String table(String name) {
        return io.switchboard.harness.Database.current() == io.switchboard.harness.Database.H2
                ? name.toUpperCase(java.util.Locale.ROOT)
                : name;
    }

    @AfterAll
    void end() {
        server.close();
    }

    /** Everything that was issued, and every key, as bytes: the text that was told, and what that text stands for. */
    private Map<String, byte[]> secretsAsBytes() throws ParseException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        story.secrets().forEach((what, secret) -> {
            all.put(what, secret.getBytes(StandardCharsets.UTF_8));
            if (secret.matches("[A-Za-z0-9_-]{43}")) {
                all.put(what + ", decoded", Base64.getUrlDecoder().decode(secret));
            }
            if (secret.startsWith("whsec_")) {
                all.put(what + ", decoded", Base64.getDecoder().decode(secret.substring("whsec_".length())));
            }
        });
        byte[] masterKey = WrappedByHand.masterKey(server);
        byte[] dataKey = WrappedByHand.dataKey(server, masterKey);
        all.put("the master key", masterKey);
        all.put("the data key", dataKey);
        for (String jwk : WrappedByHand.signingKeys(server, dataKey)) {
            ECKey key = ECKey.parse(jwk);
            all.put("the private half of " + key.getKeyID(), key.getD().decode());
        }
        return all;
    }

    /** As they lie on the disk: what was deleted or is of an index is there too. */
    @Test
    @OnceForAllDatabases
    void noSecretIsInTheFileOfTheEmbeddedDatabase() throws IOException, ParseException {
        String file = Files.readString(server.data().resolve("h2/switchboard.mv.db"), StandardCharsets.ISO_8859_1);
        assertThat(file).as("what is no secret can be read").contains("administrator", "back end");
        assertThat(foundIn(Map.of("the file", file), secretsAsBytes())).isEmpty();
    }

    /** Tables, their indexes and what is kept beside them, of this server's database. */
    @Test
    @OnPostgresqlOnly
    void noSecretIsInTheFilesOfPostgresql() throws IOException, ParseException {
        assertThat(Sql.refusal(server, "checkpoint")).isEmpty();
        Path home = Path.of(Sql.value(server, "select setting from pg_settings where name = 'data_directory'"));
        Map<String, String> files = new LinkedHashMap<>();
        for (Map<String, String> row : Sql.rows(server, """
                select relname as name, pg_relation_filepath(oid) as path from pg_class
                where relkind in ('r', 'i', 't') and relnamespace in ('public'::regnamespace, 'pg_toast'::regnamespace)""")) {
            files.put(
                    row.get("name"),
                    Files.readString(home.resolve(row.getOrDefault("path", "")), StandardCharsets.ISO_8859_1));
        }
        assertThat(files).containsKeys("identifier_code", "identifier_code_pkey", "audit_entry");
        assertThat(files.get("api_client")).as("what is no secret can be read").contains("administrator", "back end");
        assertThat(foundIn(files, secretsAsBytes())).isEmpty();
    }

    @Test
    void noSecretIsInAnyRow() throws ParseException {
        assertThat(stolen).containsKeys("identifier_code", "idempotency_claim", "audit_entry", "mailbox_event");
        assertThat(stolen.get("mailbox_ticket")).isNotEmpty();
        assertThat(foundIn(cells(), secretsAsBytes())).isEmpty();
    }

    /** Codes have few symbols: a plain hash of one, or of a request that holds one, would give it away. */
    @Test
    void noSecretIsThereAsAPlainHash() {
        List<String> texts = new ArrayList<>(story.secrets().values());
        story.secrets().values().forEach(secret -> texts.add("{\"to\":\"" + secret + "\"}"));
        Map<String, byte[]> hashes = new LinkedHashMap<>();
        for (String text : texts) {
            for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
                hashes.put(algorithm + " of " + text, hash(algorithm, text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        assertThat(foundIn(cells(), hashes)).isEmpty();
    }

    @Test
    void everyColumnOfBytesIsWrappedOrAMac() {
        assertThat(Sql.rows(server, """
                        select lower(table_name) as t, lower(column_name) as c from information_schema.columns
                        where lower(table_schema) = 'public'
                        and lower(data_type) in ('bytea', 'binary varying', 'binary', 'binary large object')"""))
                .extracting(row -> row.get("t") + "." + row.get("c"))
                .hasSameElementsAs(union(union(WRAPPED, RECOGNISED), PERSONAL));
    }

    @Test
    void whatIsReadBackIsWrappedUnderTheMasterKeyThatIsNotHere() {
        byte[] masterKey = WrappedByHand.masterKey(server);
        byte[] dataKey = WrappedByHand.dataKey(server, masterKey);
        assertThat(WRAPPED)
                .allSatisfy(column -> assertThat(values(column))
                        .as(column)
                        .isNotEmpty()
                        .allSatisfy(value -> assertThat(value)
                                .startsWith("01" + WrappedByHand.idOf(column.equals(DATA_KEY) ? masterKey : dataKey))
                                .hasSizeGreaterThan(2 * (1 + 8 + 12 + 16))));
        assertThat(foundIn(cells(), Map.of("the master key", masterKey, "the data key", dataKey)))
                .isEmpty();
        // The associated data: another row's value is none.
        assertThat(values("identifier_code.code_wrapped")).doesNotHaveDuplicates();
    }

    @Test
    void whatIsOnlyRecognisedIsAMacOfItsOwn() {
        assertThat(RECOGNISED)
                .allSatisfy(column -> assertThat(values(column))
                        .as(column)
                        .isNotEmpty()
                        .allSatisfy(value -> assertThat(value).matches("[0-9a-f]{64}")));
    }

    @Test
    void aRevokedIdentifierLeavesItsMacsAsTombstoneAndNothingToDraw() {
        List<Map<String, String>> codes = rows("identifier_code").stream()
                .filter(row -> story.revoked().id().equals(row.get("identifier_id")))
                .toList();
        assertThat(codes).hasSize(3).extracting(row -> row.get("code_wrapped")).containsOnly("null");
        assertThat(codes)
                .allSatisfy(row -> assertThat(Sql.refusal(
                                server,
                                "insert into identifier_code (id, code_mac, identifier_id, form) select '"
                                        + java.util.UUID.randomUUID() + "', code_mac, '"
                                        + story.open().id() + "', form from identifier_code where id = '"
                                        + row.get("id") + "'"))
                        .as("the database's answer to a second identifier with this code")
                        .isEqualTo("23505"));
    }

    @Test
    void everyIdIsAUuidOfVersion7() {
        List<String> ids = cells().entrySet().stream()
                .filter(cell -> cell.getKey().matches(".*\\.(id|\\w+_id|acting_for|answered_by)"))
                .map(Map.Entry::getValue)
                .filter(value -> value.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .toList();
        assertThat(ids).hasSizeGreaterThan(50).allSatisfy(id -> assertThat(id).matches(".{14}7.{4}[89ab].*"));
    }

    @Test
    void whatIsSecretHasAHundredAndTwentyEightBits() {
        assertThat(bits(story.clientSecret(), 64)).isGreaterThanOrEqualTo(128);
        assertThat(bits(story.ticket(), 64)).isGreaterThanOrEqualTo(128);
        assertThat(bits(story.enrolmentCode().replace("-", ""), 32)).isGreaterThanOrEqualTo(128);
        String qr = story.open().code("qr");
        assertThat(bits(qr.substring(qr.lastIndexOf('/') + 1), 64)).isGreaterThanOrEqualTo(128);
    }

    // ---------------------------------------------------------------------------------------------------- the dump

    /** Every value by {@code table.column} with the row's number, one of many; only {@code table.column} for patterns. */
    private Map<String, String> cells() {
        Map<String, String> cells = new LinkedHashMap<>();
        stolen.forEach((table, rows) -> {
            for (int i = 0; i < rows.size(); i++) {
                String row = table + "[" + i + "].";
                rows.get(i).forEach((column, value) -> cells.put(row + column, value));
            }
        });
        return cells;
    }

    private List<Map<String, String>> rows(String table) {
        return stolen.getOrDefault(table, List.of());
    }

    private List<String> values(String column) {
        String[] names = column.split("\\.", 2);
        return rows(names[0]).stream()
                .map(row -> row.getOrDefault(names[1], "null"))
                .filter(value -> !value.equals("null"))
                .toList();
    }

    /** Which of the secrets are in which of the values. */
    private static Map<String, String> foundIn(Map<String, String> values, Map<String, byte[]> secrets) {
        Map<String, String> found = new LinkedHashMap<>();
        secrets.forEach((what, secret) -> {
            Set<String> forms = forms(secret);
            values.forEach((where, value) -> {
                if (forms.stream().anyMatch(value::contains)) {
                    found.put(what, where);
                }
            });
        });
        return found;
    }

    /** As text, in hexadecimal and in base64: each way in which bytes may have come into a column of text. */
    private static Set<String> forms(byte[] secret) {
        return Set.copyOf(List.of(
                new String(secret, StandardCharsets.ISO_8859_1),
                new String(secret, StandardCharsets.UTF_8),
                HEX.formatHex(secret),
                Base64.getEncoder().withoutPadding().encodeToString(secret),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
    }

    private static double bits(String text, int alphabet) {
        return text.length() * Math.log(alphabet) / Math.log(2);
    }

    private static byte[] hash(String algorithm, byte[] input) {
        try {
            return MessageDigest.getInstance(algorithm).digest(input);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new java.util.TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
