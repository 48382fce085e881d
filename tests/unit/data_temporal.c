// Times, date-and-times, durations: goldens after the TCK (1116, 1117, 1120, 0100) and own ones for zones. Zone files
// come from the folder named in JX_TEST_ZONEINFO or from the system's; without one these tests are skipped.
#include "unit/check.h"

#include "data/data.h"

static jx_arena *arena;

// Keeps every file it has read.
static jx_text lookup(void *user, jx_text name)
{
    static struct {
        char name[64];
        jx_text bytes;
    } kept[64];
    static size_t count;
    for (size_t i = 0; i < count; i++)
        if (jx_text_equal(check_text_of(kept[i].name), name)) return kept[i].bytes;
    char path[256];
    snprintf(path, sizeof path, "%s/%.*s", (const char *)user, JX_TEXT_ARG(name));
    FILE *file = fopen(path, "rb");
    if (!file) return (jx_text){ NULL, 0 };
    char *bytes = malloc(65536);
    size_t size = fread(bytes, 1, 65536, file);
    fclose(file);
    if (count == JX_COUNT(kept)) return (jx_text){ bytes, size };
    snprintf(kept[count].name, sizeof kept[count].name, "%.*s", JX_TEXT_ARG(name));
    return kept[count++].bytes = (jx_text){ bytes, size };
}

static jx_zones zones;

static bool start(void)
{
    if (!arena) arena = jx_arena_new(jx_allocator_system(), 1u << 26);
    char *folder = getenv("JX_TEST_ZONEINFO");
    static char usual[] = "/usr/share/zoneinfo";
    zones = (jx_zones){ lookup, folder ? folder : usual };
    return jx_zone_known(&zones, JX_TEXT("Europe/Paris"));
}

static const char *printed(bool found, jx_value value)
{
    if (!found) return "null";
    jx_buffer out = jx_buffer_in(arena);
    jx_value_print(value, &out);
    return jx_text_copy(arena, jx_buffer_text(&out)).bytes;
}

static jx_value read(const char *text)
{
    jx_value value = jx_null();
    jx_temporal_read(arena, &zones, check_text_of(text), &value);
    return value;
}

// As @"..." reads it, printed again.
static const char *again(const char *text)
{
    jx_value value;
    bool found = jx_temporal_read(arena, &zones, check_text_of(text), &value);
    return printed(found, value);
}

static const char *plus(const char *a, const char *b)
{
    jx_value value;
    bool found = jx_temporal_add(arena, &zones, read(a), read(b), &value);
    return printed(found, value);
}

static const char *minus(const char *a, const char *b)
{
    jx_value value;
    bool found = jx_temporal_subtract(arena, &zones, read(a), read(b), &value);
    return printed(found, value);
}

static const char *times(const char *a, const char *number, bool divide)
{
    jx_value value = jx_null();
    jx_decimal by;
    bool found = jx_decimal_read(check_text_of(number), &by);
    found = found && (divide ? jx_temporal_divide : jx_temporal_multiply)(read(a), jx_number(by), &value);
    return printed(found, value);
}

TEST(reading_times)
{
    start();
    static const char *const same[] = { "11:22:33.444",
                                        "11:22:33.123456789",
                                        "23:59:00Z",
                                        "13:20:00+02:00",
                                        "11:59:45-02:45:55",
                                        "24:00:00",
                                        "2017-12-31T11:22:33.456+01:35",
                                        "-999999999-12-31T23:59:59.999999999+02:00",
                                        "99999-12-31T11:22:33",
                                        "2021-01-01",
                                        "2018-12-10T10:30:00.0001" };
    for (size_t i = 0; i < JX_COUNT(same); i++)
        CHECK_STRING(again(same[i]), same[i]);
    CHECK_STRING(again("11:22:33-00:00"), "11:22:33Z");
    CHECK_STRING(again("11:22:33.500"), "11:22:33.5");
    static const char *const bad[] = { "23:59:60",
                                       "24:00:01",
                                       "24:01:00",
                                       "00:60:00",
                                       "7:00:00",
                                       "07:01:2",
                                       "13:20:00@xyz/abc",
                                       "13:20:00-19:00",
                                       "13:20:00+5:00",
                                       "7:20",
                                       "07:2",
                                       "9999999999-12-27T11:22:33",
                                       "2017-00-10T11:22:33",
                                       "998-12-31T11:22:33",
                                       "01211-12-31T11:22:33",
                                       "2017-12-31T24:00:01",
                                       "2017-12-31T13:20:00+05:0",
                                       "2017-12-31T13:20:00+5",
                                       "2017-12-31T07:2",
                                       "2011-12-03T10:15:30+01:00@Europe/Paris",
                                       "11:00:00.",
                                       "11:00:00 ",
                                       "",
                                       "13:20:00@../etc/passwd",
                                       "24:00:00.5",
                                       "13:20:00@/etc/passwd",
                                       "13:20:00@" };
    for (size_t i = 0; i < JX_COUNT(bad); i++)
        CHECK_STRING(again(bad[i]), "null");
    jx_value value = jx_null();
    CHECK(jx_date_time_read(arena, &zones, JX_TEXT("2018-12-10"), &value));
    CHECK_STRING(printed(true, value), "2018-12-10T00:00:00");
}

