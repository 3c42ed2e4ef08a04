package io.tillgate.figures;

import io.tillgate.processor.ProcessorId;
import java.util.Optional;

/** What came in and what went wrong, day by day. Safe for use by many threads; quick however many orders there are. */
public interface DailyFigures {

    /** The days up to today, of one processor or of all of them. */
    Figures of(FiguresPeriod period, Optional<ProcessorId> processor);
}
