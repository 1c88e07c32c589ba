#include "store/card.h"

static const char *const part_names[LS_PART_COUNT] = {
#define X(name, query_name, heading) [LS_PART_##name] = query_name,
    LS_PART_TABLE(X)
#undef X
};

static const char *const field_names[LS_FIELD_COUNT] = {
#define X(name, query_name, code, wdf) [LS_FIELD_##name] = query_name,
    LS_FIELD_TABLE(X)
#undef X
};

const char *ls_part_name(enum ls_part part)
{
    return part_names[part];
}

unsigned ls_field_wdf(enum ls_field field)
{
    static const unsigned wdfs[LS_FIELD_COUNT] = {
#define X(name, query_name, code, wdf) [LS_FIELD_##name] = wdf,
        LS_FIELD_TABLE(X)
#undef X
    };
    return wdfs[field];
}

const char *ls_field_name(enum ls_field field)
{
    return field_names[field];
}

struct ls_span ls_card_title(const struct ls_card *card)
{
    const struct ls_span *const preferred[] = {&card->title_en, &card->title_zh, &card->heading};
    for (size_t i = 0; i < sizeof preferred / sizeof *preferred; i++) {
        if (preferred[i]->len > 0) {
            return *preferred[i];
        }
    }
    return card->id;
}
