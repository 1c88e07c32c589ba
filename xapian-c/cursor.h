/* One of Xapian's iterators behind the manners of a walk. */
#ifndef XAPIAN_C_CURSOR_H
#define XAPIAN_C_CURSOR_H

#include <utility>

namespace xap
{

/* Xapian's iterators start on the first item and must not be touched at the end, nor after they
 * threw; some of them skip backwards. The walks of the header start before it, stay at the end,
 * and never go back. */
template <typename Iterator> class cursor
{
    Iterator at;
    bool started = false, over = false;

    template <typename Move> bool move(Move &&step)
    {
        if (over)
            return false;
        over = true;
        step();
        started = true;
        over = at == Iterator();
        return !over;
    }

  public:
    explicit cursor(Iterator first) : at(std::move(first))
    {
    }

    const Iterator &operator*() const
    {
        return at;
    }

    bool next()
    {
        return move([&] {
            if (started)
                ++at;
        });
    }

    template <typename Key, typename KeyOf> bool skip_to(const Key &key, KeyOf &&key_of)
    {
        return move([&] {
            if (at != Iterator() && key_of(at) < key)
                at.skip_to(key);
        });
    }
};

} // namespace xap

#endif
