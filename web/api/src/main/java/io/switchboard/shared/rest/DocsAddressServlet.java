// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Leads from the addresses without a slash to the API's page below the public URL. The container would do so by itself, to whatever host
 * the request names.
 */
@WebServlet({"/api", "/api/docs"})
public class DocsAddressServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Settings settings;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect(settings.get(SettingKey.PUBLIC_URL) + "/api/docs/");
    }
}
