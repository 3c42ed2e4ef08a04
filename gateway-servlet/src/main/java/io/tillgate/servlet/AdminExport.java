package io.tillgate.servlet;

import io.tillgate.desk.StaffAct;
import io.tillgate.desk.StaffLog;

/** Writes into the staff log who took data out. */
final class AdminExport {

    private AdminExport() {}

    /**
     * Call it before the first byte goes out: what is not noted is not given.
     *
     * @param what was taken, with its filter
     */
    static void note(StaffLog log, AdminAsk ask, String what) {
        if (!ask.ask().isHead()) {
            log.exported(new StaffAct(ask.staff().name(), "downloaded as CSV"), what);
        }
    }
}
