// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Data;
import io.switchboard.harness.Endpoint;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.LockOrder;
import io.switchboard.harness.Recording;
import io.switchboard.harness.Recording.Statement;
import io.switchboard.harness.Recording.Transaction;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import io.switchboard.shared.Samples.Sample;
import io.switchboard.shared.rest.Callers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What one request of every endpoint says to the database, on a server that does nothing else: how many transactions, which locks in
 * which order, what is written last. Read from PostgreSQL's own log; the statements on H2 are made by the same code.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "switchboard.it.database", matches = "postgresql")
class TransactionsIT {
    /** Once in many days; they keep out their like and nobody else. */
    private static final Set<String> OF_THE_WHOLE_SERVER =
            Set.of("POST /signing-keys", "DELETE /signing-keys/{id}", "POST /master-key/rotation");

    /** Written after the mailboxes; it locks nothing. */
    private static final Set<String> OF_ENTERPRISES = Set.of("enterprise_event", "webhook", "webhook_delivery");

    /** Bytes are read or written between two transactions: what the first has taken, the second says what has become of. */
    private static final Set<String> WITH_BYTES_BETWEEN = Set.of(
            "POST /transfers/{id}/proof", "POST /queries/{id}/proof", "PATCH /transfers/{id}/uploads/{uploadId}");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** As PostgreSQL words them. */
    private static final Pattern BYTES = Pattern.compile("'\\\\x[0-9a-f]+'");

    /** Few rows, read whole: the keys that sign, all of which are published, and the one that wraps. */
    private static final Set<String> READ_WHOLE = Set.of("signing_key", "data_key");

    private final ServerUnderTest server = ServerUnderTest.start(resting());
    private final Map<String, List<Transaction>> recorded = new LinkedHashMap<>();
    private final Map<String, List<String>> somebodyElses = new LinkedHashMap<>();
    private final Map<String, List<String>> nobodys = new LinkedHashMap<>();
    private final Map<String, List<String>> somebodyElsesContent = new TreeMap<>();
    private final Map<String, List<String>> nobodysContent = new TreeMap<>();

    private static Map<String, String> resting() {
        Map<String, String> settings = Recording.settings();
        settings.put("SWITCHBOARD_JANITOR_INTERVAL", "PT24H");
        settings.put("SWITCHBOARD_MAILBOX_POLL_INTERVAL", "PT10M");
        settings.put("SWITCHBOARD_WEBHOOKS_PARALLEL", "0");
        settings.put("SWITCHBOARD_WEBHOOKS_POLL_INTERVAL", "PT10M");
        return settings;
    }

