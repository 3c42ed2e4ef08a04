package io.tillgate.internal.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class CurveLibraryTest {

    @Test
    void a_host_that_has_it_is_told_from_one_that_has_not() throws Exception {
        assertThat(CurveLibrary.isPresent()).isTrue();

        Class<?> elsewhere = new WithoutTheLibrary().loadClass(CurveLibrary.class.getName());

        assertThat(elsewhere).isNotEqualTo(CurveLibrary.class);
        assertThat(elsewhere.getMethod("isPresent").invoke(null)).isEqualTo(false);
    }

    /** Loads our classes anew, and finds nothing of Bouncy Castle. */
    private static final class WithoutTheLibrary extends ClassLoader {

        WithoutTheLibrary() {
            super(CurveLibraryTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.bouncycastle.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.tillgate.internal.bitcoin.")) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }
}
