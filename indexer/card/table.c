#include "indexer/card/table.h"

#include "indexer/card/source.h"

static bool take_row(struct ls_span *rest, struct ls_span *row)
{
    size_t len = 0;
    if (rest->len == 0) {
        return false;
    }
    while (len < rest->len && rest->ptr[len] != LS_MARK_SOFT_BREAK &&
           rest->ptr[len] != LS_MARK_HARD_BREAK) {
        len++;
    }
    *row = ls_span(rest->ptr, len);
    *rest = ls_span_from(*rest, len + 1);
    return true;
}

/* The row without the pipes at its ends. */
static struct ls_span row_inside(struct ls_span row)
{
    row = ls_span_trim(row);
    if (row.len > 0 && row.ptr[0] == '|') {
        row = ls_span_from(row, 1);
    }
    if (row.len > 0 && row.ptr[row.len - 1] == '|') {
        row.len--;
    }
    return row;
}

/* Takes a cell off *inside, whose ptr becomes NULL behind the last. */
static bool take_cell(struct ls_span *inside, struct ls_span *cell)
{
    if (!inside->ptr) {
        return false;
    }
    const char *pipe = inside->len ? memchr(inside->ptr, '|', inside->len) : NULL;
    size_t len = pipe ? (size_t)(pipe - inside->ptr) : inside->len;
    *cell = ls_span_trim(ls_span(inside->ptr, len));
    *inside = pipe ? ls_span_from(*inside, len + 1) : ls_span(NULL, 0);
    return true;
}

static size_t count_cells(struct ls_span row)
{
    struct ls_span inside = row_inside(row);
    struct ls_span cell;
    size_t count = 0;
    while (take_cell(&inside, &cell)) {
        count++;
    }
    return count;
}

/* :---, ---, :-: … */
static bool is_delimiter_cell(struct ls_span cell)
{
    size_t first = cell.len > 0 && cell.ptr[0] == ':';
    size_t past = cell.len - (cell.len > first && cell.ptr[cell.len - 1] == ':');
    for (size_t at = first; at < past; at++) {
        if (cell.ptr[at] != '-') {
            return false;
        }
    }
    return past > first;
}

static bool is_delimiter_row(struct ls_span row)
{
    struct ls_span inside = row_inside(row);
    struct ls_span cell;
    bool is_one = row.len > 0 && memchr(row.ptr, '|', row.len);
    while (is_one && take_cell(&inside, &cell)) {
        is_one = is_delimiter_cell(cell);
    }
    return is_one;
}

/* Finds the header row; *rows is what stands behind the delimiter row. */
static bool find_table(struct ls_span raw, struct ls_span *header, struct ls_span *rows)
{
    struct ls_span row;
    *rows = raw;
    *header = ls_span(NULL, 0);
    while (take_row(rows, &row)) {
        if (header->ptr && is_delimiter_row(row) && count_cells(row) == count_cells(*header)) {
            return true;
        }
        *header = row;
    }
    return false;
}

static void show_row(struct ls_span row, struct ls_buf *out)
{
    struct ls_span inside = row_inside(row);
    struct ls_span cell;
    for (size_t n = 0; take_cell(&inside, &cell); n++) {
        ls_buf_add_str(out, n ? " | " : "");
        ls_raw_show_run(cell, LS_SHOW_TEXT, true, out);
    }
}

bool ls_table_show(struct ls_span raw, struct ls_buf *out)
{
    struct ls_span header;
    struct ls_span rows;
    struct ls_span row;
    if (raw.len == 0 || !memchr(raw.ptr, '|', raw.len) || !find_table(raw, &header, &rows)) {
        return false;
    }
    struct ls_span before = ls_span(raw.ptr, (size_t)(header.ptr - raw.ptr));
    if (before.len > 0) {
        ls_raw_show_run(ls_span(before.ptr, before.len - 1), LS_SHOW_TEXT, false, out);
        ls_buf_add_char(out, '\n');
    }
    show_row(header, out);
    while (take_row(&rows, &row)) {
        ls_buf_add_char(out, '\n');
        show_row(row, out);
    }
    return true;
}
