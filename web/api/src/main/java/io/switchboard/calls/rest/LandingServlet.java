// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.rest;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/**
 * What a scanned code opens: a page that says what to do with it. It looks nothing up, so that it tells nothing about the code; the code
 * is read out of the address by whoever opened it.
 */
@WebServlet({"/c/*", "/enrol"})
public class LandingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean enrolment = request.getServletPath().equals("/enrol");
        boolean chinese = "zh".equals(request.getLocale().getLanguage());
        response.setCharacterEncoding("UTF-8");
        response.setContentType("text/html");
        response.setHeader("Vary", "Accept-Language");
        response.getWriter().write(page(chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH, enrolment));
    }

    private static String page(Locale locale, boolean enrolment) {
        boolean chinese = locale.equals(Locale.SIMPLIFIED_CHINESE);
        String title = chinese ? (enrolment ? "登记终端" : "临时呼叫") : (enrolment ? "Enrol a terminal" : "A temporary call");
        String text = enrolment
                ? (chinese
                        ? "此页面地址中含有一次性登记码。请在新终端上运行(CODE 可为完整地址):"
                        : "The address of this page holds an enrolment code for one terminal. On the new terminal, run this with the whole address as CODE:")
                : (chinese
                        ? "此页面地址中含有一个虚拟标识。请用已登记的终端拨打(CODE 可为完整地址):"
                        : "The address of this page holds a virtual identifier. Call it from an enrolled terminal, with the whole address as CODE:");
        String command = enrolment ? "switchboard enrol CODE --name NAME" : "switchboard calls dial CODE";
        return "<!doctype html><html lang=\"" + (chinese ? "zh-CN" : "en")
                + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\"><title>"
                + title
                + "</title><link rel=\"stylesheet\" href=\"/page.css\"></head><body><main><h1>" + title + "</h1><p>"
                + text
                + "</p><pre>" + command + "</pre></main></body></html>";
    }
}
