// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A device of an account, and what its user does with it. What is expected to go well says so in the indicative ({@link #dials},
 * {@link #answers}) and fails the test otherwise; {@link #tries} and {@link #triesToDial} take what comes.
 */
public final class Terminal extends Caller {
    /** How long a test waits for what must come at once, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Account account;
    private final String id;
    private final ECKey sig;
    private final List<Event> heard = new ArrayList<>();
    private final Set<Long> taken = new HashSet<>();

    private Terminal(ServerUnderTest server, Account account, String id, ECKey sig) {
        super(server, Tokens.ofTerminal(server, () -> assertion(server, id, sig)), Map.of());
        this.account = account;
        this.id = id;
        this.sig = sig;
    }

    static Terminal enrol(Account account, ECKey sig, ECKey enc) {
        Reply reply = enrolment(account.enterprise().server(), account.enrolmentCode(), sig, enc)
                .expect(201);
        return new Terminal(
                account.enterprise().server(), account, reply.json().get("id").asText(), sig);
    }

    /** What the server says to a device that enrols with this code and a right proof. */
    public static Reply enrolment(ServerUnderTest server, String code, ECKey sig, ECKey enc) {
        return server.anonymous()
                .post(
                        "/terminals",
                        Map.of(
                                "code", code,
                                "name", "Terminal",
                                "sig", Keypairs.publicJwk(sig),
                                "enc", Keypairs.publicJwk(enc),
                                "proof", Keypairs.enrolmentProof(server, code, sig, enc)));
    }

    /** A right assertion, fresh by the server's clock. */
    private static String assertion(ServerUnderTest server, String id, ECKey sig) {
        Instant now = server.now();
        return Keypairs.sign(
                "JWT",
                new JWTClaimsSet.Builder()
                        .issuer(id)
                        .subject(id)
                        .audience(server.address())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(50)))
                        .jwtID(UUID.randomUUID().toString())
                        .build(),
                sig);
    }

    /** The same device, with the same keys, as it talks to another server. */
    public Terminal at(ServerUnderTest other) {
        return new Terminal(other, account, id, sig);
    }

    /** A right assertion that nobody has used yet. */
    public String assertion() {
        return assertion(server(), id, sig);
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Whose it is. */
    public Account account() {
        return account;
    }

    /** The key that it signs with. */
    public ECKey sig() {
        return sig;
    }

    // -------------------------------------------------------------------------------------------- virtual identifiers

    /** Issues an identifier in the form {@code characters}. */
    public Identifier issuesIdentifier(Condition... conditions) {
        return issuesIdentifier(List.of("characters"), conditions);
    }

    /** Issues an identifier in these forms, with the label {@code "Door"}. */
    public Identifier issuesIdentifier(List<String> forms, Condition... conditions) {
        return Identifier.of(post(
                        "/virtual-identifiers",
                        Map.of("forms", forms, "label", "Door", "conditions", Condition.together(conditions)))
                .expect(201)
                .json());
    }

    /** Its own identifier, as it is now. */
    public JsonNode sees(Identifier identifier) {
        return reads(identifier.path());
    }

    /** Blocks who placed a call to it; the pseudonym. */
    public String blocks(Identifier identifier, String call) {
        return post(identifier.path() + "/blocks", Map.of("callId", call))
                .expect(200)
                .json()
                .get("pseudonym")
                .asText();
    }

    /** Pauses it. */
    public void pauses(Identifier identifier) {
        post(identifier.path() + "/pause").expect(200);
    }

    /** Resumes it. */
    public void resumes(Identifier identifier) {
        post(identifier.path() + "/resume").expect(200);
    }

    /** Revokes it. */
    public void revokes(Identifier identifier) {
        delete(identifier.path()).expect(204);
    }

    /** Edits its conditions, having read it. */
    public JsonNode edits(Identifier identifier, Condition... conditions) {
        return patch(
                        identifier.path(),
                        Map.of("conditions", Condition.together(conditions)),
                        get(identifier.path()).expect(200).header("ETag").orElseThrow())
                .expect(200)
                .json();
    }

    // -------------------------------------------------------------------------------------------------------- calls

    /** Calls; the call's id. */
    public String dials(Identifier identifier) {
        return dials(identifier.code());
    }

    /** Calls; the call's id. */
    public String dials(String code) {
        return triesToDial(code).expect(201).json().get("id").asText();
    }

    /** Calls, whatever comes of it. */
    public Reply triesToDial(String code) {
        return post("/calls", Map.of("to", code));
    }

    /** Calls with a PIN; the call's id. */
    public String dials(Identifier identifier, String pin) {
        return triesToDial(identifier, pin).expect(201).json().get("id").asText();
    }

    /** Calls with a PIN, whatever comes of it. */
    public Reply triesToDial(Identifier identifier, String pin) {
        return post("/calls", Map.of("to", identifier.code(), "pin", pin));
    }

    /** Calls and lets the owner see who calls; the call's id. */
    public String dialsOpenly(Identifier identifier) {
        return triesToDialOpenly(identifier).expect(201).json().get("id").asText();
    }

    /** Calls and lets the owner see who calls, whatever comes of it. */
    public Reply triesToDialOpenly(Identifier identifier) {
        return post("/calls", Map.of("to", identifier.code(), "discloseAccount", true));
    }

    /** Moves a call, whatever comes of it: {@code answer}, {@code cancellation}, … as in the path. */
    public Reply tries(String move, String call) {
        return post("/calls/" + call + "/" + move);
    }

    /** Says that it rings. */
    public JsonNode rings(String call) {
        return tries("ring-acknowledgement", call).expect(200).json();
    }

    /** Answers. */
    public JsonNode answers(String call) {
        return tries("answer", call).expect(200).json();
    }

    /** Rejects for all terminals of the account. */
    public JsonNode rejects(String call) {
        return tries("rejection", call).expect(200).json();
    }

    /** Rejects in another way: {@code leg} or {@code call}, {@code declined} or {@code busy}. */
    public JsonNode rejects(String call, String scope, String reason) {
        return post("/calls/" + call + "/rejection", Map.of("scope", scope, "reason", reason))
                .expect(200)
                .json();
    }

    /** Gives up its own call. */
    public JsonNode cancels(String call) {
        return tries("cancellation", call).expect(200).json();
    }

    /** Says that its side is connected. */
    public JsonNode connects(String call) {
        return tries("connection", call).expect(200).json();
    }

    /** Hangs up. */
    public JsonNode hangsUp(String call) {
        return tries("hang-up", call).expect(200).json();
    }

    /** A call as it sees it now. */
    public JsonNode sees(String call) {
        return reads("/calls/" + call);
    }

    /** The state of a call as it sees it now. */
    public String stateOf(String call) {
        return sees(call).get("state").asText();
    }

    // ------------------------------------------------------------------------------------------------------ mailbox

    /** All events so far, in order; without waiting. The sequence of each must be one more than that before. */
    public synchronized List<Event> mailbox() {
        JsonNode page;
        do {
            page = read(0);
        } while (!page.get("caughtUp").asBoolean());
        return List.copyOf(heard);
    }

    /** The first event of this type that was not awaited before; fails when none comes. */
    public Event awaits(String type) {
        return awaits(type, "");
    }

    /** The first event of this type about this resource that was not awaited before; fails when none comes. */
    public synchronized Event awaits(String type, String subject) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (Event event : heard) {
                if (event.type().equals(type)
                        && (subject.isEmpty() || event.subject().equals(subject))
                        && taken.add(event.sequence())) {
                    return event;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("No " + type + " came; only "
                        + heard.stream().map(Event::type).toList());
            }
            read(2);
        }
    }

    /** The types of all events about a resource so far, in order. */
    public List<String> hasHeardOf(String subject) {
        return mailbox().stream()
                .filter(event -> event.subject().equals(subject))
                .map(Event::type)
                .toList();
    }

    /** Acknowledges all up to a sequence. */
    public void acknowledges(long sequence) {
        post("/mailbox/acknowledgement", Map.of("sequence", sequence)).expect(200);
    }

    /** A ticket for a channel. */
    public String ticket() {
        return post("/mailbox/tickets").expect(201).json().get("ticket").asText();
    }

    /** Opens its channel from the last acknowledged position on, with a ticket. */
    public Channel opensChannel() {
        return Channel.open(server(), "ticket=" + ticket(), Map.of());
    }

    /** Opens its channel after a position, with a ticket. */
    public Channel opensChannel(long after) {
        return Channel.open(server(), "ticket=" + ticket() + "&after=" + after, Map.of());
    }

    /** Opens its channel as server-sent events, with its token. */
    public EventStream opensStream(String query) {
        return EventStream.open(server(), query, Map.of("Authorization", "Bearer " + token()));
    }

    private JsonNode read(int wait) {
        long after = heard.isEmpty() ? 0 : heard.get(heard.size() - 1).sequence();
        JsonNode page = reads("/mailbox?after=" + after + "&wait=" + wait);
        for (JsonNode json : page.get("events")) {
            Event event = Event.of(json);
            if (event.sequence() != ++after) {
                throw new AssertionError("A gap before " + json + ", after " + (after - 1));
            }
            heard.add(event);
        }
        return page;
    }
}