    @BeforeAll
    void record() {
        Stage stage = new Stage(server);
        stage.phone();
        stage.visitorsOther();
        for (Endpoint endpoint : Endpoint.all()) {
            Sample sample =
                    Samples.of(endpoint, stage, endpoint.callers().iterator().next());
            sample.by().token();
            List<Reply> replies = new ArrayList<>();
            recorded.put(endpoint.name(), requested(() -> replies.add(sample.sentBy(sample.by(), endpoint))));
            assertThat(replies.get(0).status()).as(endpoint.name()).isBetween(200, 299);
        }
        filtered(stage);
        Identifier identifier = stage.identifier();
        recorded.put(
                "a mistyped code",
                requested(() ->
                        stage.visitor().triesToDial(mistyped(identifier.code())).expect(400, "code-mistyped")));
        stage.door().pauses(identifier);
        refusal(stage, "a refused call", identifier.code());
        refusal(stage, "refused: unknown", "00000-00000-0");
        refusal(stage, "refused: own", stage.visitor().issuesIdentifier().code());
        Identifier revoked = stage.identifier();
        stage.door().revokes(revoked);
        refusal(stage, "refused: revoked", revoked.code());
        Identifier exhausted = stage.door().issuesIdentifier(Condition.maxCalls(1));
        stage.visitor().dials(exhausted);
        refusal(stage, "refused: exhausted", exhausted.code());
        Identifier guarded = stage.door().issuesIdentifier(Condition.pin("482913"));
        refusal(stage, "refused: without its PIN", guarded.code());
        recorded.put(
                "refused: wrong PIN",
                requested(() -> stage.visitor().triesToDial(guarded, "482914").expect(403, "call-refused")));
        Identifier chosen = stage.door().issuesIdentifier(Condition.allowCallers(stage.owner()));
        refusal(stage, "refused: not allowed", chosen.code());
        recorded.put(
                "refused: not allowed, disclosing",
                requested(() -> stage.visitor().triesToDialOpenly(chosen).expect(403, "call-refused")));
        Identifier blocking = stage.identifier();
        stage.door().blocks(blocking, stage.visitor().dials(blocking));
        refusal(stage, "refused: blocked", blocking.code());
        Identifier closed = stage.door().issuesIdentifier(Condition.closedAt(server.now()));
        refusal(stage, "refused: outside of its hours", closed.code());
        Identifier expired = stage.door().issuesIdentifier(Condition.validFor(Duration.ofSeconds(1)));
        server.passes(Duration.ofSeconds(2));
        refusal(stage, "refused: expired", expired.code());
        hiddenTarget(stage, "a refused transfer", expired.code());
        hiddenTarget(stage, "refused transfer: unknown", "00000-00000-0");
        hiddenTarget(stage, "refused transfer: paused", identifier.code());
        revocationWhileRinging(stage);
        hidden(stage);
        existence();
    }

    /** What a code is asked for with, of a content that another enterprise has, and of one that nobody has. */
    private void existence() {
        Data elsewhere = Data.random(100_000);
        StoredByHand.store(server, server.newEnterprise(), elsewhere);
        asked(elsewhere, somebodyElsesContent);
        asked(Data.random(100_000), nobodysContent);
    }

    private void asked(Data data, Map<String, List<String>> said) {
        Enterprise enterprise = server.newEnterprise();
        Terminal source = enterprise.newAccount().enrolsTerminal();
        Account target = enterprise.newAccount();
        target.enrolsTerminal();
        Caller privateServer = enterprise.newClient("federate");
        privateServer.token();
        Map<String, Object> transfer = data.to(Map.of("accountId", target.id()));
        String path = "/transfers/"
                + source.post("/transfers", transfer)
                        .expect(201)
                        .json()
                        .get("id")
                        .asText();
        Map<String, String> tus = Map.of("Tus-Resumable", "1.0.0", "Upload-Length", "100000");
        Map<String, Runnable> requests = Map.of(
                "a declaration", () -> source.post("/transfers", transfer).expect(201),
                "a challenge", () -> source.post(path + "/challenge").expect(409),
                "a proof",
                        () -> source.post(path + "/proof", Map.of("proof", "A".repeat(43)))
                                .expect(409),
                "an upload",
                        () -> source.request("POST", path + "/uploads", null, tus)
                                .expect(201),
                "a query",
                        () -> privateServer
                                .post(
                                        "/queries",
                                        Map.of(
                                                "sourceAccountId",
                                                source.account().id(),
                                                "transfer",
                                                transfer))
                                .expect(404, "content-unknown"));
        requests.forEach((name, request) -> said.put(name, said(requested(request).stream())));
    }

    /** The other terminal is busy, so that the call ends with it and gives its use back. */
    private void revocationWhileRinging(Stage stage) {
        List<Terminal> house = server.newEnterprise().newAccount().enrolsTerminals(2);
        Terminal kept = house.get(0);
        Terminal lost = house.get(1);
        String call = stage.visitor().dials(kept.issuesIdentifier(Condition.countOnAnswered()));
        kept.rejects(call, "leg", "busy");
        recorded.put(
                "revoke a terminal that rings",
                requested(() -> kept.delete("/terminals/" + lost.id()).expect(204)));
        assertThat(kept.stateOf(call)).isEqualTo("busy");
    }

