package io.tillgate.demo;

import java.security.SecureRandom;
import java.util.List;

/**
 * The demo's staff, who share a password; another one at each start. One has all roles, so that one login shows
 * everything; the others show what a shop with more people gets: nobody approves what they asked for themselves.
 */
record StaffLogin(String name, String password) {
    /** What Tillgate asks the container for. */
    static final List<Person> PEOPLE = List.of(
            new Person("demo", "tillgate-admin"),
            new Person("staff", "tillgate-operator"),
            new Person("boss", "tillgate-approver"),
            new Person("viewer", "tillgate-viewer"));

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int PASSWORD_CHARS = 12;

    /** Somebody who may log in. */
    record Person(String name, String role) {}

    static StaffLogin random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_CHARS; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new StaffLogin(PEOPLE.get(0).name(), password.toString());
    }

    @Override
    public String toString() {
        return "StaffLogin[" + name + "]";
    }
}
