/* Searches an index and prints, of each article found, its title and the passage
 * that answers best, with the words found in [brackets].
 *
 *     cc search.c $(pkg-config --cflags --libs litsearch) -o search
 *     ./search FOLDER QUERY
 *
 * Compiles as C and as C++. */
#include <litsearch.h>
#include <stdio.h>

static void print_marked(const struct litsearch_hit *hit)
{
    struct litsearch_text snippet = litsearch_hit_snippet(hit);
    size_t at = 0, first, past;
    for (size_t i = 0; litsearch_hit_mark(hit, i, &first, &past); i++) {
        printf("%.*s", (int)(first - at), snippet.ptr + at);
        printf("[%.*s]", (int)(past - first), snippet.ptr + first);
        at = past;
    }
    printf("%.*s\n", (int)(snippet.len - at), snippet.ptr ? snippet.ptr + at : "");
}

int main(int argc, char **argv)
{
    struct litsearch_index *index = NULL;
    struct litsearch_query *query = NULL;
    struct litsearch_answer *answer = NULL;
    struct litsearch_error err;
    if (argc != 3) {
        fprintf(stderr, "usage: %s FOLDER QUERY\n", argv[0]);
        return LITSEARCH_USAGE;
    }
    const char *folder = argv[1];
    enum litsearch_status status = litsearch_index_open(&folder, 1, &index, &err);
    if (status == LITSEARCH_OK) {
        status = litsearch_query_new(argv[2], LITSEARCH_TO_NUL, &query, &err);
    }
    if (status == LITSEARCH_OK) {
        status = litsearch_search(index, query, &answer, &err);
    }
    for (size_t i = 0; i < litsearch_answer_count(answer); i++) {
        const struct litsearch_hit *hit = litsearch_answer_hit(answer, i);
        struct litsearch_text title = litsearch_hit_title(hit);
        printf("%zu. %.*s\n   ", i + 1, (int)title.len, title.ptr);
        print_marked(hit);
    }
    if (status != LITSEARCH_OK) {
        fprintf(stderr, "%s\n", err.message);
    }
    litsearch_answer_free(answer);
    litsearch_query_free(query);
    litsearch_index_free(index);
    return (int)status;
}