TEST(reading_durations)
{
    start();
    static const char *const pairs[][2] = {
        { "P1D", "P1D" },
        { "PT3M", "PT3M" },
        { "P1DT2H3M4.123456789S", "P1DT2H3M4.123456789S" },
        { "PT0.000S", "PT0S" },
        { "PT0.S", "PT0S" },
        { "P0D", "PT0S" },
        { "-PT1H2M", "-PT1H2M" },
        { "PT1000M0.999999999S", "PT16H40M0.999999999S" },
        { "PT240H", "P10D" },
        { "P2DT100M", "P2DT1H40M" },
        { "P0Y", "P0M" },
        { "P26M", "P2Y2M" },
        { "-P100M", "-P8Y4M" },
        { "-P999999999M", "-P83333333Y3M" },
        { "-P99999999Y", "-P99999999Y" },
        { "P1Y2M", "P1Y2M" },
        { "PT555M", "PT9H15M" },
        { "P1DT0.5S", "P1DT0.5S" },
        { "-PT0.5S", "-PT0.5S" },
        { "P0", "null" },
        { "P", "null" },
        { "PT", "null" },
        { "P1DT", "null" },
        { "1Y", "null" },
        { "P1H", "null" },
        { "P1S", "null" },
        { "P1Y2D", "null" },
        { "P1M1Y", "null" },
        { "PT1.5M", "null" },
        { "P1D1D", "null" },
        { "P99999999999999999999D", "null" },
    };
    for (size_t i = 0; i < JX_COUNT(pairs); i++)
        CHECK_STRING(again(pairs[i][0]), pairs[i][1]);
}

TEST(arithmetic_table)
{
    start();
    CHECK_STRING(plus("2021-01-01T24:00:00", "PT1S"), "2021-01-02T00:00:01");
    CHECK_STRING(minus("2021-01-01T24:00:00", "PT1S"), "2021-01-01T23:59:59");
    CHECK_STRING(plus("PT1S", "2021-01-01T24:00:00"), "2021-01-02T00:00:01");
    CHECK_STRING(plus("2021-01-01", "PT36H"), "2021-01-02");
    CHECK_STRING(minus("2021-01-01", "PT1H"), "2020-12-31");
    CHECK_STRING(minus("2021-01-01", "-PT1H"), "2021-01-01");
    CHECK_STRING(plus("-2021-01-01", "P1Y"), "-2020-01-01");
    CHECK_STRING(plus("2021-01-31", "P1M"), "2021-02-28");
    CHECK_STRING(plus("-2021-01-01T10:10:10+11:00", "-PT1H"), "-2021-01-01T09:10:10+11:00");
    CHECK_STRING(plus("23:30:00Z", "PT1H0.5S"), "00:30:00.5Z");
    CHECK_STRING(minus("00:00:00", "PT0.1S"), "23:59:59.9");
    CHECK_STRING(minus("10:00:00", "11:00:00"), "-PT1H");
    CHECK_STRING(minus("10:00:00Z", "10:00:00+01:00"), "PT1H");
    CHECK_STRING(minus("2021-01-02", "2021-01-01"), "P1D");
    CHECK_STRING(minus("2021-01-02T00:00:00Z", "2021-01-01"), "P1D");
    CHECK_STRING(minus("2021-01-02T00:00:00", "2021-01-01"), "null");
    CHECK_STRING(minus("2021-01-02T00:00:00", "2021-01-01T00:00:00Z"), "null");
    CHECK_STRING(minus("P1D", "2021-01-01"), "null");
    CHECK_STRING(plus("P1D", "P1M"), "null");
    CHECK_STRING(plus("10:00:00", "P1M"), "null");
    CHECK_STRING(plus("P1D", "PT-1H"), "null");
    CHECK_STRING(plus("999999999-12-31", "P1D"), "null");
    CHECK_STRING(plus("999999999-12-31", "P9Y"), "null");
    CHECK_STRING(times("P10Y11M", "2.5", true), "P4Y4M");
    CHECK_STRING(times("PT1S", "0.5", false), "PT0.5S");
    CHECK_STRING(times("-P1D", "3", true), "-PT8H");
    CHECK_STRING(times("P1D", "0", true), "null");
    jx_value value = jx_null();
    CHECK(jx_temporal_divide(read("P1D"), read("PT1H"), &value));
    CHECK_STRING(printed(true, value), "24");
    CHECK(!jx_temporal_divide(read("P1D"), read("PT0S"), &value));
}