    /** Every endpoint that names something: asked for what somebody else has, and for what nobody has. */
    private void hidden(Stage stage) {
        Endpoint.all().stream()
                .filter(endpoint -> endpoint.hasId() && !endpoint.isForAnyone())
                .forEach(endpoint -> {
                    Callers kind = endpoint.callers().iterator().next();
                    Sample foreign = Samples.of(endpoint, stage, kind);
                    Sample unknown = foreign.withPath(ID.matcher(foreign.path())
                            .replaceAll(id -> UUID.randomUUID().toString()));
                    stage.strangers(kind).forEach((who, stranger) -> {
                        stranger.token();
                        String name = endpoint.name() + " by " + who;
                        somebodyElses.put(name, missing(stranger, endpoint, foreign));
                        nobodys.put(name, missing(stranger, endpoint, unknown));
                    });
                });
    }

    private List<String> missing(Caller stranger, Endpoint endpoint, Sample sample) {
        return said(requested(() -> {
                    Reply reply = sample.sentBy(stranger, endpoint).expect(404);
                    // An answer to HEAD has no body to say more in.
                    assertThat(reply.code()).isEqualTo(endpoint.method().equals("HEAD") ? "" : "not-found");
                })
                .stream());
    }

    /** Lists with each of their filters: each has an index of its own to go by. */
    private void filtered(Stage stage) {
        Caller owner = stage.house().actsFor(stage.owner());
        String now = server.now().toString();
        String soon = server.now().plusSeconds(1).toString();
        asked(stage.house(), "/accounts?externalId=x");
        asked(stage.house(), "/accounts?address=x");
        asked(stage.house(), "/accounts?externalId=x&address=x");
        asked(server.admin(), "/enterprises?name=x");
        String audit = "/audit?enterpriseId=" + stage.house().id();
        asked(server.admin(), audit + "&action=call&outcome=done&since=" + now + "&until=" + soon);
        asked(server.admin(), audit + "&actor=server");
        asked(server.admin(), audit + "&resource=x");
        asked(server.admin(), audit + "&actor=server&resource=x&since=" + now);
        asked(owner, "/terminals?state=active");
        asked(owner, "/terminals?state=revoked");
        asked(owner, "/virtual-identifiers?state=exhausted");
        asked(owner, "/virtual-identifiers?externalId=x");
        asked(owner, "/calls?direction=incoming&since=" + now + "&until=" + soon);
        asked(owner, "/calls?direction=outgoing&state=missed&since=" + now);
        asked(owner, "/calls?externalId=x");
        asked(owner, "/transfers?direction=incoming&since=" + now + "&until=" + soon);
        asked(owner, "/transfers?direction=outgoing&state=received&since=" + now);
        asked(owner, "/transfers?direction=outgoing&externalId=x");
        asked(owner, "/transfers?direction=incoming&state=open");
        String identifier = stage.identifier().id();
        asked(owner, "/calls?virtualIdentifierId=" + identifier);
        asked(stage.house(), "/events?type=call.*");
        asked(stage.house(), "/events?type=call.*&since=" + now);
        asked(
                stage.house(),
                "/events?type=call.ringing&account=" + stage.owner().id() + "&since=" + now);
        asked(stage.house(), "/refused-calls?cause=blocked");
        asked(stage.house(), "/refused-calls?cause=blocked&since=" + now);
        asked(stage.house(), "/refused-calls?cause=blocked&identifier=" + identifier + "&since=" + now);
        asked(stage.house(), stage.webhook() + "/deliveries?state=pending");
    }

    private void asked(Caller by, String path) {
        by.token();
        recorded.put("GET " + path, requested(() -> by.get(path).expect(200)));
    }

    private void refusal(Stage stage, String name, String code) {
        recorded.put(name, requested(() -> stage.visitor().triesToDial(code).expect(403, "call-refused")));
    }

    private void hiddenTarget(Stage stage, String name, String code) {
        Map<String, Object> transfer = new TreeMap<>(Data.random(10).to(Map.of("virtualIdentifier", code)));
        recorded.put(
                name,
                requested(() -> stage.visitor().post("/transfers", transfer).expect(403, "transfer-refused")));
    }

