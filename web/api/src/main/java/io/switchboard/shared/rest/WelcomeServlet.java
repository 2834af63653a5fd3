// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the server's bare address opens: says what answers here, and where to read on. */
@WebServlet("")
public class WelcomeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String LINKS =
            "<ul><li><a href=\"/api/docs/\">%s</a></li><li><a href=\"/openapi\">%s</a></li></ul>";
    private static final LandingPage ENGLISH = new LandingPage(
            "Switchboard",
            "<p>This server lets two terminals call each other through virtual identifiers that hide the real account, and"
                    + " send each other data of which nothing is uploaded that is known already."
                    + " It is for programs; there is nothing to sign in to here.</p>"
                    + LINKS.formatted("How to use the API", "The OpenAPI document"));
    private static final LandingPage CHINESE = new LandingPage(
            "Switchboard",
            "<p>本服务器让两台终端通过虚拟标识互相呼叫,而不暴露真实账户,并互相发送数据:已有的数据不会重复上传。它供程序使用,此处无需登录。</p>"
                    + LINKS.formatted("API 使用说明", "OpenAPI 文档"));

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        LandingPage.write(request, response, ENGLISH, CHINESE);
    }
}
