#include "lexicon/glossary.h"

#include "lexicon/reading.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <strings.h>

#define HEADER "english, abbreviation, traditional, simplified, variants"

static const char *const column_names[LS_GLOSSARY_COLUMNS_MAX] = {
    "english", "abbreviation", "traditional", "simplified", "variants"};

void ls_glossary_free(struct ls_glossary *glossary)
{
    ls_arena_free(&glossary->arena);
    *glossary = (struct ls_glossary){0};
}

bool ls_glossary_take_piece(struct ls_span *rest, char separator, struct ls_span *piece)
{
    if (!rest->ptr) {
        return false;
    }
    const char *end = rest->len > 0 ? memchr(rest->ptr, separator, rest->len) : NULL;
    *piece = ls_span(rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len);
    *rest = end ? ls_span_from(*rest, piece->len + 1) : ls_span(NULL, 0);
    return true;
}

static size_t count_pieces(struct ls_span rest, char separator)
{
    size_t count = 0;
    for (struct ls_span piece; ls_glossary_take_piece(&rest, separator, &piece);) {
        count++;
    }
    return count;
}

/* The column of that name; LS_GLOSSARY_COLUMNS_MAX when none has it. */
static size_t column_named(struct ls_span name)
{
    size_t column = 0;
    while (column < LS_GLOSSARY_COLUMNS_MAX &&
           (strlen(column_names[column]) != name.len ||
            strncasecmp(column_names[column], name.ptr, name.len) != 0)) {
        column++;
    }
    return column;
}

/* Does the line name columns, and nothing else? */
static bool read_header(struct ls_reading *reading)
{
    struct ls_span rest = reading->line, name;
    size_t count = 0;
    bool is_short[LS_GLOSSARY_COLUMNS_MAX] = {false};
    while (ls_glossary_take_piece(&rest, '\t', &name)) {
        size_t column = column_named(ls_span_trim(name));
        if (column == LS_GLOSSARY_COLUMNS_MAX || count == LS_GLOSSARY_COLUMNS_MAX) {
            return false;
        }
        is_short[count++] = strcmp(column_names[column], "abbreviation") == 0;
    }
    memcpy(reading->is_short, is_short, sizeof is_short);
    reading->column_count = count;
    return count >= 2;
}

static void complain_of_columns(struct ls_reading *reading, size_t count)
{
    struct ls_span rest = reading->line, cell;
    for (size_t i = 0; i <= reading->column_count && ls_glossary_take_piece(&rest, '\t', &cell);
         i++) {
    }
    const char *at = count > reading->column_count ? cell.ptr : cell.ptr + cell.len;
    if (reading->has_header) {
        ls_glossary_complain(
            reading, LS_GLOSSARY_COLUMNS, at,
            "%zu column%s and not %zu: a tab stands between two, and what is unknown stays "
            "empty",
            count, count == 1 ? "" : "s", reading->column_count);
    } else {
        ls_glossary_complain(
            reading, LS_GLOSSARY_COLUMNS, at,
            "%zu column%s and not a term, a tab and its synonym; more need a first line that "
            "names them: " HEADER,
            count, count == 1 ? "" : "s");
    }
}

/* Complains of a line that is no text. */
static bool is_text(struct ls_reading *reading)
{
    struct ls_span line = reading->line;
    const char *nul = memchr(line.ptr, '\0', line.len);
    size_t bad;
    if (line.len > LS_GLOSSARY_LINE_BYTES_MAX) {
        ls_glossary_complain(reading, LS_GLOSSARY_LONG_LINE, line.ptr + LS_GLOSSARY_LINE_BYTES_MAX,
                             "a line of %zu bytes, more than %d", line.len,
                             LS_GLOSSARY_LINE_BYTES_MAX);
    } else if (nul) {
        ls_glossary_complain(reading, LS_GLOSSARY_NUL_BYTE, nul,
                             "a NUL byte: this is no text file, or a damaged one");
    } else if (!ls_utf8_valid(line, &bad)) {
        ls_glossary_complain(reading, LS_GLOSSARY_BAD_UTF8, line.ptr + bad,
                             "byte 0x%02X is not UTF-8: convert the file, e.g. with "
                             "`iconv -f BIG5 -t UTF-8` or `iconv -f GB18030 -t UTF-8`",
                             (unsigned char)line.ptr[bad]);
    } else {
        return true;
    }
    return false;
}

