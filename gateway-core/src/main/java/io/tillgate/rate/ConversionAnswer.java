package io.tillgate.rate;

/** What a question for a conversion gave. */
public sealed interface ConversionAnswer {

    record Converted(Conversion conversion) implements ConversionAnswer {}

    record Refused(RateAnswer.NoRate noRate) implements ConversionAnswer {}
}
