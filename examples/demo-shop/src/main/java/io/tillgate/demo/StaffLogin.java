package io.tillgate.demo;

import java.security.SecureRandom;

/** The login of the demo's staff; another password at each start. */
record StaffLogin(String name, String password) {
    /** The role that Tillgate's admin pages ask for. */
    static final String ROLE = "tillgate-admin";

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int PASSWORD_CHARS = 12;

    static StaffLogin random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_CHARS; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new StaffLogin("demo", password.toString());
    }

    @Override
    public String toString() {
        return "StaffLogin[" + name + "]";
    }
}
