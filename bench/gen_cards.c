/* gen-cards: cards for measuring, in the form of real ones, the same every time. */
#include "bench/card.h"
#include "bench/query.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { CARDS_A_FOLDER = 1000, NUMBER_MAX = 100000000 };

static const char usage[] = "usage: gen-cards --learn CARDS OUT COUNT [SEED]\n"
                            "       gen-cards --learn CARDS --queries COUNT [SEED]\n"
                            "Writes COUNT cards below OUT, or prints COUNT queries; their text\n"
                            "follows that of the cards below CARDS.\n";

struct request {
    const char *learn;
    const char *out; /* NULL: print queries */
    uint32_t count;
    uint64_t seed;
};

static bool read_number(const char *text, uint64_t most, uint64_t *number)
{
    char *end;
    errno = 0;
    *number = strtoull(text, &end, 10);
    return errno == 0 && *text >= '0' && *text <= '9' && !*end && *number <= most;
}

static bool read_request(int argc, char **argv, struct request *request)
{
    static const struct option options[] = {{"learn", required_argument, NULL, 'l'},
                                            {"queries", no_argument, NULL, 'q'},
                                            {NULL, 0, NULL, 0}};
    bool queries = false;
    int option;
    *request = (struct request){.seed = 1};
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'l') {
            request->learn = optarg;
        } else if (option == 'q') {
            queries = true;
        } else {
            return false;
        }
    }
    if (!queries && optind < argc) {
        request->out = argv[optind++];
    }
    uint64_t count = 0;
    bool good = request->learn && (queries || request->out) && optind < argc &&
                argc - optind <= 2 && read_number(argv[optind], NUMBER_MAX, &count) &&
                (optind + 1 == argc || read_number(argv[optind + 1], UINT64_MAX, &request->seed));
    request->count = (uint32_t)count;
    return good;
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

static bool write_file(const char *path, struct ls_span text)
{
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(text.ptr, 1, text.len, file) == text.len;
    return file && fclose(file) == 0 && good;
}

static bool write_card_file(const struct bench_learned *learned, const struct request *request,
                            uint32_t number, struct ls_buf *path, struct ls_buf *text)
{
    bool good = true;
    ls_buf_clear(path);
    ls_buf_printf(path, "%s/%05u", request->out, (number - 1) / CARDS_A_FOLDER);
    if ((number - 1) % CARDS_A_FOLDER == 0) {
        good = !path->failed && make_folder(path->ptr);
    }
    ls_buf_printf(path, "/card-%07u.md", number);
    bench_write_card(learned, request->seed, number, text);
    return good && !path->failed && !text->failed && write_file(path->ptr, ls_buf_span(text));
}

static bool write_cards(const struct bench_learned *learned, const struct request *request)
{
    struct ls_buf path = {0};
    struct ls_buf text = {0};
    bool good = make_folder(request->out);
    for (uint32_t number = 1; good && number <= request->count; number++) {
        good = write_card_file(learned, request, number, &path, &text);
    }
    if (!good) {
        fprintf(stderr, "cannot write cards in %s: %s\n", request->out, strerror(errno));
    }
    ls_buf_free(&path);
    ls_buf_free(&text);
    return good;
}

static bool print_queries(const struct bench_learned *learned, const struct request *request)
{
    struct ls_buf query = {0};
    bool good = true;
    for (uint32_t number = 1; good && number <= request->count; number++) {
        ls_buf_clear(&query);
        bench_write_query(learned, request->seed, number, &query);
        good = !query.failed && puts(query.ptr) != EOF;
    }
    ls_buf_free(&query);
    return fflush(stdout) == 0 && good;
}

int main(int argc, char **argv)
{
    struct request request;
    if (!read_request(argc, argv, &request)) {
        fputs(usage, stderr);
        return 2;
    }
    struct ls_arena arena = {0};
    struct bench_learned learned;
    bool good = bench_learn(request.learn, &arena, &learned) &&
                (request.out ? write_cards(&learned, &request) : print_queries(&learned, &request));
    ls_arena_free(&arena);
    return good ? 0 : 6;
}
