package io.tillgate.internal.statement;

import io.tillgate.money.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The columns of a file, and how a row of them is read. */
interface StatementFormat {

    StatementEntry read(StatementCells cells) throws StatementFault;

    /** Picks the format by the header; throws when it is none that we know. */
    static Header header(List<String> names, Currency currency) throws StatementFault {
        if (names.size() == 1 && (names.get(0).contains(";") || names.get(0).contains("\t"))) {
            String mark = names.get(0).contains(";") ? "semicolons" : "tabs";
            throw new StatementFault(
                    "row 1", "separates its columns with " + mark, "save the file with commas: CSV, comma delimited");
        }
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip().toLowerCase(Locale.ROOT);
            if (columns.put(name, i) != null) {
                throw StatementFault.at(1, shown(name), "is there twice", "leave one of them out");
            }
        }
        if (MtGoxCsv.isHeader(columns.keySet())) {
            return new Header(columns, new MtGoxCsv(currency));
        }
        PlainCsv.check(columns.keySet());
        return new Header(columns, new PlainCsv(currency));
    }

    /** A name as it may be shown. */
    static String shown(String name) {
        return name.isEmpty() ? "without a name" : name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }

    /** A header that was understood. */
    record Header(Map<String, Integer> columns, StatementFormat format) {
        boolean isMtGox() {
            return format instanceof MtGoxCsv;
        }
    }
}
