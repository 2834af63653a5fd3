// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.rest;

import io.switchboard.shared.rest.LandingPage;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What a scanned code opens: a page that says what to do with it. It looks nothing up, so that it tells nothing about the code; the code
 * is read out of the address by whoever opened it.
 */
@WebServlet({"/c/*", "/enrol"})
public class LandingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ENROL = "switchboard enrol CODE --name NAME";
    private static final String DIAL = "switchboard calls dial CODE";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean enrolment = request.getServletPath().equals("/enrol");
        LandingPage.write(
                request,
                response,
                enrolment
                        ? page(
                                "Enrol a terminal",
                                "The address of this page holds an enrolment code for one terminal. On the new terminal, run this with the whole address as CODE:",
                                ENROL)
                        : page(
                                "A temporary call",
                                "The address of this page holds a virtual identifier. Call it from an enrolled terminal, with the whole address as CODE:",
                                DIAL),
                enrolment
                        ? page("登记终端", "此页面地址中含有一次性登记码。请在新终端上运行(CODE 可为完整地址):", ENROL)
                        : page("临时呼叫", "此页面地址中含有一个虚拟标识。请用已登记的终端拨打(CODE 可为完整地址):", DIAL));
    }

    private static LandingPage page(String title, String text, String command) {
        return new LandingPage(title, "<p>" + text + "</p><pre>" + command + "</pre>");
    }
}
