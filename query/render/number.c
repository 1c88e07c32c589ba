#include "query/render/number.h"

#include <math.h>

/* Most numbers have few decimals: 8.2, 0.3316. */
enum { DECIMALS = 4, UNIT = 10000 };

static void add_decimals(struct ls_buf *out, unsigned decimals)
{
    char digits[DECIMALS];
    size_t len = DECIMALS;
    for (size_t i = DECIMALS; i > 0; i--, decimals /= 10) {
        digits[i - 1] = (char)('0' + decimals % 10);
    }
    while (len > 0 && digits[len - 1] == '0') {
        len--;
    }
    if (len > 0) {
        ls_buf_add_char(out, '.');
        ls_buf_add(out, digits, len);
    }
}

/* False when it has more decimals, or is too large to be sure. */
static bool add_short(struct ls_buf *out, double number)
{
    if (signbit(number) || number >= 1e8) {
        return false;
    }
    uint64_t units = (uint64_t)(number * UNIT + 0.5);
    if ((double)units / UNIT != number) {
        return false;
    }
    ls_buf_add_decimal(out, units / UNIT);
    add_decimals(out, (unsigned)(units % UNIT));
    return true;
}

void ls_number_add(struct ls_buf *out, double number, const char *unknown)
{
    if (isfinite(number) && add_short(out, number)) {
        return;
    }
    if (isfinite(number)) {
        ls_buf_printf(out, "%.12g", number);
    } else {
        ls_buf_add_str(out, unknown);
    }
}
