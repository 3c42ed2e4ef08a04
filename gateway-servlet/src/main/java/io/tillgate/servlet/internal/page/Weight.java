package io.tillgate.servlet.internal.page;

/** The weight that a client gives to one of several things it takes. */
public final class Weight {

    private Weight() {}

    /**
     * The q among the parameters of a range in thousandths; what is not a number counts as 1.
     *
     * @param parts the range and its parameters, as they were between semicolons
     */
    public static int of(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (parameter.startsWith("q=0")) {
                String digits = parameter.substring(3).replace(".", "");
                String thousandths = (digits + "000").substring(0, 3);
                return thousandths.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(thousandths) : 1000;
            }
        }
        return 1000;
    }
}
