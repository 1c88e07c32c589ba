/* Names, versions, numbers as bytes. */
#include "support.h"

#include <math.h>

static void status_names(void **state)
{
    static const struct {
        enum xap_status status;
        const char *name;
    } rows[] = {
#define ROW(status) {status, #status}
        ROW(XAP_OK),
        ROW(XAP_NOT_FOUND),
        ROW(XAP_INVALID_ARGUMENT),
        ROW(XAP_INVALID_OPERATION),
        ROW(XAP_UNIMPLEMENTED),
        ROW(XAP_NO_DATABASE),
        ROW(XAP_VERSION),
        ROW(XAP_CORRUPT),
        ROW(XAP_LOCKED),
        ROW(XAP_MODIFIED),
        ROW(XAP_CLOSED),
        ROW(XAP_IO),
        ROW(XAP_NETWORK),
        ROW(XAP_RANGE),
        ROW(XAP_SERIALISATION),
        ROW(XAP_NO_MEMORY),
        ROW(XAP_INTERNAL),
        ROW(XAP_GIVEN_UP),
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_int_equal(rows[i].status, i);
        assert_string_equal(xap_status_name(rows[i].status), rows[i].name);
    }
    assert_string_equal(xap_status_name((enum xap_status)ROWS(rows)), "XAP_UNKNOWN");
    assert_string_equal(xap_status_name((enum xap_status) - 1), "XAP_UNKNOWN");
}

static void version(void **state)
{
    (void)state;
    assert_memory_equal(xap_version(), "1.", 2);
    print_message("# Xapian %s\n", xap_version());
}

static void numbers_sort_as_bytes(void **state)
{
    static const double rising[] = {-INFINITY, -1e300, -2024, -1.5, -1,   -1e-9, 0,       1e-9,
                                    0.1,       1,      8.2,   10,   2024, 1e300, INFINITY};
    char before[9], now[9];
    size_t before_len = 0;
    (void)state;
    for (size_t i = 0; i < ROWS(rising); i++) {
        size_t len = xap_double_serialise(rising[i], now);
        assert_in_range(len, 0, 9);
        assert_true(xap_double_unserialise(now, len) == rising[i]);
        if (i > 0) {
            int order = memcmp(before, now, before_len < len ? before_len : len);
            assert_true(order < 0 || (order == 0 && before_len < len));
        }
        memcpy(before, now, len);
        before_len = len;
    }
    assert_int_equal(xap_double_serialise(0, now), 1);
    assert_true(xap_double_unserialise(NULL, 0) == -INFINITY);
    assert_true(isfinite(xap_double_unserialise("more than nine bytes", 20)));
}

static void freeing_null(void **state)
{
    (void)state;
    xap_reader_free(NULL);
    xap_writer_free(NULL);
    xap_document_free(NULL);
    xap_terms_free(NULL);
    xap_postings_free(NULL);
    xap_values_free(NULL);
    xap_query_free(NULL);
    xap_search_free(NULL);
    xap_hits_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_names),
        cmocka_unit_test(version),
        cmocka_unit_test(numbers_sort_as_bytes),
        cmocka_unit_test(freeing_null),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
