// The calendar functions, and now and today.
#include "base/calendar.h"

#include "builtin/parts.h"

static int64_t day_of(jx_value value) { return value.kind == JX_DATE ? value.as.date : value.as.clock->day; }

jx_value jx_fn_day_of_year(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)context, (void)count;
    return jx_integer(jx_day_of_year(day_of(arguments[0])));
}

jx_value jx_fn_day_of_week(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    static const char *const names[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
    (void)context, (void)count;
    return jx_string(jx_text_of(names[jx_weekday(day_of(arguments[0])) - 1]));
}

jx_value jx_fn_month_of_year(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    static const char *const names[] = { "January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December" };
    (void)context, (void)count;
    return jx_string(jx_text_of(names[jx_civil_of(day_of(arguments[0])).month - 1]));
}

jx_value jx_fn_week_of_year(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)context, (void)count;
    return jx_integer(jx_week_of_year(day_of(arguments[0])));
}

jx_value jx_fn_now(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)arguments, (void)count;
    return context->now ? *context->now : jx_answer_null(context, "no present time was given");
}

jx_value jx_fn_today(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)arguments, (void)count;
    return context->now ? jx_date(day_of(*context->now)) : jx_answer_null(context, "no present time was given");
}
