#include "support.h"

#include <ctype.h>
#include <ftw.h>
#include <unistd.h>

struct xap_error why;

/* Xapian's own check deletes an object through a base class: not ours to mend. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}

void must_(const char *file, int line, const char *call, enum xap_status got)
{
    if (got == XAP_OK && why.status == XAP_OK && why.type[0] == '\0' && why.message[0] == '\0') {
        return;
    }
    print_error("%s: %s, %s: %s\n", call, xap_status_name(got), why.type, why.message);
    _fail(file, line);
}

void refuse_(const char *file, int line, const char *call, enum xap_status status, const char *type,
             const char *part, enum xap_status got)
{
    if (got == status && why.status == status && strcmp(why.type, type) == 0 &&
        strstr(why.message, part)) {
        return;
    }
    print_error("%s: expected %s, %s: %s\n", call, xap_status_name(status), type, part);
    print_error("got %s, %s, %s: %s\n", xap_status_name(got), xap_status_name(why.status), why.type,
                why.message);
    _fail(file, line);
}

int folder_setup(void **state)
{
    char *path = strdup("/tmp/xapian-c-test.XXXXXX");
    if (!path || !mkdtemp(path))
        return -1;
    *state = path;
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    (void)kind;
    (void)ftw;
    return remove(path);
}

int folder_teardown(void **state)
{
    int result = nftw(*state, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return result;
}

const char *in_folder(void **state, const char *name)
{
    static char paths[8][256];
    static unsigned next;
    char *path = paths[next++ % ROWS(paths)];
    snprintf(path, sizeof paths[0], "%s/%s", (const char *)*state, name);
    return path;
}

void assert_bytes(struct xap_bytes got, const char *expected)
{
    assert_int_equal(got.len, strlen(expected));
    if (got.len > 0)
        assert_memory_equal(got.ptr, expected, got.len);
}

struct xap_writer *open_writer(const char *path, unsigned flags)
{
    struct xap_writer_options options = {.flags = flags};
    struct xap_writer *writer;
    must(xap_writer_open(STR(path), &options, &writer, &why));
    return writer;
}

struct xap_reader *open_reader(const char *path)
{
    struct xap_reader *reader;
    must(xap_reader_open(STR(path), &reader, &why));
    return reader;
}

struct xap_document *text_document(const char *text)
{
    struct xap_document *document;
    must(xap_document_new(&document, &why));
    must(xap_document_set_data(document, STR(text), &why));
    uint32_t position = 1;
    for (const char *word = text; *word; position++) {
        size_t len = strcspn(word, " ");
        must(xap_document_add_posting(document, word, len, position, 1, &why));
        word += len;
        word += strspn(word, " ");
    }
    return document;
}

uint32_t add_text(struct xap_writer *writer, const char *text)
{
    struct xap_document *document = text_document(text);
    uint32_t docid;
    must(xap_writer_add(writer, document, &docid, &why));
    xap_document_free(document);
    return docid;
}

void build(const char *path, const char *const *texts)
{
    struct xap_writer *writer = open_writer(path, XAP_WRITER_NO_SYNC);
    for (uint32_t docid = 1; *texts; texts++, docid++) {
        struct xap_document *document = text_document(*texts);
        char number[9];
        size_t len = xap_double_serialise(docid, number);
        must(xap_document_set_value(document, 0, number, len, &why));
        must(xap_document_set_value(document, 1, *texts, 1, &why));
        must(xap_writer_replace(writer, docid, document, &why));
        xap_document_free(document);
    }
    must(xap_writer_commit(writer, &why));
    xap_writer_free(writer);
}

/* The parser of queries: each function moves `*at` past what it read. */

static enum xap_status parse(const char **at, struct xap_query **out);

static enum xap_status parse_docids(const char **at, struct xap_query **out)
{
    uint32_t docids[16];
    double weights[16];
    bool weighted = false;
    size_t count = 0;
    while (**at == '#' || **at == ',') {
        char *end;
        docids[count] = (uint32_t)strtoul(*at + 1, &end, 10);
        weights[count] = 0;
        if (*end == ':') {
            weights[count] = strtod(end + 1, &end);
            weighted = true;
        }
        if (end == *at + 1) { /* a lone #: no ids */
            *at = end;
            break;
        }
        *at = end;
        count++;
    }
    return xap_query_docids(docids, weighted ? weights : NULL, count, out, &why);
}

