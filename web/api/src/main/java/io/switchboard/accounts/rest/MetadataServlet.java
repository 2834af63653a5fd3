// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.rest;

import io.switchboard.accounts.service.TokenService;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.WireJson;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The authorization server's metadata (RFC 8414 section 2): all members that are required or recommended and say something here. There is
 * no authorization endpoint, because the only grant needs none, and so there are no response types.
 */
@WebServlet("/.well-known/oauth-authorization-server")
public class MetadataServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Settings settings;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String issuer = settings.get(SettingKey.PUBLIC_URL).toString();
        response.setContentType("application/json");
        response.getWriter()
                .write(WireJson.write(Map.of(
                        "issuer",
                        issuer,
                        "token_endpoint",
                        issuer + "/api/v1/oauth2/token",
                        "jwks_uri",
                        issuer + "/api/v1/oauth2/jwks",
                        "scopes_supported",
                        TokenService.SCOPES,
                        "grant_types_supported",
                        List.of("client_credentials"),
                        "response_types_supported",
                        List.of(),
                        "token_endpoint_auth_methods_supported",
                        List.of("client_secret_basic", "private_key_jwt"),
                        "token_endpoint_auth_signing_alg_values_supported",
                        List.of("ES256"),
                        "service_documentation",
                        issuer + "/api/docs")));
    }
}
