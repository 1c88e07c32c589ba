/* What the parts of xapian-c share: the guard that no exception passes, checks of arguments, and
 * the objects that more than one file looks into. Only the files in this folder include it. */
#ifndef XAPIAN_C_COMMON_H
#define XAPIAN_C_COMMON_H

#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "../include/xapian-c.h"

namespace xap
{

/* Thrown when a watch says so. */
struct given_up {
};

/* Asks the caller now and then whether to give up. Steps are about as long as that to the next
 * posting: asking once in so many of them costs nothing that can be measured. */
class watch
{
    static constexpr unsigned steps_between = 4096;
    bool (*gives_up)(void *context) = nullptr;
    void *context = nullptr;
    unsigned steps = 0;
    bool over = false;

    void ask()
    {
        steps = 0;
        over = over || gives_up(context);
        if (over)
            throw given_up();
    }

  public:
    void set(bool (*asked)(void *context), void *of)
    {
        gives_up = asked;
        context = of;
        steps = steps_between; /* the next step asks */
        over = false;
    }
    bool is_set() const
    {
        return gives_up != nullptr;
    }
    void spend(unsigned cost)
    {
        if (gives_up && (over || (steps += cost) >= steps_between))
            ask();
    }
};

/* What some things cost, in steps. */
enum cost : unsigned { item_cost = 1, term_cost = 4, lookup_cost = 64, data_cost = 512 };

struct docid_list; /* sources.h */

/* What is read or searched: the databases as one, and each by itself. */
struct databases {
    Xapian::Database all;
    std::vector<Xapian::Database> parts;
    std::shared_ptr<watch> watched = std::make_shared<watch>(); /* of all that is made from it */
    size_t watched_leaves = 0; /* of a search that is worth watching; 0: it is not */

    explicit databases(const Xapian::Database &db) : all(db), parts{db}
    {
    }
};

/* Makes a query for these databases. `weighted`: the weight counts there. */
using recipe = std::function<Xapian::Query(const databases &dbs, bool weighted)>;

} // namespace xap

struct xap_reader {
    xap::databases dbs;
    /* What was lent last, by family of functions: the header says until when. */
    std::string data, value, text;
};

struct xap_document {
    Xapian::Document document;
    std::string data, value;
};

struct xap_query {
    Xapian::Query query; /* as it was written: what to show, count and check */
    bool fragile, maybe; /* an OP_MAX or OP_XOR, an OP_AND_MAYBE stands in it somewhere */
    size_t leaves;       /* posting lists that it reads, at least */
    xap::recipe search;  /* what to search for instead; empty: the query itself */
    std::shared_ptr<const xap::docid_list> list; /* if that is all it is */
    mutable std::string text;
};

namespace xap
{

/* To be called while an exception is handled: says which it is. */
xap_status describe_exception(xap_error *err) noexcept;

/* The one way from C into C++. */
template <typename Work> xap_status guard(xap_error *err, Work &&work) noexcept
{
    if (err) {
        err->status = XAP_OK;
        err->type[0] = err->message[0] = '\0';
    }
    try {
        work();
        return XAP_OK;
    } catch (...) {
        return describe_exception(err);
    }
}

/* The same for work that returns what belongs into `*out`. */
template <typename Out, typename Work>
xap_status answer(Out *out, xap_error *err, Work &&work) noexcept
{
    *out = Out();
    return guard(err, [&] { *out = work(); });
}

/* Bytes from C, copied. Throws when there is a length and no pointer. */
std::string text(const char *ptr, size_t len);

/* The same for a term, or anything else that becomes part of a key of Xapian's tables: neither
 * empty nor too long. `what` names it in the message. */
void check_key(const char *ptr, size_t len, const char *what);
std::string key_text(const char *ptr, size_t len, const char *what);

/* A slot that values can be in. Throws when it is XAP_NO_SLOT. */
Xapian::valueno slot_number(uint32_t slot);

/* Lend a string to C, from a place where it stays. */
inline xap_bytes lend(std::string &place, std::string &&bytes)
{
    place = std::move(bytes);
    return {place.data(), place.size()};
}

/* Turn flags of the C enum into Xapian's. Throws when a bit is in no row. */
struct flag_row {
    unsigned ours, xapians;
};
template <size_t rows> unsigned xapian_flags(const flag_row (&table)[rows], unsigned flags)
{
    unsigned result = 0;
    for (const flag_row &row : table) {
        if (flags & row.ours)
            result |= row.xapians;
        flags &= ~row.ours;
    }
    if (flags)
        throw Xapian::InvalidArgumentError("unknown flags");
    return result;
}

/* What C put into an enum, which may be any number, and in C++ must not even be read as one. */
template <typename Enum> unsigned number_in(const Enum &from_c) noexcept
{
    unsigned number;
    static_assert(sizeof number == sizeof from_c, "enums of C are as wide as int here");
    std::memcpy(&number, &from_c, sizeof number);
    return number;
}

/* The row of a table that belongs to an enumerator. Throws when there is none. */
template <typename Row, size_t rows, typename Enum>
const Row &row_of(const Row (&table)[rows], const Enum &from_c)
{
    unsigned number = number_in(from_c);
    if (number >= rows) {
        throw Xapian::InvalidArgumentError("no such enumerator: " + std::to_string(number));
    }
    return table[number];
}

/* A walk over terms that are in memory already, with weights. */
struct weighted_term {
    std::string term;
    double weight;
};
enum class order { bytes, other };
xap_terms *list_terms(const Xapian::Database *frequencies, std::vector<weighted_term> &&list,
                      order in);

/* The numbers of an MSet, and what it takes to read the documents behind them. */
xap_hits *copy_hits(const Xapian::Database &db, const Xapian::Query &query,
                    const Xapian::MSet &found);

} // namespace xap

#endif