static enum xap_status parse_word(const char **at, struct xap_query **out)
{
    const char *word = *at;
    size_t len = strcspn(word, " )");
    *at += len;
    if (len == 3 && memcmp(word, "ALL", 3) == 0)
        return xap_query_all(out, &why);
    if (len == 4 && memcmp(word, "NONE", 4) == 0)
        return xap_query_none(out, &why);
    const char *dots = strstr(word, "..");
    if (isdigit((unsigned char)*word) && dots && dots < word + len) {
        char lo[9], hi[9];
        size_t lo_len = xap_double_serialise(atof(word), lo);
        size_t hi_len = xap_double_serialise(atof(dots + 2), hi);
        return xap_query_value_range(0, lo, lo_len, hi, hi_len, out, &why);
    }
    if (word[len - 1] == '*') {
        return xap_query_wildcard(word, len - 1, 10, XAP_WILDCARD_FIRST, out, &why);
    }
    return xap_query_term(word, len, 1, out, &why);
}

static enum xap_op op_named(const char *name, size_t len)
{
    static const char *const names[] = {"AND",  "OR",     "AND_NOT", "AND_MAYBE", "FILTER", "XOR",
                                        "NEAR", "PHRASE", "ELITE",   "SYNONYM",   "MAX"};
    size_t i = 0;
    while (i < ROWS(names) && (strlen(names[i]) != len || memcmp(names[i], name, len) != 0))
        i++;
    return (enum xap_op)i;
}

static enum xap_status parse_group(const char **at, struct xap_query **out)
{
    struct xap_query *parts[8];
    size_t count = 0;
    enum xap_status status = XAP_OK;
    const char *name = *at + 1;
    size_t len = strcspn(name, "/ )");
    unsigned param = name[len] == '/' ? (unsigned)atoi(name + len + 1) : 0;
    *at += 1 + strcspn(name, " )");
    while (**at == ' ' && status == XAP_OK) {
        ++*at;
        status = parse(at, &parts[count]);
        count += status == XAP_OK;
    }
    ++*at;
    if (status == XAP_OK && *name == 'x') {
        status = xap_query_scale(parts[0], atof(name + 1), out, &why);
    } else if (status == XAP_OK) {
        const struct xap_query *const *all = (const struct xap_query *const *)parts;
        status = xap_query_combine(op_named(name, len), all, count, param, out, &why);
    }
    while (count > 0)
        xap_query_free(parts[--count]);
    return status;
}

static enum xap_status parse(const char **at, struct xap_query **out)
{
    *out = NULL;
    if (**at == '(')
        return parse_group(at, out);
    if (**at == '#')
        return parse_docids(at, out);
    return parse_word(at, out);
}

enum xap_status parse_query(const char *text, struct xap_query **out)
{
    return parse(&text, out);
}

const char *found(struct xap_reader *reader, const char *text)
{
    static char line[4096];
    struct xap_query *query;
    struct xap_search *search;
    struct xap_hits *hits;
    size_t len = 0;
    must(parse_query(text, &query));
    must(xap_search_new(reader, &search, &why));
    must(xap_search_set_query(search, query, 0, &why));
    must(xap_search_run(search, 0, 100, 100, &hits, &why));
    line[0] = '\0';
    for (uint32_t i = 0; i < xap_hits_count(hits); i++) {
        len += (size_t)sprintf(line + len, "%s%u", len ? " " : "", xap_hits_docid(hits, i));
    }
    xap_hits_free(hits);
    xap_search_free(search);
    xap_query_free(query);
    return line;
}

const char *rest_of(struct xap_terms *terms)
{
    static char line[4096];
    size_t len = 0;
    bool more;
    line[0] = '\0';
    must(xap_terms_next(terms, &more, &why));
    while (more) {
        struct xap_bytes term = xap_terms_term(terms);
        len += (size_t)sprintf(line + len, "%s%.*s", len ? " " : "", (int)term.len, term.ptr);
        must(xap_terms_next(terms, &more, &why));
    }
    return line;
}
