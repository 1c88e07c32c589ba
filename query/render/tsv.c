/* A table for spreadsheets: a line of names, then a line for each hit. A cell
 * never holds a tab, a line feed or any other control character. */
#include "query/render/display.h"
#include "query/render/hit_fields.h"
#include "query/render/number.h"

static void add_list(const struct ls_hit_value *value, struct ls_buf *out)
{
    for (size_t i = 0; i < value->count; i++) {
        ls_buf_add_str(out, i > 0 ? "; " : "");
        ls_display_add(out, value->items[i]);
    }
}

static void add_cell(const struct ls_hit_value *value, struct ls_buf *out)
{
    switch (value->kind) {
    case LS_HIT_TEXT:
        ls_display_add(out, value->text);
        break;
    case LS_HIT_NUMBER:
        ls_number_add(out, value->number, "");
        break;
    case LS_HIT_LIST:
        add_list(value, out);
        break;
    case LS_HIT_RANGES:
        break;
    }
}

/* A line of names when shown is NULL. */
static void add_line(const struct ls_answer *answer, const struct ls_shown *shown,
                     struct ls_buf *out)
{
    size_t written = 0;
    for (int column = LS_COLUMN_FRONT; column <= LS_COLUMN_BACK; column++) {
        for (size_t i = 0; i < ls_hit_field_count; i++) {
            const struct ls_hit_field *field = &ls_hit_fields[i];
            if (field->column != (enum ls_hit_column)column) {
                continue;
            }
            ls_buf_add_str(out, written++ > 0 ? "\t" : "");
            if (shown) {
                struct ls_hit_value value = field->get(answer, shown);
                add_cell(&value, out);
            } else {
                ls_buf_add_str(out, field->name);
            }
        }
    }
    ls_buf_add_char(out, '\n');
}

static void begin(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    add_line(answer, NULL, out);
}

static void hit(const struct ls_answer *answer, const struct ls_shown *shown,
                const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    add_line(answer, shown, out);
}

const struct ls_renderer ls_render_tsv = {begin, hit, ls_render_nothing};
