package io.tillgate.internal.statement;

import io.tillgate.failure.Problem;

/** Something in a statement's file that can't be right: says where, what, and what would be. */
public final class StatementFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    StatementFault(String where, String fault, String fix) {
        super(where + " " + fault);
        this.problem = new Problem(where, fault, fix);
    }

    /** Of a cell, named as a spreadsheet shows it: rows are counted from 1, the header included. */
    static StatementFault at(int row, String column, String fault, String fix) {
        return new StatementFault("row " + row + ", column " + column, fault, fix);
    }

    public Problem problem() {
        return problem;
    }
}
