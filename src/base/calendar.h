// The proleptic Gregorian calendar in 64-bit days since 1970-01-01; years −999,999,999..999,999,999 (astronomical).
#ifndef JX_BASE_CALENDAR_H
#define JX_BASE_CALENDAR_H

#include "base/text.h"

typedef struct {
    int32_t year;
    uint8_t month, day;
} jx_civil;

#define JX_YEAR_MAX 999999999

bool jx_civil_valid(int64_t year, int64_t month, int64_t day);
int64_t jx_days_of(jx_civil civil);
bool jx_days_valid(int64_t days);        // within the range of years; ask before the functions below
jx_civil jx_civil_of(int64_t days);
int jx_days_in_month(int32_t year, int month);
int jx_weekday(int64_t days);           // Monday 1 .. Sunday 7
int jx_day_of_year(int64_t days);       // 1..366
int jx_week_of_year(int64_t days);      // ISO 8601
bool jx_date_read(jx_text text, int64_t *out_days);  // [-]YYYY-MM-DD as FEEL writes it
void jx_date_print(int64_t days, jx_buffer *out);
bool jx_months_add(int64_t days, int64_t months, int64_t *out_days);  // day kept, clipped to the month's last

#endif
