#include "server/page/words.h"

#include "query/render/html_text.h"
#include "server/http/negotiate.h"

#include <strings.h>

static const char *const tags[] = {
#define X(identifier, tag, name) tag,
    LS_LANGUAGE_TABLE(X)
#undef X
};

static const char *const names[] = {
#define X(identifier, tag, name) name,
    LS_LANGUAGE_TABLE(X)
#undef X
};

static const char *const words[][LS_LANGUAGE_COUNT] = {
#define X(identifier, en, zh_hant, zh_hans) {en, zh_hant, zh_hans},
    LS_WORD_TABLE(X)
#undef X
};

const char *ls_language_tag(enum ls_language language)
{
    return tags[language];
}

const char *ls_language_name(enum ls_language language)
{
    return names[language];
}

/* Does a tag begin with these subtags? "zh-Hans" of "zh-Hans-SG". */
static bool is_within(struct ls_span tag, const char *range)
{
    size_t len = strlen(range);
    return tag.len >= len && strncasecmp(tag.ptr, range, len) == 0 &&
           (tag.len == len || tag.ptr[len] == '-');
}

/* The first row that a tag is within decides. */
static enum ls_language read_tag(struct ls_span tag)
{
    static const struct {
        const char *range;
        enum ls_language language;
    } rows[] = {
        {"en", LS_LANGUAGE_EN},           {"zh-Hant", LS_LANGUAGE_ZH_HANT},
        {"zh-Hans", LS_LANGUAGE_ZH_HANS}, {"zh-CN", LS_LANGUAGE_ZH_HANS},
        {"zh-SG", LS_LANGUAGE_ZH_HANS},   {"zh-MY", LS_LANGUAGE_ZH_HANS},
        {"zh", LS_LANGUAGE_ZH_HANT},      {"*", LS_LANGUAGE_EN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (is_within(tag, rows[i].range)) {
            return rows[i].language;
        }
    }
    return LS_LANGUAGE_COUNT;
}

enum ls_language ls_language_negotiate(struct ls_span accept_language, struct ls_span param)
{
    enum ls_language best = read_tag(param);
    struct ls_header_item item;
    double quality = 0;
    if (best != LS_LANGUAGE_COUNT) {
        return best;
    }
    while (ls_header_next(&accept_language, &item)) {
        enum ls_language language = read_tag(item.name);
        if (language != LS_LANGUAGE_COUNT && item.quality > quality) {
            best = language;
            quality = item.quality;
        }
    }
    return best == LS_LANGUAGE_COUNT ? LS_LANGUAGE_EN : best;
}

const char *ls_word_text(enum ls_language language, enum ls_word word)
{
    return words[word][language];
}

static void add_number(struct ls_buf *out, unsigned long number)
{
    if (number >= 1000) {
        add_number(out, number / 1000);
        ls_buf_printf(out, ",%03lu", number % 1000);
    } else {
        ls_buf_printf(out, "%lu", number);
    }
}

static void add_place(struct ls_buf *out, char place, const struct ls_word_args *args)
{
    switch (place) {
    case 'n':
        add_number(out, args->n);
        break;
    case 'm':
        add_number(out, args->m);
        break;
    default:
        ls_html_add_text(out, args->t);
    }
}

void ls_word_add(struct ls_buf *out, enum ls_language language, enum ls_word word,
                 struct ls_word_args args)
{
    struct ls_span text = ls_span_str(words[word][language]);
    const char *bar = memchr(text.ptr, '|', text.len);
    if (bar) {
        struct ls_span one = ls_span(text.ptr, (size_t)(bar - text.ptr));
        text = args.n == 1 ? one : ls_span_from(text, one.len + 1);
    }
    while (text.len > 0) {
        const char *place = memchr(text.ptr, '{', text.len);
        size_t len = place ? (size_t)(place - text.ptr) : text.len;
        ls_html_add_text(out, ls_span(text.ptr, len));
        if (place) {
            add_place(out, place[1], &args);
        }
        text = ls_span_from(text, place ? len + 3 : len);
    }
}
