// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.rest;

import io.switchboard.accounts.service.AccessToken;
import io.switchboard.accounts.service.FirstContacts;
import io.switchboard.accounts.service.SigningKeys;
import io.switchboard.accounts.service.TokenService;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.RequestAttributes;
import io.switchboard.shared.service.RequestRates;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.wire.ApiClientId;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** {@code /oauth2}: OAuth 2.0 (RFC 6749), grant {@code client_credentials}; errors are that standard's, not problems. */
@Path("/oauth2")
@Produces(MediaType.APPLICATION_JSON)
public class TokensResource {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String BASIC = "basic ";

    @Inject
    TokenService tokens;

    @Inject
    SigningKeys keys;

    @Inject
    FirstContacts contacts;

    @Inject
    Requests requests;

    @Inject
    RequestRates rates;

    @Inject
    HttpServletRequest request;

    @Inject
    Settings settings;

    @Context
    HttpServletResponse response;

    @POST
    @Path("/token")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @AllowedTo(Callers.ANYONE)
    @SecurityRequirements
    @Operation(summary = "Get an access token: API clients by client_secret_basic, terminals by private_key_jwt")
    public Response token(
            @FormParam("grant_type") @Nullable String grantType,
            @FormParam("client_assertion_type") @Nullable String assertionType,
            @FormParam("client_assertion") @Nullable String assertion,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        if (grantType == null) {
            return error("invalid_request", "grant_type is missing");
        }
        if (!"client_credentials".equals(grantType)) {
            return error("unsupported_grant_type", "The only grant is client_credentials");
        }
        if (assertion != null && authorization != null) {
            return error("invalid_request", "Authenticate one way, not two");
        }
        if (assertion != null) {
            return ASSERTION_TYPE.equals(assertionType)
                    ? answer(tried(Optional.empty(), () -> asserted(assertion)), false)
                    : error("invalid_request", "client_assertion_type must be " + ASSERTION_TYPE);
        }
        return answer(basic(authorization), true);
    }

    @GET
    @Path("/jwks")
    @AllowedTo(Callers.ANYONE)
    @SecurityRequirements
    @Operation(summary = "The public keys that access tokens are signed with (RFC 7517)")
    public String jwks() {
        long seconds = settings.get(SettingKey.JWKS_CACHE_TIME).toSeconds();
        // In place of what every answer says, which a header of JAX-RS would only be added to.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=" + seconds);
        return keys.publicJwks();
    }

    private Optional<AccessToken> asserted(String assertion) {
        contacts.meet(assertion);
        return requests.run(() -> tokens.forAssertion(assertion));
    }

    private Optional<AccessToken> basic(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            ApiClientId id = new ApiClientId(decode(pair.substring(0, colon)));
            String secret = decode(pair.substring(colon + 1));
            return tried(Optional.of(id.toString()), () -> tokens.forSecret(id, secret));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What fails too often is not even looked at. Assertions are signed: there is nothing to guess at, and nobody to lock out. */
    private Optional<AccessToken> tried(Optional<String> client, Supplier<Optional<AccessToken>> credentials) {
        String address = (String) request.getAttribute(RequestAttributes.SOURCE_ADDRESS);
        rates.requireFewFailures(address, client);
        Optional<AccessToken> token = credentials.get();
        if (token.isEmpty()) {
            rates.failed(address, client);
        }
        return token;
    }

    /** Both halves are form-encoded first (RFC 6749 section 2.3.1). */
    private static String decode(String half) {
        return URLDecoder.decode(half, StandardCharsets.UTF_8);
    }

    private static Response answer(Optional<AccessToken> token, boolean byHeader) {
        if (token.isEmpty()) {
            Response.ResponseBuilder refused = Response.status(Response.Status.UNAUTHORIZED)
                    .entity(Map.of(
                            "error", "invalid_client", "error_description", "The client's credentials do not hold"));
            return byHeader
                    ? refused.header(HttpHeaders.WWW_AUTHENTICATE, "Basic").build()
                    : refused.build();
        }
        return Response.ok(Map.of(
                        "access_token", token.get().value(),
                        "token_type", "Bearer",
                        "expires_in", token.get().expiresIn().toSeconds(),
                        "scope", token.get().scope()))
                .header("Pragma", "no-cache")
                .build();
    }

    private static Response error(String error, String description) {
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(Map.of("error", error, "error_description", description))
                .build();
    }
}