    @AfterAll
    void end() {
        server.close();
    }

    @Test
    void aRequestWritesInOneTransactionBesideItsKey() {
        Map<String, List<Transaction>> all = new LinkedHashMap<>(recorded);
        assertThat(all.keySet()).containsAll(WITH_BYTES_BETWEEN);
        all.keySet().removeAll(WITH_BYTES_BETWEEN);
        all.forEach((request, transactions) -> assertThat(transactions)
                .as(request)
                .filteredOn(transaction -> transaction.statements().stream()
                        .anyMatch(statement ->
                                statement.writes() && !statement.table().equals("idempotency_claim")))
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(Transaction::committed));
        assertThat(units()).hasSizeGreaterThan(20);
    }

    @Test
    void theKeyIsLockedFirstAndCompletedLastAndTheAuditComesAfterTheWork() {
        List<String> withKey = new ArrayList<>();
        units().forEach((request, unit) -> {
            List<Statement> statements = unit.statements();
            int last = statements.size() - 1;
            if (unit.writes("idempotency_claim")) {
                withKey.add(request);
                assertThat(statements.get(0).table()).as(request).isEqualTo("idempotency_claim");
                assertThat(statements.get(0).locks()).as(request).isTrue();
                assertThat(statements.get(last).sql())
                        .as(request)
                        .startsWith("update idempotency_claim set completed = true, answer =");
                last--;
            }
            // Backwards: what enterprises learn, mailboxes, audit, and then only the work.
            while (last > 0 && OF_ENTERPRISES.contains(statements.get(last).table())) {
                last--;
            }
            while (last > 0 && statements.get(last).table().startsWith("mailbox")) {
                last--;
            }
            while (last > 0 && statements.get(last).table().equals("audit_entry")) {
                last--;
            }
            assertThat(statements.subList(0, last + 1))
                    .as(request)
                    .noneMatch(statement ->
                            (statement.writes() && statement.table().equals("audit_entry"))
                                    || (statement.table().startsWith("mailbox")
                                            && LockOrder.isLock(statement)
                                            && unit.writes("audit_entry")));
        });
        assertThat(withKey).contains("POST /calls", "POST /calls/{id}/answer", "POST /accounts", "a refused call");
    }

    @Test
    void locksAreTakenInTheOrderOfTheHouse() {
        units().forEach((request, unit) -> {
            List<String> taken = LockOrder.taken(unit);
            assertThat(taken.stream().map(LockOrder::rank))
                    .as("%s locks %s", request, taken)
                    .isSorted();
        });
    }

    /** Its revocation comes before the change, which is then refused, or after its commit. */
    @Test
    void whoAsksForAChangeIsHeldBeforeTheWork() {
        Map<String, String> held = new TreeMap<>();
        for (Endpoint endpoint : Endpoint.all()) {
            Callers by = endpoint.callers().iterator().next();
            boolean revocable = by == Callers.TERMINAL || by == Callers.ACTING;
            Transaction unit = units().get(endpoint.name());
            if (unit != null && revocable && !endpoint.method().equals("GET")) {
                Statement first = unit.statements().stream()
                        .filter(statement -> !statement.table().equals("idempotency_claim"))
                        .findFirst()
                        .orElseThrow();
                assertThat(first.sql())
                        .as(endpoint.name())
                        .contains(by == Callers.TERMINAL ? " for no key update" : " for share");
                held.put(endpoint.name(), by + " " + first.table());
            }
        }
        assertThat(held).hasSizeGreaterThan(10);
        assertThat(Set.copyOf(held.values()))
                .isSubsetOf("TERMINAL terminal", "ACTING account")
                .contains("TERMINAL terminal");
    }

