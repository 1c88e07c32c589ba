#include "query/expand/lexicons.h"

bool ls_lexicons_have(const struct ls_lexicons *lexicons, struct ls_span key)
{
    bool have = false;
    struct ls_lexicon_walk walk;
    for (size_t i = 0; !have && i < lexicons->count; i++) {
        have = ls_lexicon_find(&lexicons->items[i], key, &walk);
    }
    return have;
}

size_t ls_lexicons_places_max(const struct ls_lexicons *lexicons)
{
    size_t most = 0;
    for (size_t i = 0; i < lexicons->count; i++) {
        size_t places = lexicons->items[i].places_max;
        most = places > most ? places : most;
    }
    return most;
}
