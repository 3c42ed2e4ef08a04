package io.tillgate.servlet;

import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.StaffLog;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.ReviewReason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Any view of the orders as CSV, however long: read and sent a batch at a time. */
final class OrdersCsv {

    /** Documented in {@code docs/operating.md}: new columns come at the end, none goes away. */
    static final List<String> COLUMNS = List.of(
            "order_id",
            "reference",
            "attempt",
            "status",
            "anomaly",
            "review",
            "processor",
            "price",
            "price_currency",
            "due",
            "received",
            "pending",
            "missing",
            "due_currency",
            "created_at",
            "expires_at",
            "updated_at",
            "description");

    private final OrderDesk desk;
    private final StaffLog log;

    OrdersCsv(OrderDesk desk, StaffLog log) {
        this.desk = desk;
        this.log = log;
    }

    Answer answer(AdminAsk ask, OrderFilter filter, Map<String, String> fields) {
        AdminExport.note(log, ask, QueryFields.url("orders", fields));
        return Csv.answer(AdminOrders.CSV, COLUMNS, csv -> desk.export(filter, order -> row(csv, order)));
    }

    private static void row(Csv csv, MerchantOrder order) {
        csv.value(order.id().toString())
                .text(order.reference())
                .value(Integer.toString(order.attempt()))
                .value(order.status().name())
                .value(order.anomaly().name())
                .value(order.state().review().stream().map(ReviewReason::name).collect(Collectors.joining(" ")))
                .text(order.processor())
                .value(plain(order.terms().price().toDecimal()))
                .value(order.terms().price().currency().code())
                .value(plain(order.terms().due().toDecimal()))
                .value(plain(order.state().received().toDecimal()))
                .value(plain(order.state().pending().toDecimal()))
                .value(plain(order.missing().toDecimal()))
                .value(order.terms().due().currency().code())
                .value(order.createdAt().toString())
                .value(order.terms().expiresAt().toString())
                .value(order.updatedAt().toString())
                .text(order.shop().description())
                .end();
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }
}
