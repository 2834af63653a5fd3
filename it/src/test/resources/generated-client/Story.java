// SPDX-License-Identifier: Apache-2.0
import generated.ApiClient;
import generated.ApiException;
import generated.api.AccountsApi;
import generated.api.CallsApi;
import generated.api.TokensApi;
import generated.api.VirtualIdentifiersApi;
import generated.model.CallDirection;
import generated.model.CallView;
import generated.model.CreateAccountRequest;
import generated.model.IdentifierForm;
import generated.model.IssueIdentifierRequest;
import generated.model.PlaceCallRequest;
import generated.model.VirtualIdentifierView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What an enterprise's back end does with the generated client alone: a call between two of its accounts, and one that is refused. */
public final class Story {
    private Story() {}

    /**
     * Plays it.
     *
     * @return what happened, step by step
     */
    public static List<String> play(String server, String clientId, String secret) throws ApiException {
        ApiClient client = new ApiClient();
        client.setBasePath(server);
        String basic = Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
        String token = new TokensApi(client)
                .tokensToken("client_credentials", null, null, Map.of("Authorization", "Basic " + basic))
                .getAccessToken();
        client.addDefaultHeader("Authorization", "Bearer " + token);

        String owner = account(client, "Owner");
        String caller = account(client, "Caller");
        VirtualIdentifierView identifier = new VirtualIdentifiersApi(client)
                .virtualIdentifiersIssue(
                        new IssueIdentifierRequest().forms(Set.of(IdentifierForm.DIGITS)).label("For a parcel"), key(), owner);
        String code = identifier.getCodes().get("digits");

        List<String> happened = new ArrayList<>();
        CallsApi calls = new CallsApi(client);
        UUID id = calls.callsPlace(new PlaceCallRequest().to(code), key(), caller).getId();
        CallView rings = calls.callsGet(id, owner);
        happened.add("rings: " + rings.getState() + " " + rings.getLabel() + " " + rings.getDirection());
        happened.add("answer: " + calls.callsAnswer(id, key(), owner).getState());
        calls.callsConnected(id, key(), owner);
        happened.add("connected: " + calls.callsConnected(id, key(), caller).getState());
        happened.add("hang up: " + calls.callsHangUp(id, key(), caller).getState());
        happened.add("listed: "
                + calls.callsList(CallDirection.INCOMING, null, null, null, null, null, 10, null, owner).getItems().size());
        try {
            calls.callsPlace(new PlaceCallRequest().to(code), key(), owner);
            happened.add("own call: let through");
        } catch (ApiException refused) {
            happened.add("own call: " + refused.getCode() + " "
                    + (refused.getResponseBody().contains("call-refused") ? "call-refused" : refused.getResponseBody()));
        }
        return happened;
    }

    private static String account(ApiClient client, String name) throws ApiException {
        return new AccountsApi(client)
                .accountsCreate(new CreateAccountRequest().name(name), key(), null)
                .getId()
                .toString();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
