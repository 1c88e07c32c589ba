#include "server/http/negotiate.h"

#include <strings.h>

/* The text up to a byte, which is taken off too. */
static struct ls_span take_to(struct ls_span *text, char end)
{
    const char *found = text->len > 0 ? memchr(text->ptr, end, text->len) : NULL;
    struct ls_span taken = ls_span(text->ptr, found ? (size_t)(found - text->ptr) : text->len);
    *text = ls_span_from(*text, taken.len + (found ? 1 : 0));
    return ls_span_trim(taken);
}

/* "0.75": at most three decimals; what is none counts as 1, as if it were not there. */
static double read_quality(struct ls_span text)
{
    double number = 0, scale = 1;
    for (size_t i = 0; i < text.len; i++) {
        bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if ((!is_digit && text.ptr[i] != '.') || (text.ptr[i] == '.') != (i == 1) || i > 4) {
            return 1;
        }
        if (is_digit) {
            scale = i > 1 ? scale / 10 : 1;
            number += (text.ptr[i] - '0') * scale;
        }
    }
    return text.len == 0 || number > 1 ? 1 : number;
}

bool ls_header_next(struct ls_span *list, struct ls_header_item *item)
{
    do {
        if (list->len == 0) {
            return false;
        }
        struct ls_span rest = take_to(list, ',');
        *item = (struct ls_header_item){take_to(&rest, ';'), 1};
        while (rest.len > 0) {
            struct ls_span value = take_to(&rest, ';');
            struct ls_span name = take_to(&value, '=');
            if (name.len == 1 && (name.ptr[0] | 0x20) == 'q') {
                item->quality = read_quality(value);
            }
        }
    } while (item->name.len == 0);
    return true;
}

static bool is_name(struct ls_span span, const char *name)
{
    return name && span.len == strlen(name) && strncasecmp(span.ptr, name, span.len) == 0;
}

double ls_header_quality(struct ls_span list, const char *name, const char *wildcard)
{
    struct ls_header_item item;
    double of_wildcard = 0;
    while (ls_header_next(&list, &item)) {
        if (is_name(item.name, name)) {
            return item.quality;
        }
        if (is_name(item.name, wildcard)) {
            of_wildcard = item.quality;
        }
    }
    return of_wildcard;
}

static struct ls_span without_weakness(struct ls_span etag)
{
    return ls_span_starts_with(etag, LS_SPAN("W/")) ? ls_span_from(etag, 2) : etag;
}

bool ls_etag_matches(struct ls_span if_none_match, struct ls_span etag)
{
    struct ls_span own = without_weakness(etag);
    bool matches = false;
    while (!matches && if_none_match.len > 0) {
        struct ls_span item = take_to(&if_none_match, ',');
        matches = item.len > 0 && ls_span_equal(without_weakness(item), own);
    }
    return matches;
}
