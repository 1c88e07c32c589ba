#include "query/render/number.h"

#include <math.h>

void ls_number_add(struct ls_buf *out, double number, const char *unknown)
{
    if (isfinite(number)) {
        ls_buf_printf(out, "%.12g", number);
    } else {
        ls_buf_add_str(out, unknown);
    }
}