static enum ls_status read_line(struct ls_reading *reading, struct ls_error *err)
{
    if (ls_span_trim(reading->line).len == 0 &&
        !memchr(reading->line.ptr, '\t', reading->line.len)) {
        return LS_OK;
    }
    if (reading->line.ptr[0] == '#' || !is_text(reading)) {
        return LS_OK;
    }
    if (reading->column_count == 0) {
        reading->has_header = read_header(reading);
        if (reading->has_header) {
            return LS_OK;
        }
        reading->column_count = 2;
    }
    size_t count = count_pieces(reading->line, '\t');
    if (count != reading->column_count) {
        complain_of_columns(reading, count);
        return LS_OK;
    }
    return ls_glossary_read_concept(reading, err);
}

/* Takes a line off *rest, without its end (LF, CR LF or CR). */
static bool take_line(struct ls_span *rest, struct ls_span *line)
{
    if (rest->len == 0) {
        return false;
    }
    size_t len = 0;
    while (len < rest->len && rest->ptr[len] != '\n' && rest->ptr[len] != '\r') {
        len++;
    }
    bool is_crlf = len + 1 < rest->len && rest->ptr[len] == '\r' && rest->ptr[len + 1] == '\n';
    *line = ls_span(rest->ptr, len);
    *rest = ls_span_from(*rest, len + 1 + is_crlf);
    return true;
}

enum ls_status ls_glossary_read(struct ls_span text, enum ls_lexicon_source source,
                                struct ls_analyzer *analyzer, struct ls_lexicon_builder *builder,
                                struct ls_glossary *glossary, struct ls_error *err)
{
    struct ls_reading reading = {
        .source = source, .analyzer = analyzer, .builder = builder, .glossary = glossary};
    enum ls_status status = LS_OK;
    struct ls_span rest = text;
    if (ls_span_starts_with(rest, LS_SPAN("\xef\xbb\xbf"))) {
        rest = ls_span_from(rest, 3);
    }
    if (ls_span_starts_with(rest, LS_SPAN("\xff\xfe")) ||
        ls_span_starts_with(rest, LS_SPAN("\xfe\xff"))) {
        status = ls_fail(err, LS_USAGE,
                         "this is UTF-16, not UTF-8: convert it with `iconv -f UTF-16 -t UTF-8`");
    }
    while (status == LS_OK && take_line(&rest, &reading.line)) {
        reading.number++;
        status = read_line(&reading, err);
    }
    if (status == LS_OK && (glossary->arena.failed || builder->arena.failed)) {
        status = ls_fail_memory(err);
    }
    ls_buf_free(&reading.lexemes);
    ls_crowd_free(&reading.crowd);
    return status;
}

static enum ls_status read_file(const char *path, struct ls_buf *text, struct ls_error *err)
{
    FILE *file = fopen(path, "re");
    if (!file) {
        return ls_fail(err, LS_IO, "%s: %s", path, strerror(errno));
    }
    char block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0 && text->len <= LS_GLOSSARY_BYTES_MAX) {
        ls_buf_add(text, block, got);
    }
    enum ls_status status = LS_OK;
    if (ferror(file)) {
        status = ls_fail(err, LS_IO, "%s: %s", path, strerror(errno));
    } else if (text->len > LS_GLOSSARY_BYTES_MAX) {
        status = ls_fail(err, LS_USAGE, "%s: more than %d MB of glossary", path,
                         LS_GLOSSARY_BYTES_MAX >> 20);
    } else if (text->failed) {
        status = ls_fail_memory(err);
    }
    fclose(file);
    return status;
}

enum ls_status ls_glossary_load(const char *path, enum ls_lexicon_source source,
                                struct ls_analyzer *analyzer, struct ls_lexicon_builder *builder,
                                struct ls_glossary *glossary, struct ls_error *err)
{
    struct ls_buf text = {0};
    struct ls_error cause;
    enum ls_status status = read_file(path, &text, err);
    if (status == LS_OK) {
        status = ls_glossary_read(ls_buf_span(&text), source, analyzer, builder, glossary, &cause);
        if (status != LS_OK) {
            ls_fail(err, status, "%s: %s", path, cause.message);
        }
    }
    ls_buf_free(&text);
    return status;
}
