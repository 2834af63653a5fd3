// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import io.switchboard.calls.wire.IdentifierCode;
import io.switchboard.calls.wire.IdentifierForm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import javax.crypto.Mac;

/** Identifiers in a server's database by who has its master key: alive like any other, and more than the API could issue while a test waits. */
public final class IssuedByHand {
    /** As many as one statement holds. */
    private static final int AT_ONCE = 900;

    private IssuedByHand() {}

    /** A code as it may be issued, by chance. */
    public static IdentifierCode randomCode(IdentifierForm form) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return switch (form) {
            case CHARACTERS ->
                IdentifierCode.characters(
                        random.ints(IdentifierCode.CHARACTERS, 0, 32).toArray());
            case DIGITS ->
                IdentifierCode.digits(random.ints(IdentifierCode.DIGITS, 0, 10).toArray());
            case QR -> {
                byte[] bits = new byte[16];
                random.nextBytes(bits);
                yield new IdentifierCode(
                        form, Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
            }
        };
    }

    /**
     * At least so many more of the same account and conditions, each with a code of every form.
     *
     * @return some of their codes
     */
    public static List<IdentifierCode> alike(ServerUnderTest server, Identifier like, int count) {
        byte[] dataKey = WrappedByHand.dataKey(server, WrappedByHand.masterKey(server));
        Mac mac = WrappedByHand.recognising(dataKey, "identifier-code");
        List<IdentifierCode> some = new ArrayList<>();
        Instant now = server.now();
        int codes = 0;
        for (int made = 0; made < count; made += AT_ONCE) {
            String id = Sql.id(now.plusMillis(made));
            copy(server, "virtual_identifier", "id", id, like);
            copy(server, "identifier_quota", "identifier_id", id, like);
            for (IdentifierForm form : IdentifierForm.values()) {
                codes++;
                StringBuilder macs = new StringBuilder();
                for (int i = 0; i < AT_ONCE; i++) {
                    IdentifierCode code = randomCode(form);
                    byte[] key = mac.doFinal((form + ":" + code.symbols()).getBytes(StandardCharsets.UTF_8));
                    macs.append(HexFormat.of().formatHex(key));
                    if (i == 0) {
                        some.add(code);
                    }
                }
                Sql.run(
                        server,
                        "insert into identifier_code (id, code_mac, identifier_id, form) select "
                                + Sql.id(now.plusMillis(codes)) + ", substring(" + bytes(macs)
                                + " from n * 32 + 1 for 32), " + id + ", '" + form.name() + "' from "
                                + Sql.numbers() + " where n < " + AT_ONCE);
            }
        }
        return some;
    }

    private static String bytes(StringBuilder hex) {
        return Database.current() == Database.H2 ? "X'" + hex + "'" : "cast('\\x" + hex + "' as bytea)";
    }

    private static void copy(ServerUnderTest server, String table, String key, String id, Identifier like) {
        String others = Sql.tables(server).getOrDefault(table, List.of()).stream()
                .filter(column -> !column.equals(key))
                .collect(Collectors.joining(", "));
        Sql.run(
                server,
                "insert into " + table + " (" + key + ", " + others + ") select " + id + ", " + others + " from "
                        + table + ", " + Sql.numbers() + " where " + key + " = '" + like.id() + "' and n < " + AT_ONCE);
    }
}