TEST(order_by_instant)
{
    start();
    int order = 9;
    CHECK(jx_temporal_compare(read("2020-01-01T10:00:00Z"), read("2020-01-01T10:30:00+01:00"), &order) && order == 1);
    CHECK(jx_temporal_compare(read("2020-01-01T10:00:00.1"), read("2020-01-01T10:00:00.2"), &order) && order == 0);
    CHECK(jx_temporal_compare(read("2020-01-01T24:00:00"), read("2020-01-02T00:00:00"), &order) && order == 0);
    CHECK(jx_temporal_compare(read("2020-01-01T10:00:00"), read("2020-01-01T10:30:00+01:00"), &order) && order == -1);
    CHECK(!jx_temporal_compare(read("P1D"), read("P1M"), &order));
}

static long offset_of(const char *text)
{
    jx_value value = read(text);
    return value.kind == JX_DATE_TIME ? value.as.clock->zone->offset_seconds : -1;
}

TEST(zones_of_the_database)
{
    if (!start()) {
        CHECK_SKIP("no zone files");
        return;
    }
    CHECK_STRING(again("00:01:00@Europe/Paris"), "00:01:00@Europe/Paris");
    CHECK_STRING(again("2011-12-31T10:15:30.123456789@Europe/Paris"), "2011-12-31T10:15:30.123456789@Europe/Paris");
    CHECK_INT(offset_of("2021-01-01T00:00:00@Europe/Paris"), 3600);
    CHECK_INT(offset_of("2021-07-01T00:00:00@Europe/Paris"), 7200);
    CHECK_INT(offset_of("99999-07-01T00:00:00@Europe/Paris"), 7200);
    CHECK_INT(offset_of("999999999-12-31T23:00:00@Europe/Paris"), 3600);
    CHECK_INT(offset_of("-999999999-01-01T00:00:00@Europe/Paris"), 561);
    CHECK_INT(offset_of("3000-01-15T00:00:00@Australia/Melbourne"), 39600);
    CHECK_INT(offset_of("3000-07-15T00:00:00@Australia/Melbourne"), 36000);
    CHECK_INT(offset_of("2026-07-15T00:00:00@Asia/Shanghai"), 28800);
    CHECK_INT(offset_of("1988-07-15T00:00:00@Asia/Shanghai"), 32400);
    CHECK_INT(offset_of("2021-01-01T00:00:00@Etc/UTC"), 0);
    CHECK_INT(offset_of("2050-07-01T00:00:00@Europe/Dublin"), 3600);
    CHECK_INT(offset_of("2050-01-01T00:00:00@Europe/Dublin"), 0);
    // 2021-03-28 02:00 jumps to 03:00; 2021-10-31 03:00 falls back to 02:00.
    CHECK_INT(offset_of("2021-03-28T01:59:59@Europe/Paris"), 3600);
    CHECK_INT(offset_of("2021-03-28T02:30:00@Europe/Paris"), 3600);
    CHECK_INT(offset_of("2021-03-28T03:00:00@Europe/Paris"), 7200);
    CHECK_INT(offset_of("2021-10-31T02:30:00@Europe/Paris"), 7200);
    CHECK_INT(offset_of("2021-10-31T03:00:00@Europe/Paris"), 3600);
    CHECK_STRING(plus("2021-03-28T01:00:00@Europe/Paris", "PT1H"), "2021-03-28T03:00:00@Europe/Paris");
    CHECK_STRING(plus("2021-03-27T12:00:00@Europe/Paris", "P1D"), "2021-03-28T13:00:00@Europe/Paris");
    CHECK_STRING(plus("2021-02-28T12:00:00@Europe/Paris", "P1M"), "2021-03-28T12:00:00@Europe/Paris");
    CHECK_STRING(minus("2021-03-29T00:00:00@Europe/Paris", "2021-03-28T00:00:00@Europe/Paris"), "PT23H");
    CHECK_STRING(plus("-2021-01-01T10:10:10@Australia/Melbourne", "P1D"), "-2021-01-02T10:10:10@Australia/Melbourne");
    int order = 9;
    CHECK(jx_temporal_compare(read("10:00:00@Europe/Paris"), read("09:00:00Z"), &order) && order == 0);
}

// A file cut at any byte is refused or read; never read past its end (the sanitizers watch).
static jx_text cut_lookup(void *user, jx_text name)
{
    (void)name;
    return *(const jx_text *)user;
}

TEST(broken_zone_files)
{
    if (!start()) {
        CHECK_SKIP("no zone files");
        return;
    }
    jx_text whole = lookup(zones.user, JX_TEXT("Europe/Paris"));
    for (size_t size = 0; size < whole.size; size++) {
        char *bytes = malloc(size + 1);
        memcpy(bytes, whole.bytes, size);
        if (size > 60) bytes[(size * 7919 + 13) % (size - 1)] ^= 0x55;
        jx_text cut = { bytes, size };
        jx_zones broken = { cut_lookup, &cut };
        int32_t offset;
        jx_zone_offset_local(&broken, JX_TEXT("X"), 1600000000, &offset);
        jx_zone_offset_at(&broken, JX_TEXT("X"), INT64_C(99999999999), &offset);
        free(bytes);
    }
    CHECK(whole.size > 0);
}

CHECK_MAIN