    @Test
    void rowsOfOneKindAreLockedInTheOrderOfTheirIds() {
        units().forEach((request, unit) -> {
            assertThat(unit.statements())
                    .as(request)
                    .filteredOn(
                            statement -> statement.locks() && statement.sql().contains(" in ("))
                    .allMatch(statement -> statement.sql().contains(" order by "));
            List<String> mailboxes = unit.statements().stream()
                    .filter(statement -> statement.sql().startsWith("update mailbox set last_sequence"))
                    .map(statement -> statement.values().replaceAll("(?s).*\\$2 = ", ""))
                    .toList();
            assertThat(mailboxes).as(request).isSorted();
        });
        assertThat(unit("POST /calls/{id}/answer").writes("mailbox")).isTrue();
    }

    /** Whoever charges some of the same must not wait for each other. PostgreSQL goes through the rows as the statement has them. */
    @Test
    void budgetsAreChargedInTheOrderOfTheirKeys() {
        List<List<String>> charges = recorded.values().stream()
                .flatMap(List::stream)
                .flatMap(transaction -> transaction.statements().stream())
                .filter(statement -> statement.inserts() && statement.table().equals("attempt_budget"))
                .map(statement -> BYTES.matcher(statement.values())
                        .results()
                        .map(MatchResult::group)
                        .toList())
                .toList();
        assertThat(charges)
                .allSatisfy(keys -> assertThat(keys).isSorted())
                .filteredOn(keys -> keys.size() > 2)
                .hasSizeGreaterThan(10);
    }

    @Test
    void mailboxesAreWrittenLastAndTheirRowsStayLockedToTheCommit() {
        List<String> appending = new ArrayList<>();
        units().forEach((request, unit) -> {
            if (unit.writes("mailbox_event")) {
                appending.add(request);
                List<String> tables =
                        unit.statements().stream().map(Statement::table).toList();
                int locked = tables.indexOf("mailbox");
                assertThat(unit.statements().get(locked).locks()).as(request).isTrue();
                assertThat(tables.subList(locked, tables.size()))
                        .as(request)
                        .isSubsetOf(
                                "mailbox",
                                "mailbox_event",
                                "enterprise_event",
                                "webhook",
                                "webhook_delivery",
                                "idempotency_claim")
                        .containsSubsequence("mailbox", "mailbox", "mailbox_event");
            }
        });
        assertThat(appending).contains("POST /calls", "POST /calls/{id}/answer", "PATCH /virtual-identifiers/{id}");
    }

    @Test
    void eventsAreWrittenInTheTransactionThatCausedThem() {
        recorded.values().stream()
                .flatMap(List::stream)
                .filter(transaction -> transaction.writes("mailbox_event"))
                .forEach(transaction -> assertThat(transaction.writes("placed_call")
                                || transaction.writes("virtual_identifier")
                                || transaction.writes("transfer"))
                        .isTrue());
    }

