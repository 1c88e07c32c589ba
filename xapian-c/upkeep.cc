/* Looking after databases: check and compact. */
#include "common.h"

#include <algorithm>
#include <limits>
#include <ostream>
#include <streambuf>

using xap::answer;
using xap::guard;
using xap::row_of;
using xap::text;

namespace
{

using report_line = void (*)(void *context, const char *line, size_t line_len);

/* Hands over line by line what is written to it; at the end, what no newline ended. */
class line_reporter final : public std::streambuf
{
    report_line report;
    void *context;
    std::string line;

    int_type overflow(int_type c) override
    {
        if (c == '\n') {
            flush();
        } else if (c != traits_type::eof()) {
            line += traits_type::to_char_type(c);
        }
        return traits_type::not_eof(c);
    }

  public:
    line_reporter(report_line to, void *with) : report(to), context(with)
    {
    }
    ~line_reporter() override
    {
        if (!line.empty())
            flush();
    }
    void flush()
    {
        report(context, line.data(), line.size());
        line.clear();
    }
};

size_t check(const std::string &path, report_line report, void *context)
{
    if (!report)
        return Xapian::Database::check(path);
    line_reporter lines(report, context);
    std::ostream stream(&lines);
    return Xapian::Database::check(path, 0, &stream);
}

const Xapian::Compactor::compaction_level levels[] = {
    Xapian::Compactor::STANDARD,
    Xapian::Compactor::FULL,
    Xapian::Compactor::FULLER,
};

const xap::flag_row compact_flags[] = {
    {XAP_COMPACT_MULTIPASS, Xapian::DBCOMPACT_MULTIPASS},
    {XAP_COMPACT_NO_RENUMBER, Xapian::DBCOMPACT_NO_RENUMBER},
    {XAP_COMPACT_SINGLE_FILE, Xapian::DBCOMPACT_SINGLE_FILE},
};

} // namespace

extern "C" {

xap_status xap_check(const char *path, size_t path_len, uint32_t *errors, report_line report,
                     void *context, xap_error *err) noexcept
{
    return answer(errors, err, [&] {
        const size_t most = std::numeric_limits<uint32_t>::max();
        return static_cast<uint32_t>(std::min(most, check(text(path, path_len), report, context)));
    });
}

xap_status xap_compact(const char *const *sources, size_t count, const char *destination,
                       xap_compaction compaction, unsigned flags, xap_error *err) noexcept
{
    return guard(err, [&] {
        if (count == 0)
            throw Xapian::InvalidArgumentError("nothing to compact");
        unsigned how = xap::xapian_flags(compact_flags, flags) | row_of(levels, compaction);
        Xapian::Database db;
        for (size_t i = 0; i < count; i++)
            db.add_database(Xapian::Database(sources[i]));
        db.compact(destination, how);
    });
}

} // extern "C"
