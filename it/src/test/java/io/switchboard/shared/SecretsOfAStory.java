// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.ECKey;
import io.switchboard.harness.Account;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Keypairs;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything that happens on a server, and every secret that somebody was told or keeps meanwhile, in all its forms. */
final class SecretsOfAStory {
    private static final List<String> FORMS = List.of("characters", "digits", "qr");
    private static final Pattern ADMIN_SECRET = Pattern.compile("Admin client secret: (\\S+)");

    private static final String PIN = "840275193662";

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Account owner;
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Terminal rung;
    private final Identifier open;
    private final Identifier revoked;

    SecretsOfAStory(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        owner = enterprise.newAccount();
        rung = owner.enrolsTerminal();
        open = rung.issuesIdentifier(FORMS);
        revoked = rung.issuesIdentifier(FORMS);
    }

    /** Lets it happen. */
    void plays() {
        Matcher console = ADMIN_SECRET.matcher(server.console());
        if (!console.find()) {
            throw new AssertionError("The first start has printed no secret");
        }
        know("the admin client's one-time secret", console.group(1));
        know("the admin client's secret", server.adminSecret());
        JsonNode client = server.admin()
                .post("/enterprises/" + enterprise.id() + "/api-clients", Map.of("name", "back end"))
                .expect(201)
                .json();
        know("a client's secret", client.get("secret").asText());
        JsonNode rotated = server.admin()
                .post("/enterprises/" + enterprise.id() + "/api-clients/"
                        + client.get("id").asText() + "/secret-rotation")
                .expect(200)
                .json();
        know("a client's new secret", rotated.get("secret").asText());
        enrols();
        webhook();
        Terminal caller = server.newEnterprise().newAccount().enrolsTerminal();
        know("a terminal's token", String.valueOf(caller.token()));
        know("a client's token", String.valueOf(enterprise.token()));
        know("the private key of a terminal", rung.sig().getD().toString());
        know("an open ticket", rung.ticket());
        issued(open);
        issued(revoked);
        for (String form : FORMS) {
            String call = caller.dials(open.code(form));
            rung.rings(call);
            rung.answers(call);
            caller.hangsUp(call);
            caller.triesToDial(revoked.code(form).replaceAll(".$", "?")).expect(400);
        }
        Identifier guarded = rung.issuesIdentifier(Condition.pin(PIN));
        know("a PIN", PIN);
        caller.cancels(caller.dials(guarded, PIN));
        caller.triesToDial(guarded, PIN + "0").expect(400);
        rung.edits(guarded, Condition.maxCalls(7));
        rung.revokes(revoked);
        caller.triesToDial(revoked.code()).expect(403);
    }

    private void enrols() {
        know("an unused enrolment code", owner.enrolmentCode());
        String used = owner.enrolmentCode();
        know("a used enrolment code", used);
        ECKey sig = Keypairs.fresh();
        ECKey enc = Keypairs.fresh();
        Terminal.enrolment(server, used, sig, enc).expect(201);
        know("a private key for signing", sig.getD().toString());
        know("a private key for encrypting", enc.getD().toString());
    }

    private void webhook() {
        JsonNode webhook = enterprise
                .post("/webhooks", Map.of("url", Receiver.NOWHERE))
                .expect(201)
                .json();
        know("a webhook's former secret", webhook.get("secret").asText());
        JsonNode rotated = enterprise
                .post("/webhooks/" + webhook.get("id").asText() + "/secret-rotation")
                .expect(200)
                .json();
        know("a webhook's secret", rotated.get("secret").asText());
    }

    private void issued(Identifier identifier) {
        for (String form : FORMS) {
            know("the " + form + " of " + identifier.id(), identifier.code(form));
        }
    }

    /** As it was told, without its separators, and without the address that leads to it. */
    private void know(String what, String secret) {
        secrets.put(what, secret);
        secrets.put(
                what + ", bare",
                secret.replaceAll(".*/c/|^whsec_", "").replaceAll("[-\\s]", secret.contains("/c/") ? "$0" : ""));
        if (secret.length() < 40 && !secret.contains("/c/")) {
            secrets.put(what + ", lower case", secret.replace("-", "").toLowerCase(java.util.Locale.ROOT));
        }
    }

    Map<String, String> secrets() {
        return secrets;
    }

    Identifier open() {
        return open;
    }

    Identifier revoked() {
        return revoked;
    }

    String clientSecret() {
        return known("a client's secret");
    }

    String ticket() {
        return known("an open ticket");
    }

    String enrolmentCode() {
        return known("an unused enrolment code");
    }

    private String known(String what) {
        String secret = secrets.get(what);
        if (secret == null) {
            throw new AssertionError("The story has not been played: no " + what);
        }
        return secret;
    }
}