    @Test
    void admissionIsOneTransaction() {
        assertThat(unit("POST /calls").statements().stream()
                        .map(statement -> (statement.writes() ? "write " : statement.locks() ? "lock " : "read ")
                                + statement.table())
                        .distinct())
                .containsSubsequence(
                        "read virtual_identifier",
                        "lock virtual_identifier",
                        "write identifier_quota",
                        "write placed_call",
                        "write call_leg",
                        "write call_reservation",
                        "write audit_entry",
                        "lock mailbox",
                        "write mailbox_event");
        assertThat(unit("POST /calls").statements())
                .filteredOn(statement -> statement.table().equals("mailbox_event"))
                .as("one call.ringing for each terminal of the owner")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aMistypedCodeIsNotLookedUp() {
        assertThat(said("a mistyped code"))
                .isNotEmpty()
                .noneMatch(sql -> sql.contains("identifier_code") || sql.contains("refused_call"));
        assertThat(said("a refused call"))
                .anyMatch(sql -> sql.contains("identifier_code"))
                .anyMatch(sql -> sql.contains("refused_call"));
    }

    /** The same statements, word for word and in the same order, from the token to the commit. */
    @Test
    void aRefusedCallCostsTheSameWhateverTheCause() {
        List<String> paused = said("a refused call");
        assertThat(paused).isNotEmpty();
        recorded.keySet().stream()
                .filter(request -> request.startsWith("refused: "))
                .forEach(request -> assertThat(said(request)).as(request).isEqualTo(paused));
    }

    @Test
    void aRefusedTransferCostsTheSameWhateverTheCause() {
        List<String> expired = said("a refused transfer");
        assertThat(expired).anyMatch(sql -> sql.contains("identifier_code"));
        recorded.keySet().stream()
                .filter(request -> request.startsWith("refused transfer: "))
                .forEach(request -> assertThat(said(request)).as(request).isEqualTo(expired));
    }

    /** What it costs to be told that something is not there says nothing of whether it is somebody else's. */
    @Test
    void somebodyElsesCostsTheSameAsNobodys() {
        assertThat(somebodyElses).hasSizeGreaterThan(30);
        assertThat(somebodyElses.values()).noneMatch(List::isEmpty);
        assertThat(somebodyElses).isEqualTo(nobodys);
    }

    @Test
    void whatAnotherEnterpriseHasCostsTheSameAsWhatNobodyHas() {
        assertThat(nobodysContent).hasSize(5);
        assertThat(nobodysContent.values()).noneMatch(List::isEmpty);
        assertThat(somebodyElsesContent).isEqualTo(nobodysContent);
    }

    /** Without the keys that sign, which a node reads anew now and then, whichever request comes then. */
    private List<String> said(String request) {
        return said(transactions(request));
    }

    private static List<String> said(Stream<Transaction> transactions) {
        return transactions
                .flatMap(transaction -> transaction.statements().stream())
                .filter(statement -> !statement.table().equals("signing_key"))
                .map(Statement::sql)
                .toList();
    }

    /** Whatever a request locks or changes belongs to one caller, account, identifier or call; nothing is everybody's. */
    @Test
    void noRowIsHotForEverybody() {
        Set<String> changed = new TreeSet<>();
        units().entrySet().stream()
                .filter(request -> !OF_THE_WHOLE_SERVER.contains(request.getKey()))
                .map(Map.Entry::getValue)
                .forEach(unit -> unit.statements().stream()
                        .filter(statement -> LockOrder.isLock(statement)
                                && !statement.table().equals("audit_entry"))
                        .forEach(statement -> {
                            changed.add(statement.table());
                            assertThat(statement.sql()).containsAnyOf(" where ", " on conflict ");
                        }));
        assertThat(changed).isSubsetOf(LockOrder.tablesOfSomebody());
    }

    /** With sequential scans forbidden, PostgreSQL resorts to one only where no index helps at all. */
    @Test
    void everyListAndLookupHasAnIndexThatBoundsIt() {
        Set<String> asked = new TreeSet<>();
        recorded.values().stream()
                .flatMap(List::stream)
                .flatMap(transaction -> transaction.statements().stream())
                .filter(statement -> statement.sql().startsWith("select") && !READ_WHOLE.contains(statement.table()))
                .filter(statement -> !statement.table().isEmpty())
                .forEach(statement -> asked.add(statement.sql()));
        assertThat(asked).hasSizeGreaterThan(20);
        SoftAssertions softly = new SoftAssertions();
        Recording.plans(server, asked).forEach((sql, plan) -> {
            long scans = plan.stream().filter(line -> line.contains(" Scan")).count()
                    - plan.stream()
                            .filter(line -> line.contains("Bitmap Heap Scan"))
                            .count();
            long bounded =
                    plan.stream().filter(line -> line.contains("Index Cond:")).count();
            softly.assertThat(bounded)
                    .as("%s%n%s", sql, String.join("\n", plan))
                    .isEqualTo(scans)
                    .isPositive();
            // Through the whole of a range, row by row, to those of one owner.
            softly.assertThat(plan.stream().anyMatch(line -> line.contains("Filter:") && line.contains("= $"))
                            && plan.stream().noneMatch(line -> line.contains("Index Cond:") && line.contains(" = ")))
                    .as("%s%n%s", sql, String.join("\n", plan))
                    .isFalse();
        });
        softly.assertAll();
    }

    /** Their first round comes at any time, and so is not recorded: these are their questions. */
    @Test
    void theJanitorsOfUploadsDoNotGoThroughAllThatThereWere() {
        String unverified = """
                select u.id from transfer_upload u where u.state = $1 and u.kind in ($2, $3) and u.durable = u.length
                and (u.held_until is null or u.held_until <= $4) and (u.verify_at is null or u.verify_at <= $4)
                and (u.kind <> 'FINAL' or u.fence > 0 or u.created_at <= $5)
                order by u.state, u.kind, u.id fetch first 4 rows only""";
        String abandoned = """
                select u.id from transfer_upload u
                where u.state in ('RECEIVING', 'COMPLETE') and (u.state = 'RECEIVING' or u.kind = 'PARTIAL')
                and exists (select 1 from transfer t where t.id = u.transfer_id
                and (t.state <> 'OPEN' or t.content_state <> 'UPLOADING'))
                order by u.state, u.kind, u.id offset $1 rows fetch next $2 rows only for update skip locked""";
        Recording.plans(server, List.of(unverified, abandoned))
                .forEach((sql, plan) -> assertThat(plan)
                        .as("%s%n%s", sql, String.join("\n", plan))
                        .anyMatch(line -> line.contains("Index Cond:") && line.contains("state"))
                        .noneMatch(line -> line.contains("Seq Scan")));
    }

    @Test
    void whatExpiresHasAnIndexByItsTime() {
        assertThat(Sql.rows(server, """
                        select c.table_name, c.column_name from information_schema.columns c
                        where c.table_schema = 'public' and c.column_name in ('expires_at', 'due_at', 'expiry_due_at')
                        and not exists (select 1 from pg_indexes i where i.tablename = c.table_name
                            and i.indexdef like '%(' || c.column_name || '%')""")).isEmpty();
        assertThat(Integer.parseInt(Sql.value(server, """
                        select count(*) from information_schema.columns
                        where table_schema = 'public' and column_name in ('expires_at', 'due_at', 'expiry_due_at')"""))).isGreaterThanOrEqualTo(17);
    }

    // ----------------------------------------------------------------------------------------------- what was recorded

    /** What requests say. The first round of what rests for ten minutes comes at any time of them. */
    private List<Transaction> requested(Runnable work) {
        return Recording.of(server, work).stream()
                .filter(transaction -> transaction.statements().stream().noneMatch(TransactionsIT::isOfARound))
                .toList();
    }

    private static boolean isOfARound(Statement statement) {
        return statement.sql().contains(" skip locked")
                || statement.table().equals("content_store")
                || statement.sql().startsWith("select u1_0.id from transfer_upload u1_0 where u1_0.id in (")
                || statement.sql().startsWith("select c.id from content c where c.id in (")
                || statement.sql().contains("from webhook_queue q join webhook w");
    }

    private Stream<Transaction> transactions(String request) {
        List<Transaction> found = recorded.get(request);
        if (found == null) {
            throw new AssertionError("Nobody has recorded " + request);
        }
        return found.stream();
    }

    /** The one transaction of each request that changes more than its key. */
    private Map<String, Transaction> units() {
        Map<String, Transaction> units = new LinkedHashMap<>();
        recorded.forEach((request, transactions) -> transactions.stream()
                .filter(transaction -> transaction.statements().stream()
                        .anyMatch(statement ->
                                statement.writes() && !statement.table().equals("idempotency_claim")))
                .forEach(unit -> units.put(request, unit)));
        return units;
    }

    private Transaction unit(String request) {
        Transaction unit = units().get(request);
        if (unit == null) {
            throw new AssertionError(request + " writes nothing");
        }
        return unit;
    }

    private static String mistyped(String code) {
        char last = code.charAt(code.length() - 1);
        return code.substring(0, code.length() - 1) + (last == '7' ? '8' : '7');
    }
}
