// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another's reader reads what we draw. */
class QrCodesTest {
    private static final String URL = "https://switchboard.example/c/4W2nQ0tV9zqYk3rT1sXbGA";
    private static final int BORDER = 4;
    private static final int PIXELS = 8;
    private static final int WHITE = 0xFFFFFFFF;

    @ParameterizedTest
    @ValueSource(
            strings = {
                URL,
                "http://localhost:8080/c/7QK4M9ZT2B9",
                "http://localhost:8080/enrol#ABCDEFGHJKMNPQRSTVWXYZ0123",
                "https://a-rather-long-host-name.of.some.enterprise.example:8443/c/1205349160782353"
            })
    void thePngHoldsTheText(String text) throws IOException, ReaderException {
        assertThat(read(png(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {URL, "http://localhost:8080/c/7QK4M9ZT2B9"})
    void theSvgHoldsTheText(String text) throws ReaderException {
        assertThat(read(drawn(QrCodes.svg(text)))).isEqualTo(text);
    }

    @Test
    void thePngHasTheQuietZoneThatReadersNeed() throws IOException {
        BufferedImage image = png(URL);
        int quiet = BORDER * PIXELS;

        assertThat(image.getWidth()).isEqualTo(image.getHeight());
        assertThat((image.getWidth() / PIXELS - 2 * BORDER - 17) % 4)
                .as("sizes of QR codes are 21, 25, 29…")
                .isZero();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if (Math.min(Math.min(x, y), image.getWidth() - 1 - Math.max(x, y)) < quiet) {
                    assertThat(image.getRGB(x, y)).as("%d, %d", x, y).isEqualTo(WHITE);
                }
            }
        }
        assertThat(image.getRGB(quiet, quiet)).as("the first module").isEqualTo(0xFF000000);
    }

    @Test
    void theSvgHasNothingInItButTheDrawing() {
        assertThat(QrCodes.svg("https://host/c/<script>&\"'"))
                .doesNotContain("script")
                .doesNotContain("host")
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    }

    @Test
    void theSvgIsAsLargeAsThePngInModules() throws IOException {
        int side = png(URL).getWidth() / PIXELS;

        assertThat(QrCodes.svg(URL)).contains("viewBox=\"0 0 " + side + " " + side + "\"");
    }

    private static BufferedImage png(String text) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(QrCodes.png(text)));
    }

    /** Rasters the path, which is all that such an SVG has. */
    private static BufferedImage drawn(String svg) {
        Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"").matcher(svg);
        assertThat(box.find()).isTrue();
        int side = Integer.parseInt(box.group(1)) * PIXELS;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(java.awt.Color.WHITE);
        graphics.fillRect(0, 0, side, side);
        graphics.setColor(java.awt.Color.BLACK);
        Matcher module = Pattern.compile("M(\\d+),(\\d+)h1v1h-1z").matcher(svg);
        while (module.find()) {
            graphics.fillRect(
                    Integer.parseInt(module.group(1)) * PIXELS,
                    Integer.parseInt(module.group(2)) * PIXELS,
                    PIXELS,
                    PIXELS);
        }
        graphics.dispose();
        return image;
    }

    private static String read(BufferedImage image) throws ReaderException {
        LuminanceSource source = new BufferedImageLuminanceSource(image);
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)))
                    .getText();
        } catch (NotFoundException e) {
            throw new AssertionError("there is no QR code in it", e);
        }
    }
}
